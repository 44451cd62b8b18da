"""What a network exists for, version by version, the rules it works by, and what it has reached."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models.networks import Network, OfNetworkQuerySet
from networks.models.people import Person


class PurposeVersion(models.Model):
    """The purpose of a network as it was agreed on from a day on. The last one is what the network itself says."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="purpose_versions", verbose_name=_("network")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    question = models.TextField(_("the question it exists for"), blank=True)
    goal = models.TextField(_("the shared goal"), blank=True)
    in_scope = models.TextField(_("what belongs to it"), blank=True)
    out_of_scope = models.TextField(_("what does not belong to it"), blank=True)
    written_on = models.DateField(_("date"), default=timezone.localdate)
    written_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )

    objects = OfNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a purpose")
        verbose_name_plural = _("versions of purposes")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="purpose_versions_one_by_one")
        ]

    def __str__(self) -> str:
        return f"{self.network} · {self.number}"


class PurposeAgreement(models.Model):
    """A member who agreed to one version of the purpose. Everybody in the network sees who did."""

    version = models.ForeignKey(PurposeVersion, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="purpose_agreements")
    agreed_on = models.DateField(_("agreed on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("agreement to a purpose")
        verbose_name_plural = _("agreements to purposes")
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="one_agreement_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.version}"


class PurposeClarity(models.Model):
    """How clear one version of the purpose is to a member, from 1 to 5, with a word of theirs.

    Everybody sees how the answers are spread, nobody else who answered what.
    """

    UNCLEAR_UP_TO = 2

    version = models.ForeignKey(PurposeVersion, on_delete=models.CASCADE, related_name="clarities")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="purpose_clarities")
    score = models.PositiveSmallIntegerField(
        _("clarity"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    word = models.CharField(_("in a word"), max_length=60, blank=True)
    said_on = models.DateField(_("date"), default=timezone.localdate)

    class Meta:
        verbose_name = _("clarity of a purpose")
        verbose_name_plural = _("clarities of purposes")
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="one_clarity_each"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="clarity_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.version}"


class WorkingRules(models.Model):
    """The rules that a network works by, as they were agreed from a day on; the last ones count."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="working_rules", verbose_name=_("network")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("the rules, one a line"), max_length=4000)
    written_on = models.DateField(_("date"), default=timezone.localdate)
    written_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )

    objects = OfNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("working rules")
        verbose_name_plural = _("working rules")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="working_rules_one_by_one")]

    def __str__(self) -> str:
        return f"{self.network} · {self.number}"


class RulesAcceptance(models.Model):
    """A member who accepted one version of the working rules."""

    rules = models.ForeignKey(WorkingRules, on_delete=models.CASCADE, related_name="acceptances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rules_acceptances")
    accepted_on = models.DateField(_("accepted on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("acceptance of working rules")
        verbose_name_plural = _("acceptances of working rules")
        constraints = [models.UniqueConstraint(fields=["rules", "person"], name="one_acceptance_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.rules}"


class SharedResult(models.Model):
    """Something that a network reached together."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="shared_results", verbose_name=_("network")
    )
    text = models.CharField(_("what was reached"), max_length=300)
    reached_on = models.DateField(_("date"), default=timezone.localdate)
    noted_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("noted by")
    )

    objects = OfNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared result")
        verbose_name_plural = _("shared results")
        ordering = ["-reached_on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="shared_result_says_something")]

    def __str__(self) -> str:
        return self.text
