"""What a decision table comes to, in sentences."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.decisions import DecisionTable, TopicLine

NAMED = 3  # so many topics are named, more are counted


def lead_sentence(table: DecisionTable) -> str:
    """Answer in one sentence: what can we decide at this table today?"""
    total = len(table.lines)
    if not table.seats:
        return _("Nobody takes part here today, so nothing can be decided.")
    if len(table.own_name) == len(table.seats):
        return _("Everybody here speaks in their own name, and needs no mandate to decide.")
    if not total:
        return _("It has not been said yet what this network decides about.")
    if not table.mandated:
        return _("Nobody has a valid mandate today, so nobody can decide for their organisation.")
    open_topics = [line for line in table.lines if not line.deciders]
    texts = {"count": total - len(open_topics), "total": total, "topics": _quoted(open_topics)}
    if not open_topics:
        return ngettext(
            "Today this table can decide on the one topic that there is.",
            "Today this table can decide on all %(total)d topics.",
            total,
        ) % {"total": total}
    if len(open_topics) == total:
        return _("Today nobody may decide on any topic; everybody has to ask their organisation first.")
    if len(open_topics) > NAMED:
        sentence = _(
            "Today this table can decide on %(count)d of the %(total)d topics; on the others nobody may."
        )
    else:
        sentence = _(
            "Today this table can decide on %(count)d of the %(total)d topics; on %(topics)s nobody may."
        )
    return sentence % texts


def single_sentence(table: DecisionTable) -> str:
    """Say on which topics only one organisation may decide; nothing when there are none."""
    single = [line for line in table.lines if len(line.organisations) == 1]
    if not single:
        return ""
    if len(single) > NAMED:
        return _("On %(count)d topics only one organisation may decide.") % {"count": len(single)}
    if len(single) == 1:
        (name,) = single[0].organisations.values()
        return _("On %(topic)s only %(organisation)s may decide.") % {
            "topic": _quoted(single),
            "organisation": name,
        }
    return _("On %(topics)s only one organisation may decide.") % {"topics": _quoted(single)}


def withdrawal_sentences(table: DecisionTable, mandate: int, name: str) -> list[str]:
    """Say what would no longer hold at a table without one of its mandates."""
    before, after = table.lines, table.without(mandate).lines
    lost = [
        (was, will) for was, will in zip(before, after, strict=True) if len(was.deciders) > len(will.deciders)
    ]
    if not lost:
        return [_("Today %(name)s decides on nothing by this mandate.") % {"name": name}]
    sentences = [_("%(name)s then no longer decides on anything.") % {"name": name}]
    nobody = [will for _was, will in lost if not will.deciders]
    single = [will for was, will in lost if len(will.organisations) == 1 and len(was.organisations) > 1]
    if nobody:
        sentences.append(
            _("Nobody at the table may decide any more on %(topics)s.") % {"topics": _quoted(nobody)}
        )
    if single:
        sentences.append(
            _("Only one organisation may still decide on %(topics)s.") % {"topics": _quoted(single)}
        )
    return sentences


def _quoted(lines: Sequence[TopicLine]) -> str:
    names = [_("“%(topic)s”") % {"topic": line.name} for line in lines]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
