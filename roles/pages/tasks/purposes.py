"""What waits because a network's purpose or its working rules ask whether I stand behind them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from collab.addresses import address
from networks.models import Network, Person, PurposeAgreement, PurposeVersion, RulesAcceptance, WorkingRules
from roles.pages.seats import OwnSeat
from roles.pages.tasks import Task


def purpose_tasks(person: Person, seats: Iterable[OwnSeat]) -> Iterator[Task]:
    """The last versions that I have not agreed to or accepted yet, one task for each network. One query at most.

    The page itself asks one thing after the other, so that what waits there is said once.
    """
    networks = [seat.network.pk for seat in seats]
    if not networks:
        return
    here = {"network": OuterRef("pk")}
    agreed = PurposeAgreement.objects.filter(person=person)
    accepted = RulesAcceptance.objects.filter(person=person)
    asked = Network.objects.filter(pk__in=networks).annotate(
        asks_purpose=Exists(_last(PurposeVersion).filter(**here).exclude(agreements__person=person)),
        asks_rules=Exists(_last(WorkingRules).filter(**here).exclude(acceptances__person=person)),
        agreed_before=Exists(agreed.filter(version__network=OuterRef("pk"))),
        accepted_before=Exists(accepted.filter(rules__network=OuterRef("pk"))),
    )
    for network in asked.order_by("name", "pk"):
        sentence = _sentence(network)
        if sentence:
            button = _("Read it and answer") if network.asks_purpose else _("Read them and answer")
            yield Task("notice", network.name, sentence, button, address("purpose", network.slug))


def _last(model: type[PurposeVersion] | type[WorkingRules]) -> Any:
    """Return of each network the last version only."""
    later = model.objects.filter(network=OuterRef("network"), number__gt=OuterRef("number"))
    return model.objects.filter(~Exists(later))


def _sentence(network: Any) -> str:
    if network.asks_purpose and network.agreed_before:
        return _("What this network exists for has been put anew. Can you still stand behind it?")
    if network.asks_purpose:
        return _("Read what this network exists for. Can you stand behind it?")
    if network.asks_rules and network.accepted_before:
        return _("The working rules have changed. Can the others still count on you for them?")
    if network.asks_rules:
        return _("There are working rules. Can the others count on you for them?")
    return ""
