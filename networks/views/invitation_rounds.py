"""Inviting a whole list: reading it, showing what would happen, and sending the mails in parts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from collab.methods import form_page
from networks.access import get_editable_network
from networks.forms.invitations import InvitationForm, joined_lines
from networks.invitees.plan import INVITED, KNOWN, NEW, InvitationPlan, make_plan, newcomers
from networks.invitees.standing import never_invited
from networks.models import Invitation, Network
from networks.pages import network_context
from networks.services.invitation_rounds import add_newcomers, send_part, still_to_invite


class Round(TypedDict):
    """What is kept in the session of mails on their way: to whom, since when, and what was left out of the list."""

    people: list[int]
    began: str
    left_out: list[str]
    choices: dict[str, str]  # what the form said of all of them


def link_maker(request: HttpRequest) -> Callable[[str], str]:
    """Return a function that makes the full address of a personal link."""
    return lambda token: request.build_absolute_uri(reverse("invitation_accept", args=[token]))


@form_page
def invitation_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a list of people, show line by line what would happen, and only then do it.

    With `?waiting` the list is those in the network who were not invited yet.
    """
    network = get_editable_network(request.user, slug)
    if request.method != "POST":
        waiting = never_invited(network, request.user) if "waiting" in request.GET else ()
        people = "\n".join(f"{each.name} <{each.email}>" for each in waiting if each.email)
        form = InvitationForm(network=network, user=request.user, initial={"people": people})
        return _show_form(request, network, form)
    data = request.POST.copy()
    if "people" not in data:
        data["people"] = joined_lines(request.POST)
    form = InvitationForm(data, network=network, user=request.user)
    if not form.is_valid() or "back" in data:
        return _show_form(request, network, form)
    plan = make_plan(
        network,
        form.entries,
        organisation=form.cleaned_data["organisation"],
        as_observers=form.as_observers,
    )
    if "send" in data and data.get("seen") == plan.fingerprint:
        try:
            return _carry_out(request, network, form, plan)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("invitation_list", slug)
    return _show_preview(request, network, form, plan, changed="send" in data)


def _show_form(request: HttpRequest, network: Network, form: InvitationForm) -> HttpResponse:
    texts = network_context(network, request.user, "member_list")
    return render(request, "networks/invitation_create.html", texts | {"form": form})


def _show_preview(
    request: HttpRequest, network: Network, form: InvitationForm, plan: InvitationPlan, *, changed: bool
) -> HttpResponse:
    """Show what would happen. `changed`: since somebody said yes to an earlier preview."""
    sent = plan.of_kind(NEW, KNOWN)
    texts: dict[str, Any] = {
        "form": form,
        "plan": plan,
        "sent": sent,
        "invited": plan.of_kind(INVITED),
        "kept": form.choices,
        "changed": changed,
        "as_observers": form.as_observers,
        "language": dict(form.fields["language"].choices)[form.cleaned_data["language"]],
    }
    return render(
        request,
        "networks/invitation_preview.html",
        network_context(network, request.user, "member_list") | texts,
    )


def _carry_out(
    request: HttpRequest, network: Network, form: InvitationForm, plan: InvitationPlan
) -> HttpResponse:
    """Add who is new, and send the first mails; the lines with errors are kept to be put right."""
    added = add_newcomers(
        network=network,
        newcomers=newcomers(plan),
        language=form.cleaned_data["language"],
        as_observers=form.as_observers,
        since=timezone.localdate(),
    )
    known = plan.of_kind(KNOWN, INVITED) if "again" in request.POST else plan.of_kind(KNOWN)
    people = [person.pk for person in added] + [line.person for line in known if line.person]
    request.session[_key(network)] = Round(
        people=people,
        began=timezone.now().isoformat(),
        left_out=[line.entry.text for line in plan.problems],
        choices=form.choices,
    )
    return _go_on(request, network)


def _key(network: Network) -> str:
    return f"invitations:{network.pk}"


def _go_on(request: HttpRequest, network: Network) -> HttpResponse:
    """Send the next mails of the round."""
    kept: Round = request.session[_key(network)]
    address = reverse("invitation_sending", args=[network.slug])
    try:
        send_part(
            network=network,
            people=kept["people"],
            since=datetime.fromisoformat(kept["began"]),
            inviter=request.user,
            link=link_maker(request),
            message=kept["choices"]["message"],
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        address += "?stopped"
    return redirect(address)


@form_page
def invitation_sending(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how far a round of mails is, and send the next ones."""
    network = get_editable_network(request.user, slug)
    kept: Round | None = request.session.get(_key(network))
    if kept is None:
        return redirect("invitation_list", slug)
    if request.method == "POST":
        return _go_on(request, network)
    since = datetime.fromisoformat(kept["began"])
    sent = Invitation.objects.filter(network=network, person__in=kept["people"], sent_at__gte=since)
    latest = sent.last_of_each().select_related("person")
    bounced = [each for each in latest if each.bounced_at]
    waiting = still_to_invite(network=network, people=kept["people"], since=since).count()
    return render(
        request,
        "networks/invitation_sending.html",
        network_context(network, request.user, "member_list")
        | {
            "total": len(kept["people"]),
            "sent": len(latest) - len(bounced),
            "tried": len(latest),
            "bounced": bounced,
            "waiting": waiting,
            "stopped": "stopped" in request.GET,
            "left_out": list(enumerate(kept["left_out"], start=1)),
            "kept": kept["choices"],
        },
    )
