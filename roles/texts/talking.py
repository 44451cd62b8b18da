"""Who talks with whom, in words."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from networks.talking.measures import Cut
from roles.pages.talking.parties import Compared
from roles.texts.base import listed

NAMED = 6  # so many by name before the others are counted
LINK_OFTEN, LINK_SOMETIMES = 0.2, 0.05  # of all shortest ways between others


def kind_of(compared: Compared) -> str:
    """Return what the compared are, in the plural."""
    if compared.by == "people":
        return pgettext("who talks with whom", "people")
    if compared.all_organisations:
        return pgettext("who talks with whom", "organisations")
    return pgettext("who talks with whom", "parties")


def lead(compared: Compared) -> str:
    """Answer in one sentence whether everybody talks with everybody."""
    talking = compared.talking
    figures = {
        "kind": kind_of(compared),
        "count": len(talking.keys),
        "pairs": talking.pairs,
        "met": talking.pairs_met,
    }
    if talking.pairs and talking.pairs_met == talking.pairs:
        return _("Everybody talks with everybody: all %(count)d %(kind)s met.") % figures
    if not talking.pairs_met:
        return _("Nobody met: the %(count)d %(kind)s never sat at one table in this period.") % figures
    return (
        ngettext(
            "Not everybody talks with everybody: of the %(pairs)d pairs of %(kind)s, %(met)d met.",
            "Not everybody talks with everybody: of the %(pairs)d pairs of %(kind)s, %(met)d met.",
            talking.pairs_met,
        )
        % figures
    )


def own_lead(compared: Compared, own: str) -> str:
    """Answer in one sentence with how many of the others an organisation talks."""
    figures = _met_of(compared, own)
    if not figures["others"]:
        return _("%(name)s has nobody to talk with yet: nobody else takes part where it does.") % figures
    if figures["met"] == figures["others"]:
        return _("%(name)s talks with everybody in its networks.") % figures
    if not figures["met"]:
        return _("%(name)s sat at a table with none of the others in this period.") % figures
    return _("%(name)s talks with %(met)d of the %(others)d other %(kind)s.") % figures


def around_lead(compared: Compared, key: str) -> str:
    """Say with how many of the others one party sat at a table."""
    figures = _met_of(compared, key)
    if not figures["met"]:
        return _("%(name)s met nobody in this period.") % figures
    if figures["met"] == figures["others"]:
        return _("%(name)s met everybody.") % figures
    return _("%(name)s met %(met)d of the %(others)d others.") % figures


def _met_of(compared: Compared, key: str) -> dict[str, Any]:
    return {
        "name": compared.name(key),
        "met": compared.talking.met(key),
        "others": len(compared.talking.keys) - 1,
        "kind": kind_of(compared),
    }


def some_names(names: Sequence[str], most: int = NAMED) -> str:
    """Return "Ann, Bob and Cas", or "Ann, Bob and 4 others"."""
    shown = list(names)
    if len(shown) > most + 1:
        more = len(shown) - most
        shown[most:] = [ngettext("%(count)d other", "%(count)d others", more) % {"count": more}]
    return listed(shown, _("%(first)s and %(last)s"))


def cut_text(compared: Compared, cut: Cut) -> str:
    """Say who would no longer meet the others without one party."""
    cut_off = [compared.name(key) for group in cut.groups for key in compared.parties if key in group]
    return ngettext(
        "Without %(name)s, %(others)s would not meet the rest.",
        "Without %(name)s, %(others)s would not meet the rest.",
        len(cut_off),
    ) % {"name": compared.name(cut.key), "others": some_names(cut_off)}


def link_word(value: float) -> str:
    """Return in a word how much runs through one party."""
    if value >= LINK_OFTEN:
        return pgettext("between others", "often")
    if value >= LINK_SOMETIMES:
        return pgettext("between others", "sometimes")
    return pgettext("between others", "seldom") if value else pgettext("between others", "never")


def three_decimals(value: float) -> str:
    """Write a measure between 0 and 1."""
    return number_format(Decimal(f"{value:.3f}"), decimal_pos=3)  # which would cut off what comes after


def chair_lead(compared: Compared) -> str:
    """Say how evenly the chair goes round."""
    noted, meetings = compared.chairs.total(), compared.talking.tables
    if not noted:
        return _("It is not recorded of any meeting who chaired.")
    often = sorted(compared.chairs.items(), key=lambda item: (-item[1], item[0]))
    most, times = often[0]
    figures = {
        "name": compared.name(most),
        "times": times,
        "noted": noted,
        "meetings": meetings,
        "chairs": len(often),
        "kind": kind_of(compared),
    }
    if len(often) == 1:
        return (
            _("%(name)s chaired each time that it is recorded: %(noted)d of %(meetings)d meetings.") % figures
        )
    if 2 * times > noted:
        return (
            _(
                "%(name)s chaired more than half: %(times)d of %(noted)d meetings with a chair. "
                "Who takes the next one?"
            )
            % figures
        )
    return (
        _(
            "The chair goes round: %(chairs)d %(kind)s took it, nobody more often than %(name)s, "
            "%(times)d of %(noted)d times."
        )
        % figures
    )
