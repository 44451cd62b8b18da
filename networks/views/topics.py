"""What a network decides about: adding, renaming and removing topics."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.methods import form_page
from networks.access import get_editable_network
from networks.forms.topics import TopicForm
from networks.models import DecisionTopic, Mandate, Network
from networks.models.networks import OfNetworkQuerySet
from networks.pages import network_context
from networks.services.topics import add_topic, remove_topic, rename_topic


def spoken_of(network: Network) -> OfNetworkQuerySet:
    """Return a network's topics, each with how many valid and how many other mandates speak of it."""
    valid = Q(authorities__mandate__in=Mandate.objects.valid_on(timezone.localdate()))
    return network.decision_topics.annotate(
        valid=Count("authorities", filter=valid), others=Count("authorities", filter=~valid)
    )


@form_page
def topic_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a network decides about, and add to it."""
    network = get_editable_network(request.user, slug)
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            topic = add_topic(network=network, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Added: %(topic)s.") % {"topic": topic.name})
            return redirect("topic_list", slug)
    page = network_context(network, request.user, "mandate_table")
    return render(request, "networks/topic_list.html", page | {"topics": spoken_of(network), "form": form})


@form_page
def topic_edit(request: HttpRequest, slug: str, topic: int) -> HttpResponse:
    """Call a topic otherwise."""
    network = get_editable_network(request.user, slug)
    found = get_object_or_404(network.decision_topics, pk=topic)
    form = TopicForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename_topic(topic=found, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved: %(topic)s.") % {"topic": found.name})
            return redirect("topic_list", slug)
    return _topic_page(request, found, "networks/topic_edit.html", {"form": form})


@form_page
def topic_remove(request: HttpRequest, slug: str, topic: int) -> HttpResponse:
    """Remove a topic, once what goes with it has been read."""
    network = get_editable_network(request.user, slug)
    found = get_object_or_404(spoken_of(network), pk=topic)
    if request.method == "POST":
        remove_topic(topic=found)
        messages.success(request, _("Removed: %(topic)s.") % {"topic": found.name})
        return redirect("topic_list", slug)
    return _topic_page(request, found, "networks/topic_remove.html", {})


def _topic_page(request: HttpRequest, topic: DecisionTopic, template: str, more: dict) -> HttpResponse:
    page = network_context(topic.network, request.user, "mandate_table")
    return render(request, template, page | {"topic": topic} | more)
