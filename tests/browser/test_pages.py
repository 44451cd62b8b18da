"""Every page of the demo, as its visitors see it: accessible, narrow enough, in one language, and by itself."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import CharField, TextField
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from networks.models import Mandate, Membership, Network, Organisation, Person, User
from networks.services.invitations import invite
from roles.models import EmptySeat, ReminderKind, Role, RoleAssignment
from roles.reminder_links import stop_address
from roles.services.mapping_links import make_link, parts_without_account
from tests.browser.checks import Watch, inaccessible, texts, too_wide, unreadable_in_the_dark
from tests.factories import MandateFactory, RoleSwapFactory, SwapMoveFactory

STRANGER = ""
COORDINATOR = "coordinator@demo.example"
MEMBER = "member@demo.example"
STEWARD = "steward@demo.example"
ADMINISTRATOR = "administrator@demo.example"

# The visitor for whom each page is meant most.
PAGES = {
    "home": STRANGER,
    "catalogue": STRANGER,
    "privacy": STRANGER,
    "account_login": STRANGER,
    "account_request_login_code": STRANGER,
    "account_reset_password": STRANGER,
    "account_reset_password_done": STRANGER,
    "account_reset_password_from_key_done": STRANGER,
    "account_signup": STRANGER,
    "account_inactive": STRANGER,
    "account_logout": COORDINATOR,
    "account_change_password": COORDINATOR,
    "account_reauthenticate": COORDINATOR,
    "mfa_index": COORDINATOR,
    "invitation_accept": STRANGER,
    "me": COORDINATOR,
    "profile": COORDINATOR,
    "my_part": COORDINATOR,
    "welcome_step": MEMBER,
    "network_list": COORDINATOR,
    "network_create": COORDINATOR,
    "dashboard": COORDINATOR,
    "network_person": COORDINATOR,
    "network_role": COORDINATOR,
    "role_candidates": COORDINATOR,
    "report": COORDINATOR,
    "my_reminders": COORDINATOR,
    "reminder_stop": STRANGER,
    "term_list": COORDINATOR,
    "timeline": COORDINATOR,
    "timeline_hands": COORDINATOR,
    "timeline_former": COORDINATOR,
    "timeline_course": COORDINATOR,
    "swap_list": COORDINATOR,
    "swap_create": COORDINATOR,
    "swap_detail": COORDINATOR,
    "swap_carry_out": COORDINATOR,
    "swap_withdraw": COORDINATOR,
    "vacancy_list": COORDINATOR,
    "vacancy_apply": MEMBER,
    "vacancy_leave_empty": COORDINATOR,
    "scenario_list": COORDINATOR,
    "scenario_create": COORDINATOR,
    "scenario_detail": COORDINATOR,
    "scenario_edit": COORDINATOR,
    "scenario_delete": COORDINATOR,
    "scenario_share": COORDINATOR,
    "scenario_propose": COORDINATOR,
    "suggestions": COORDINATOR,
    "matrix": COORDINATOR,
    "matrix_cell": COORDINATOR,
    "member_list": COORDINATOR,
    "member_detail": COORDINATOR,
    "member_edit": COORDINATOR,
    "network_organisations": COORDINATOR,
    "import": COORDINATOR,
    "settings": COORDINATOR,
    "change_list": COORDINATOR,
    "my_data": COORDINATOR,
    "erase_account": COORDINATOR,
    "portfolio": COORDINATOR,
    "member_create": COORDINATOR,
    "invitation_list": COORDINATOR,
    "invitation_create": COORDINATOR,
    "member_voice": COORDINATOR,
    "balance_create": COORDINATOR,
    "check_in_create": COORDINATOR,
    "check_in_list": COORDINATOR,
    "thanks_create": COORDINATOR,
    "observer_create": COORDINATOR,
    "mandate_table": COORDINATOR,
    "mandate_detail": STEWARD,
    "mandate_ask": COORDINATOR,
    "mandate_create": STEWARD,
    "mandate_decline": STEWARD,
    "mandate_renew": STEWARD,
    "mandate_withdraw": STEWARD,
    "purpose": COORDINATOR,
    "purpose_change": COORDINATOR,
    "purpose_clarity": MEMBER,
    "rules_change": COORDINATOR,
    "result_create": COORDINATOR,
    "result_remove": COORDINATOR,
    "talking_graph": COORDINATOR,
    "consultation_list": COORDINATOR,
    "consultation_create": MEMBER,
    "consultation_detail": COORDINATOR,
    "consultation_edit": MEMBER,
    "consultation_remove": COORDINATOR,
    "consultation_import": MEMBER,
    "mapping_list": COORDINATOR,
    "mapping_create": COORDINATOR,
    "mapping_cards": COORDINATOR,
    "mapping_links": COORDINATOR,
    "mapping_close": COORDINATOR,
    "mapping_link": STRANGER,
    "mapping_round": COORDINATOR,
    "mapping_talk": COORDINATOR,
    "mapping_carry": COORDINATOR,
    "listening": COORDINATOR,
    "listening_write": COORDINATOR,
    "listening_note": MEMBER,
    "listening_withdraw": MEMBER,
    "common_ground": COORDINATOR,
    "topic_list": COORDINATOR,
    "topic_edit": COORDINATOR,
    "topic_remove": COORDINATOR,
    "rating_ask": COORDINATOR,
    "rating_answer": MEMBER,
    "engagement_stake": STEWARD,
    "seat_candidates": STEWARD,
    "seat_propose": STEWARD,
    "organisation_list": STEWARD,
    "organisation_detail": STEWARD,
    "organisation_seats": STEWARD,
    "organisation_networks": STEWARD,
    "organisation_talking": STEWARD,
    "organisation_policy": STEWARD,
}
# What answers with something else than a page of its own: a file, a note for a program, a way to another page.
NOT_PAGES = {
    "welcome",
    "health",
    "import_template",
    "export",
    "report_json",
    "my_data_export",
    "organisation_export",
    "policy_reviewed",
    "scenario_compare",  # asks which ones; tests/browser/test_scenarios.py comes past it
    "scenario_copy",
    "scenario_step_remove",
    "set_language",
    "set_theme",
    "calendar_make",  # tests/browser/test_reminders.py comes past it
    "calendar_stop",
    "calendar_feed",
    "mandate_person",
    "listening_share",  # tests/browser/test_listening.py comes past it
    "observer_remove",
    "invitation_send",
    "invitation_withdraw",
    "purpose_agree",
    "mapping_link_make",  # tests/browser/test_mapping.py comes past it
    "mapping_link_withdraw",
    "mapping_withdraw",
    "rating_close",
    "thanks_remove",  # tests/browser/test_check_ins.py comes past it
    "rating_withdraw",
    "rules_accept",
    "vacancy_reopen",
    "suggestions_propose",
    "suggestions_try",
    "account_reset_password_from_key",
    # What follows on another page; tests/browser/test_invitations.py and test_sign_in.py come past these.
    "invitation_sending",
    "account_confirm_login_code",
    "account_set_password",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
}


def addresses(resolver):
    """The name and the pattern of every address, without those of Django's own admin."""
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            yield pattern.name, pattern
        elif pattern.app_name != "admin":
            yield from addresses(pattern)


