"""Proposals to move roles between members: what, why, who agrees, what came of it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Membership, Network, Person, User
from roles.models.moves import RoleMove, seat_field
from roles.swap_rules import OPEN, Answer, State


class RoleSwapQuerySet(models.QuerySet["RoleSwap"]):
    """Swaps, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """Those of the networks that the user takes part in; all for an administrator.

        Who looks on, or answers for an organisation, sees those that were carried out: roles that have moved.
        """
        if user.is_superuser:
            return self
        own = Membership.objects.active_on(timezone.localdate()).filter(person__user=user)
        moved = Q(state=State.CARRIED_OUT, network__in=Network.objects.visible_to(user))
        return self.filter(Q(network__in=own.values("network")) | moved)

    def open(self) -> Self:
        """Swaps that can still come to something."""
        return self.filter(state__in=OPEN)

    def due_on(self, day: date) -> Self:
        """Agreed swaps that carry themselves out by a day."""
        return self.filter(state=State.AGREED, by_itself=True, planned_on__lte=day)


class RoleSwap(models.Model):
    """A proposal to move roles, talked over and consented to by everyone whom it touches.

    What is proposed never changes, so that everybody consented to the same: another proposal replaces this one.
    """

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="swaps", verbose_name=_("network")
    )
    proposed_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed on"), default=timezone.now)
    reason = models.TextField(_("why"), max_length=2000)
    planned_on = models.DateField(_("agreed date"))
    by_itself = models.BooleanField(
        _("by itself on that date"),
        default=False,
        help_text=_("Not ticked: a coordinator carries it out, on that date or later."),
    )
    look_back_on = models.DateField(_("look back on"))
    state = models.CharField(
        _("state"), max_length=11, choices=[(state, state.label) for state in State], default=State.PROPOSED
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("instead of"),
    )
    carried_out_on = models.DateField(_("carried out on"), null=True, blank=True)

    objects = RoleSwapQuerySet.as_manager()

    class Meta:
        verbose_name = _("role swap")
        verbose_name_plural = _("role swaps")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[*State]), name="swap_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.CARRIED_OUT, carried_out_on__isnull=False)
                | (~Q(state=State.CARRIED_OUT) & Q(carried_out_on=None)),
                name="swap_carried_out_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(look_back_on__gte=F("planned_on")),
                name="swap_looked_back_on_later",
                violation_error_message=_("Looking back comes after the swap itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network} · {self.proposed_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("swap_detail", args=[self.network.slug, self.pk])


class SwapMove(RoleMove):
    """One of the moves of a swap; they happen together or not at all.

    So no seat disappears from under a move: it can only be deleted along with the whole network.
    """

    swap = models.ForeignKey(RoleSwap, on_delete=models.CASCADE, related_name="moves")
    giver = seat_field(_("who lays it down"), models.RESTRICT)
    receiver = seat_field(_("who takes it on"), models.RESTRICT)

    class Meta(RoleMove.Meta):
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        constraints = [
            models.CheckConstraint(condition=RoleMove.KNOWN_KINDS, name="swap_move_has_its_people"),
            models.UniqueConstraint(fields=["swap", "position"], name="swap_moves_one_by_one"),
        ]


class SwapAnswer(models.Model):
    """What somebody whom a swap touches says of it: nothing yet, yes, or no."""

    swap = models.ForeignKey(RoleSwap, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="swap_answers")
    answer = models.CharField(
        _("answer"),
        max_length=8,
        choices=[(answer, answer.label) for answer in Answer],
        default=Answer.WAITING,
    )

    class Meta:
        verbose_name = _("answer to a swap")
        verbose_name_plural = _("answers to swaps")
        constraints = [
            models.UniqueConstraint(fields=["swap", "person"], name="one_swap_answer_each"),
            models.CheckConstraint(condition=Q(answer__in=[*Answer]), name="swap_answer_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.swap} · {self.person}"


class SwapEvent(models.Model):
    """Something that was done with a swap, or said about it: together its history and its discussion.

    Without a person it was done by the agreed date itself, or by an administrator who is nobody in the network.
    """

    class Deed(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONSENTED = "consented", _("consented")
        CONSENTED_ALOUD = "aloud", _("consented aloud")
        OBJECTED = "objected", _("objected")
        COMMENTED = "commented", _("commented")
        REPLACED = "replaced", _("proposed something else")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CARRIED_OUT = "carried-out", _("carried out")
        BY_ITSELF = "by-itself", _("carried out on the agreed date")
        STALLED = "stalled", _("could not be carried out")

    swap = models.ForeignKey(RoleSwap, on_delete=models.CASCADE, related_name="events")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="swap_events"
    )
    noted_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noted by"),
        help_text=_("Who wrote down what somebody else said aloud."),
    )
    deed = models.CharField(_("deed"), max_length=11, choices=Deed)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("step in a swap")
        verbose_name_plural = _("steps in swaps")
        ordering = ["happened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    deed__in=[
                        *("proposed", "consented", "aloud", "objected", "commented", "replaced"),
                        *("withdrawn", "carried-out", "by-itself", "stalled"),
                    ]
                ),
                name="swap_deed_is_known",
            ),
            models.CheckConstraint(
                condition=Q(noted_by=None) | Q(deed="aloud"), name="swap_only_what_was_said_aloud_is_noted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.swap} · {self.get_deed_display()}"


class SwapLookBack(models.Model):
    """What a swap brought, in the eyes of one whom it touched; shown beside the role to everyone in the network."""

    class Verdict(models.TextChoices):
        BETTER = "better", _("it goes better")
        SAME = "same", _("it goes as it went")
        HARDER = "harder", _("it goes harder")

    swap = models.ForeignKey(RoleSwap, on_delete=models.CASCADE, related_name="look_backs")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="swap_look_backs")
    verdict = models.CharField(_("how it goes"), max_length=6, choices=Verdict)
    brought = models.TextField(_("what it brought"), max_length=2000, blank=True)
    answered_on = models.DateField(_("date"), default=timezone.localdate)

    class Meta:
        verbose_name = _("look-back")
        verbose_name_plural = _("look-backs")
        constraints = [
            models.UniqueConstraint(fields=["swap", "person"], name="one_look_back_each"),
            models.CheckConstraint(
                condition=Q(verdict__in=["better", "same", "harder"]), name="look_back_verdict_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.swap} · {self.person}"
