"""What changed about mandates and norms, in sentences."""

from django.utils.translation import gettext as _

from networks.models import Authority
from roles.analysis import NORM_SPECS
from roles.forms.norms import shown_norm
from roles.models import NetworkNorms
from roles.pages.changes.change import ADDED, REMOVED, Change, day
from roles.texts.base import opening
from roles.texts.norms import NORM_TEXTS


def of_mandate(change: Change) -> list[str]:
    """Say what happened to somebody's mandate."""
    now = change.now
    words = {
        "actor": _granter(change) or change.actor,
        "name": change.names.person(now.membership.person),
        "starts": day(now.starts_on),
        "ends": day(now.ends_on),
        "hours": now.hours_per_month,
        "coach": change.names.person(now.coach),
    }
    if change.by_erasure:
        return []  # only the texts about it went, of which no history is kept
    if change.kind == REMOVED:
        return [_("%(actor)s removed a mandate of %(name)s.") % words]
    if change.kind == ADDED:
        return [_begins(change) % words]
    return [text % words for text in _mandate_texts(change)]


def _granter(change: Change) -> str:
    """Return who granted the mandate, for a grant of which it is not known who entered it."""
    grants = change.now.granted_by and (change.kind == ADDED or change.differs("granted_on"))
    if change.now.history_user_id is not None or not grants:
        return ""
    return opening(change.names.person(change.now.granted_by))


def _begins(change: Change) -> str:
    if change.now.granted_on is None:
        return _("%(actor)s asked for a mandate for %(name)s, from %(starts)s to %(ends)s.")
    return _("%(actor)s gave %(name)s a mandate from %(starts)s to %(ends)s.")


def _mandate_texts(change: Change) -> list[str]:
    now, texts = change.now, []
    if change.before is None:
        return [_("%(actor)s changed the mandate of %(name)s.")]
    if change.differs("granted_on") and now.granted_on is not None:
        texts.append(_("%(actor)s gave %(name)s a mandate from %(starts)s to %(ends)s."))
    elif change.differs("starts_on", "ends_on"):
        texts.append(
            _("%(actor)s changed the period of the mandate of %(name)s: from %(starts)s to %(ends)s.")
        )
    if change.differs("declined_on") and now.declined_on is not None:
        texts.append(_("%(actor)s did not grant the mandate that was asked for %(name)s."))
    if change.differs("withdrawn_on") and now.withdrawn_on is not None:
        texts.append(_("%(actor)s withdrew the mandate of %(name)s."))
    if change.differs("hours_per_month"):
        texts.append(
            _("%(actor)s set the time in the mandate of %(name)s at %(hours)s hours a month.")
            if now.hours_per_month is not None
            else _("%(actor)s removed the number of hours from the mandate of %(name)s.")
        )
    if change.differs("coach_id"):
        texts.append(
            _("%(actor)s made %(coach)s the coach of %(name)s.")
            if now.coach
            else _("%(actor)s recorded that %(name)s has no coach.")
        )
    return texts


def of_authority(change: Change) -> list[str]:
    """Say what somebody may decide on one topic."""
    now = change.now
    words = {
        "actor": change.actor,
        "name": change.names.person(now.mandate.membership.person),
        "topic": now.topic.name if now.topic else "?",
    }
    if change.kind == REMOVED:
        return [_("%(actor)s removed “%(topic)s” from the mandate of %(name)s.") % words]
    if change.kind != ADDED and change.before is not None and not change.differs("level"):
        return []
    texts = {
        Authority.Level.DECIDES: _("%(actor)s let %(name)s decide on “%(topic)s”."),
        Authority.Level.CONSULTS: _("%(actor)s asked %(name)s to consult first on “%(topic)s”."),
        Authority.Level.REFERS: _("%(actor)s asked %(name)s to refer back on “%(topic)s”."),
    }
    return [texts[now.level] % words]


def of_norms(change: Change) -> list[str]:
    """Say which norms changed, from what to what."""
    words = {"actor": change.actor}
    if change.kind == REMOVED:
        return [_("%(actor)s gave the network the usual norms again.") % words]
    before = change.before
    if before is None and change.kind == ADDED:
        before = NetworkNorms()
    if before is None:
        return [_("%(actor)s changed the norms.") % words]
    return [
        _("%(actor)s changed the norm “%(norm)s” from %(before)s to %(after)s.")
        % {
            **words,
            "norm": NORM_TEXTS[name].name,
            "before": shown_norm(name, getattr(before, name)),
            "after": shown_norm(name, getattr(change.now, name)),
        }
        for name in NORM_SPECS
        if getattr(before, name) != getattr(change.now, name)
    ]