ADDRESSES = dict(addresses(get_resolver()))


@pytest.fixture
def demo():
    call_command("load_demo", force=True, stdout=StringIO())


def address(name, visitor):
    """The address of a page in the largest network of the coordinator, or in one of the steward's organisation."""
    organisation = Organisation.objects.filter(stewardships__person__user__email=STEWARD).earliest("pk")
    pattern = ADDRESSES[name].pattern
    values = values_of(name, visitor, network_of(name, visitor, organisation), organisation)
    if str(pattern).startswith("organisations/"):
        values["slug"] = lambda: organisation.slug
    found = {key: values[key]() for key in pattern.converters}
    return reverse(name, kwargs={key: getattr(value, "pk", value) for key, value in found.items()})


def network_of(name, visitor, organisation):
    """The network in which a page is looked at."""
    if visitor == STEWARD and name.startswith("mandate_"):
        seats = Membership.objects.active_on(timezone.localdate()).filter(
            engagement__organisation=organisation
        )
        return Network.objects.filter(memberships__in=seats).earliest("pk")
    if visitor == STEWARD:
        return Network.objects.filter(engagements__organisation=organisation).earliest("pk")
    coordinated = Network.objects.filter(
        memberships__person__user__email=COORDINATOR, memberships__is_coordinator=True
    )
    return max(coordinated, key=lambda it: it.memberships.count())


