"""The rules that a network works by: writing them anew, and accepting them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from networks.models import Network, Person, RulesAcceptance, WorkingRules
from networks.services.purposes import takes_part


@transaction.atomic
def change_rules(
    *, network: Network, by: Person | None, text: str, expected_version: int
) -> WorkingRules | None:
    """Write the next version of the working rules, one a line; everybody is asked to accept them again.

    Return None when nothing is different. Raise ValidationError when the last version is another than the one that
    was read (0: none). A member who writes the rules accepts them.
    """
    last = _last_rules(network)
    text = "\n".join(rule_lines(text))
    if text == (last.text if last else ""):
        return None
    number = last.number if last else 0
    if number != expected_version:
        raise ValidationError(
            _(
                "Somebody else changed the rules at this very moment. Look at what they say now, and save again."
            )
        )
    rules = WorkingRules.objects.create(network=network, number=number + 1, text=text, written_by=by)
    if by is not None and takes_part(network, by):
        RulesAcceptance.objects.create(rules=rules, person=by)
    return rules


@transaction.atomic
def accept_rules(*, network: Network, person: Person, number: int, day: date) -> None:
    """Note that a member accepts the rules that they read; a second time changes nothing.

    Raise ValidationError when they were changed since.
    """
    rules = _last_rules(network)
    if rules is None or rules.number != number:
        raise ValidationError(
            _("The rules have changed since you opened this page. Read them once more first.")
        )
    RulesAcceptance.objects.get_or_create(rules=rules, person=person, defaults={"accepted_on": day})


def rule_lines(text: str) -> list[str]:
    """Return the rules one by one, without empty lines and marks of a list."""
    lines = (" ".join(line.split()).removeprefix("- ").removeprefix("• ") for line in text.splitlines())
    return [line for line in lines if line not in {"", "-", "•"}]


def _last_rules(network: Network) -> WorkingRules | None:
    """Return the last version, behind the same lock as the writing of another one."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    return WorkingRules.objects.filter(network=network).order_by("-number").first()
