"""What changed about roles, memberships and those who look on, in sentences."""

from django.utils.translation import gettext as _

from roles.models import RoleAssignment
from roles.pages.changes.change import ADDED, REMOVED, Change, day


def of_assignment(change: Change) -> list[str]:
    """Say what happened to a role that somebody holds."""
    words = {
        "actor": change.actor,
        "name": change.names.person(change.now.membership.person),
        "role": change.roles.get(change.now.role_id, "?"),
    }
    if change.by_erasure:
        return [_("The role of %(role)s has ended: whoever held it had their data erased.") % words]
    if change.by_swap:
        return [_swap_text(change) % words]
    if change.kind == ADDED and words["actor"] == words["name"]:
        return [_("%(actor)s took on the role of %(role)s.") % words]
    if change.kind == ADDED:
        return [_("%(actor)s gave %(name)s the role of %(role)s.") % words]
    if change.kind == REMOVED:
        return [_("%(actor)s took back the role of %(role)s of %(name)s; it was never held.") % words]
    return [text % words for text in _assignment_texts(change)]


def _swap_text(change: Change) -> str:
    """Return what a swap did with a role; without an account it was the agreed date that did it."""
    if change.now.history_user_id is None and change.kind == ADDED:
        return _("On the agreed date of a swap, %(name)s took on the role of %(role)s.")
    if change.now.history_user_id is None:
        return _("On the agreed date of a swap, %(name)s laid down the role of %(role)s.")
    if change.kind == ADDED:
        return _("%(actor)s carried out a swap: %(name)s took on the role of %(role)s.")
    return _("%(actor)s carried out a swap: %(name)s laid down the role of %(role)s.")


def _assignment_texts(change: Change) -> list[str]:
    now, texts = change.now, []
    if change.before is None and now.ended_on is not None:
        return [_("%(actor)s ended the role of %(role)s of %(name)s.")]
    if change.before is None:
        return [_("%(actor)s changed what is known of %(name)s as %(role)s.")]
    if change.differs("membership_id"):
        texts.append(_("%(actor)s moved the role of %(role)s to the new seat of %(name)s."))
    if change.differs("ended_on"):
        texts.append(
            _("%(actor)s ended the role of %(role)s of %(name)s.")
            if now.ended_on is not None
            else _("%(actor)s let %(name)s keep the role of %(role)s.")
        )
    if change.differs("started_on", "start_known"):
        texts.append(_("%(actor)s corrected since when %(name)s has the role of %(role)s."))
    if change.differs(*RoleAssignment.MOTIVES.values()):
        texts.append(_("%(actor)s changed for whose sake %(name)s has the role of %(role)s."))
    return texts


def of_empty_seat(change: Change) -> list[str]:
    """Say until when a role is left empty on purpose, or that it no longer is."""
    words = {
        "actor": change.actor,
        "role": change.roles.get(change.now.role_id, "?"),
        "day": day(change.now.look_again_on),
    }
    if change.kind == REMOVED:
        return [_("%(actor)s decided to look for somebody for the role of %(role)s again.") % words]
    return [_("%(actor)s decided to leave the role of %(role)s empty on purpose until %(day)s.") % words]


def of_membership(change: Change) -> list[str]:
    """Say what happened to somebody's seat."""
    now = change.now
    words = {
        "actor": change.actor,
        "name": change.names.person(now.person),
        "party": now.engagement.organisation.name if now.engagement else "",
        "joined": day(now.joined_on),
        "left": day(now.left_on) if now.left_on else "",
    }
    if change.by_erasure:
        return [
            _("Somebody had their data erased and no longer takes part. What they did stays, without a name.")
        ]
    if change.kind == REMOVED:
        return [_("%(actor)s removed a membership of %(name)s.") % words]
    if change.kind == ADDED:
        return [text % words for text in _membership_begins(change)]
    return [text % words for text in _membership_texts(change)]


def _membership_begins(change: Change) -> list[str]:
    texts = [
        _("%(actor)s made %(name)s a member, for %(party)s.")
        if change.now.engagement
        else _("%(actor)s made %(name)s a member, in their own name.")
    ]
    if change.now.is_coordinator:
        texts.append(_("%(name)s coordinates as well."))
    return texts


def _membership_texts(change: Change) -> list[str]:
    now, texts = change.now, []
    if change.before is None and now.left_on is not None:
        return [_("%(actor)s ended the membership of %(name)s on %(left)s.")]
    if change.before is None:
        return [_("%(actor)s changed the membership of %(name)s.")]
    if change.differs("is_coordinator"):
        texts.append(
            _("%(actor)s made %(name)s coordinator.")
            if now.is_coordinator
            else _("%(actor)s recorded that %(name)s no longer coordinates.")
        )
    if change.differs("engagement_id"):
        texts.append(
            _("%(actor)s recorded that %(name)s takes part for %(party)s.")
            if now.engagement
            else _("%(actor)s recorded that %(name)s takes part in their own name.")
        )
    if change.differs("joined_on"):
        texts.append(_("%(actor)s corrected since when %(name)s takes part: %(joined)s."))
    if change.differs("left_on"):
        texts.append(
            _("%(actor)s ended the membership of %(name)s on %(left)s.")
            if now.left_on is not None
            else _("%(actor)s let %(name)s stay a member.")
        )
    return texts


def of_observer(change: Change) -> list[str]:
    """Say who may look on, or no longer."""
    words = {"actor": change.actor, "name": change.names.person(change.now.person)}
    if change.by_erasure:
        return [_("Somebody who looked on had their data erased.")]
    if change.kind == REMOVED:
        return [_("%(actor)s closed the network for %(name)s, who looked on.") % words]
    return [_("%(actor)s let %(name)s look on.") % words]


def of_stewardship(change: Change) -> list[str]:
    """Say who answers for an organisation, or no longer."""
    words = {
        "actor": change.actor,
        "name": change.names.person(change.now.person),
        "organisation": change.now.organisation.name if change.now.organisation else "?",
    }
    if change.by_erasure:
        return [_("Somebody who answered for %(organisation)s had their data erased.") % words]
    if change.kind == REMOVED:
        return [_("%(actor)s recorded that %(name)s no longer answers for %(organisation)s.") % words]
    return [_("%(actor)s let %(name)s answer for %(organisation)s.") % words]