def values_of(name, visitor, network, organisation):
    """What can stand in an address, each looked up when it does."""
    waiting = name in {"mandate_detail", "mandate_decline"}
    return {
        "slug": lambda: network.slug,
        "membership": lambda: seat_of(name, visitor, network),
        "person": lambda: Person.objects.get(user__email=visitor),
        "role": lambda: vacant_role(network) if name.startswith("vacancy_") else "driver",
        "step": lambda: "stances",
        "mapping_round": lambda: mapping_round_of(name, network),
        "rating_round": network.rating_rounds.first,
        "note": network.listening_notes.filter(about__user__email=visitor).first,
        "scenario": network.scenarios.filter(owner__email=visitor).first,
        "engagement": network.engagements.filter(organisation=organisation).first,
        "mandate": lambda: mandate_of(network, organisation, waiting=waiting),
        "swap": lambda: swap_of(network),
        "result": network.shared_results.first,
        "topic": network.decision_topics.first,
        "consultation": network.consultations.first,
        "token": lambda: token_of(name, network),
    }


def seat_of(name, visitor, network):
    """The visitor's own seat in a network, or that of somebody to whom they listened."""
    seats = Membership.objects.filter(network=network)
    if name == "listening_write":
        return seats.filter(person__notes_about__author__user__email=visitor).earliest("pk")
    return seats.filter(person__user__email=visitor).first()


def token_of(name, network):
    """What a personal link ends with."""
    if name == "mapping_link":
        return mapping_link_of(network)
    if name != "reminder_stop":
        return invite_somebody(network)
    member = Person.objects.get(user__email=MEMBER)
    return stop_address(member, ReminderKind.TERMS).rstrip("/").rpartition("/")[2]


def mapping_round_of(name, network):
    """The round that runs, or the last one that came to something."""
    if name in {"mapping_round", "mapping_talk", "mapping_carry"}:
        return network.mapping_rounds.exclude(counts=None).first()
    return network.mapping_rounds.get(closed_on=None)


def mapping_link_of(network):
    """Make a link for a member who has no account; return what it ends with."""
    part = parts_without_account(network.mapping_rounds.get(closed_on=None)).first()
    return make_link(part=part, day=timezone.localdate())


def vacant_role(network):
    """A role that nobody holds and that is not left empty on purpose."""
    taken = RoleAssignment.objects.active_on(timezone.localdate()).filter(membership__network=network)
    left = EmptySeat.objects.filter(network=network)
    return Role.objects.exclude(
        pk__in=[*taken.values_list("role", flat=True), *left.values_list("role", flat=True)]
    )[0].slug


def mandate_of(network, organisation, *, waiting):
    """A mandate that waits for the steward's answer, or one that is valid; one is asked for where none waits."""
    found = Mandate.objects.filter(
        membership__network=network, membership__engagement__organisation=organisation
    )
    chosen = found.asked() if waiting else found.valid_on(timezone.localdate())
    return chosen.first() or MandateFactory(
        membership=Membership.objects.filter(network=network, engagement__organisation=organisation).first(),
        starts_on=timezone.localdate(),
        granted_on=None if waiting else timezone.localdate(),
    )


def swap_of(network):
    """A swap that everybody consents to; one is proposed where there is none."""
    agreed = network.swaps.filter(state="agreed", planned_on__lte=timezone.localdate()).first()
    if agreed is None:
        agreed = RoleSwapFactory(network=network, state="agreed")
        SwapMoveFactory(swap=agreed, kind="fill", giver=None, receiver=network.memberships.earliest("pk"))
    return agreed


