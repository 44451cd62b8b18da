"""A suggestion in words: what it clears, why these moves, and what stands in the way when there is none."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis import Member
from roles.texts.base import listed, number_word, opening

TITLES_SHOWN = 5  # signals that a reason names


def lead_sentence(moves: int, signals: int) -> str:
    """Say how many moves clear how many signals."""
    words = ngettext("%(count)s move", "%(count)s moves", moves) % {"count": number_word(moves)}
    return ngettext(
        "With %(moves)s the signal that weighs most would be gone.",
        "With %(moves)s the %(count)s signals that weigh most would be gone.",
        signals,
    ) % {"moves": words, "count": number_word(signals)}


def no_way_sentence(signals: int) -> str:
    """Say that no moves do it."""
    return ngettext(
        "There are no moves that clear this signal and keep to every rule.",
        "There are no moves that clear these %(count)s signals and keep to every rule.",
        signals,
    ) % {"count": number_word(signals)}


def nothing_sentence(*, holdings: int, people: int) -> str:
    """Say that there is nothing to clear."""
    if not people:
        return _("Nobody takes part in this network at the moment.")
    if not holdings:
        return _("Nobody holds a role yet, so there is nothing to move.")
    return _("Nothing has to move: nobody carries too much, and the cockpit is filled.")


def out_of_time_sentence(seconds: int) -> str:
    """Say that the search was broken off before it found anything."""
    return _("No answer was found within %(seconds)s seconds.") % {"seconds": seconds}


def receiver_words(member: Member, *, prefers: bool, until: date | None, measured: bool) -> list[str]:
    """Say why this receiver, in a few words each."""
    held = member.roles.bit_count()
    said = [_("would like this role")] if prefers else []
    said.append(
        ngettext("carries %(count)s role now", "carries %(count)s roles now", held)
        % {"count": number_word(held)}
        if held
        else _("carries no role yet")
    )
    if measured and member.organisation is None:
        said.append(_("is there in their own name"))
    elif measured and until is not None:
        said.append(_("has a mandate until %(day)s") % {"day": date_format(until, "j F Y")})
    return said


def receiver_sentence(name: str, words: Sequence[str]) -> str:
    """Return "Bo would like this role and carries one role now."."""
    return _("%(name)s %(words)s.") % {
        "name": name,
        "words": listed(list(words), _("%(first)s and %(last)s")),
    }


def reason_text(titles: Sequence[str]) -> str:
    """Return the reason that is filled in for proposals."""
    shown = "; ".join(_quoted(title) for title in titles[:TITLES_SHOWN])
    return _("Worked out as the fewest moves after which this stands out no longer: %(titles)s") % {
        "titles": shown + (" …" if len(titles) > TITLES_SHOWN else "")
    }


def scenario_name(day: date) -> str:
    """Return how a scenario is called that a suggestion was kept as."""
    return _("Suggestion of %(day)s") % {"day": date_format(day, "j F Y")}


def avoids_sentence(name: str, role: str) -> str:
    """Say that somebody would have to take on what they would rather not."""
    return _(
        "%(name)s would rather leave the role of %(role)s to others. With their consent after all it would work."
    ) % {"name": name, "role": role}


def mandate_sentence(name: str, role: str) -> str:
    """Say that a mandate is lacking."""
    return _(
        "There is nobody with a mandate for the role of %(role)s who has room for it. "
        "It would work once %(name)s has one."
    ) % {"name": name, "role": role}


def staying_sentence(titles: Sequence[str]) -> str:
    """Say which findings would stay."""
    shown = listed([_quoted(title) for title in titles[:3]], _("%(first)s and %(last)s"))
    more = len(titles) - 3
    if more > 0:
        shown = ngettext("%(titles)s, and %(count)s more", "%(titles)s, and %(count)s more", more) % {
            "titles": shown,
            "count": number_word(more),
        }
    return _("Everything else could be cleared if this may stay: %(titles)s.") % {"titles": shown}


def proposed_message(count: int) -> str:
    """Say that proposals were made."""
    return ngettext(
        "%(count)s proposal is made. Everyone whom it touches is asked.",
        "%(count)s proposals are made. Everyone whom they touch is asked.",
        count,
    ) % {"count": opening(number_word(count))}


def _quoted(title: str) -> str:
    return _("“%(title)s”") % {"title": title}
