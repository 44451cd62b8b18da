"""Added value: what members bring to the table, what they would like to bring, and thanks for it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models.memberships import ReflectionQuerySet
from networks.models.networks import Network
from networks.models.people import Person, User


class ValueKind(models.TextChoices):
    """What people bring to a collaboration; whoever brings something else says it in their own words."""

    PROFESSIONALISM = "professionalism", _("professionalism")
    KNOWLEDGE = "knowledge", _("knowledge")
    IDEAS = "ideas", _("ideas")
    CONTACTS = "contacts", _("contacts")
    EXPERIENCE = "experience", _("experience")
    VISION = "vision", _("vision")


class CheckIn(models.Model):
    """A member's answer, now and then, to: what is my added value at this table?"""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="check_ins", verbose_name=_("network")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="check_ins", verbose_name=_("individual")
    )
    answered_on = models.DateField(_("date"), default=timezone.localdate)
    answer = models.TextField(_("my added value"), blank=True)
    wish = models.TextField(_("what I would like to bring"), blank=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")

    def __str__(self) -> str:
        return f"{self.person} · {self.answered_on}"

    @property
    def brings(self) -> list[ValueKind]:
        """The kinds of value that the member brings, in the order in which they are asked."""
        return self._kinds(wished=False)

    @property
    def wishes(self) -> list[ValueKind]:
        """The kinds of value that the member would like to bring, in the same order."""
        return self._kinds(wished=True)

    def _kinds(self, *, wished: bool) -> list[ValueKind]:
        said = {each.kind for each in self.values.all() if each.is_wish == wished}
        return [kind for kind in ValueKind if kind in said]


class CheckInValue(models.Model):
    """One kind of value that a member says they bring, or would like to."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="values")
    kind = models.CharField(_("kind"), max_length=15, choices=ValueKind)
    is_wish = models.BooleanField(_("would like to"), default=False)

    class Meta:
        verbose_name = _("value of a check-in")
        verbose_name_plural = _("values of check-ins")
        constraints = [
            models.UniqueConstraint(fields=["check_in", "kind", "is_wish"], name="one_value_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=ValueKind.values), name="check_in_value_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Thanks, as a reader may see them: a matter of two people."""

    def visible_to(self, user: User) -> Self:
        """Those that the user gave or got. Nobody else sees them, an administrator included."""
        return self.filter(Q(giver__user=user) | Q(receiver__user=user))


class Thanks(models.Model):
    """A colleague's thanks for something concrete."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="thanks", verbose_name=_("network")
    )
    giver = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="thanks_given", verbose_name=_("from")
    )
    receiver = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="thanks_received", verbose_name=_("to")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=ValueKind, blank=True)
    text = models.CharField(_("what for"), max_length=500)
    given_on = models.DateField(_("date"), default=timezone.localdate)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="nobody_thanks_themselves"),
            models.CheckConstraint(condition=~Q(text=""), name="thanks_are_for_something"),
            models.CheckConstraint(
                condition=Q(kind__in=["", *ValueKind.values]), name="thanks_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        # No names: whoever removes a network in the administration is shown what goes along with it.
        return str(self._meta.verbose_name)