def invite_somebody(network):
    """Invite a member who has no account yet; return what their link ends with."""
    person = Person.objects.filter(memberships__network=network, user=None).earliest("pk")
    person.email = "somebody@demo.example"
    person.save()
    tokens = []
    invite(network=network, person=person, inviter=User.objects.get(email=COORDINATOR), link=tokens.append)
    return tokens[0]


def data_of_the_demo():
    """All that people entered, in one text, without its ends of lines: it is the same in both languages."""
    return "\n".join(
        " ".join(str(value).split())
        for app in ("networks", "roles")
        for model in apps.get_app_config(app).get_models()
        for row in model.objects.values_list(
            *[it.attname for it in model._meta.fields if isinstance(it, CharField | TextField)]
        )
        for value in row
    )


@pytest.fixture
def open_page(new_context, live_server, sign_in):
    """Return a function that opens a page in a language, for its visitor, in a context of theirs."""
    contexts, places = {}, {}

    def open_for(name, language):
        visitor = PAGES[name]
        if name not in places:
            places[name] = live_server.url + address(name, visitor)
        if (visitor, language) not in contexts:
            context = new_context()
            context.add_cookies(
                [
                    {"name": "theme", "value": "light", "url": live_server.url},
                    {"name": "django_language", "value": language, "url": live_server.url},
                ]
            )
            if visitor:
                sign_in(context, User.objects.get(email=visitor))
            contexts[visitor, language] = (context.new_page(), Watch(context, live_server.url))
        # Whoever comes by a link in a mail is spoken to as the mail did, whatever the browser asks for.
        Person.objects.filter(user__email=MEMBER).update(language=language)
        page, watch = contexts[visitor, language]
        page.goto(places[name])
        return page, watch

    return open_for


def test_every_address_is_walked_or_known_to_be_no_page():
    assert set(ADDRESSES) == PAGES.keys() | NOT_PAGES


# Words that Dutch and English share.
SAME_IN_BOTH = {
    *("Cluster", "Coach", "Cockpit", "Contact", "Dashboard", "E-mail", "Filter", "Matrix", "Menu", "Norm"),
    "Portfolio",
    "betweenness",  # the measure, by its name in both
    *("Samenspel", "Spreadsheet", "XLSX", "x 2026-01-31"),
    *("Passkeys", "Anna Maes <anna@example.be>"),
    *("Cookies", "N.N.", "Privacy", "Score"),
    *(".ics", "Outlook"),
}
# What is no word: initials, addresses, and days whose month is written alike.
NO_WORD = re.compile(r"\S+@\S+|[A-ZÀ-Þ]{1,3}\.?|\d+ \w{3} \d{4}|[\W\d_]*")


def phrases(page):
    """The page's texts, taken apart where it joins names of people and things to words of its own."""
    found = {
        phrase
        for text in texts(page)
        for phrase in map(str.strip, re.split(r"\s*[·:–,]\s+|^· | ·$|[()]", text))
    }
    return {phrase for phrase in found if phrase and not NO_WORD.fullmatch(phrase)}


def in_one_language(dutch, english, data):
    """What two versions of a page both say, though it is neither of the demo nor the same word in both."""
    in_both = {phrase for phrase in dutch & english if phrase.rstrip(".") not in data} - SAME_IN_BOTH
    return [f"not translated: {text}" for text in sorted(in_both)]


def test_every_page_is_accessible_fits_a_phone_speaks_one_language_and_asks_no_other_host(demo, open_page):
    data = data_of_the_demo()
    complaints = []

    for name in PAGES:
        page, watch = open_page(name, "nl")
        in_dutch = phrases(page)
        found = inaccessible(page) + too_wide(page) + unreadable_in_the_dark(page) + watch.take()
        page, watch = open_page(name, "en")
        found += in_one_language(in_dutch, phrases(page), data) + too_wide(page) + watch.take()
        complaints += [f"{name}: {complaint}" for complaint in found]

    assert not complaints, "\n".join(complaints)
