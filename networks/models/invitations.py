"""Personal links with which somebody gets an account, or ties the one they have to who they are."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networks.models.networks import Network, Observer
from networks.models.people import Person, User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """Those to the networks that the user coordinates."""
        return self.filter(network__in=Network.objects.coordinated_by(user))

    def open(self) -> Self:
        """Neither accepted, withdrawn nor expired."""
        return self.filter(
            accepted_at=None, withdrawn_at=None, sent_at__gt=timezone.now() - Invitation.VALID_FOR
        )

    def with_state(self) -> Self:
        """With how each stands now, as `state` (of Invitation.State)."""
        old = Q(sent_at__lte=timezone.now() - Invitation.VALID_FOR)
        state = Case(
            When(accepted_at__isnull=False, then=Value(Invitation.State.ACCEPTED)),
            When(withdrawn_at__isnull=False, then=Value(Invitation.State.WITHDRAWN)),
            When(bounced_at__isnull=False, then=Value(Invitation.State.BOUNCED)),
            When(old, then=Value(Invitation.State.EXPIRED)),
            When(opened_at__isnull=False, then=Value(Invitation.State.OPENED)),
            default=Value(Invitation.State.SENT),
            output_field=models.CharField(),
        )
        return self.annotate(state=state)

    def in_state(self, state: str) -> Self:
        """Those that stand like this now."""
        return self.with_state().filter(Q(state=state))

    def with_latest(self) -> Self:
        """With whether each is the last one that its person was sent to its network, as `is_latest`."""
        later = Invitation.objects.filter(
            Q(sent_at__gt=OuterRef("sent_at")) | Q(sent_at=OuterRef("sent_at"), pk__gt=OuterRef("pk")),
            network=OuterRef("network"),
            person=OuterRef("person"),
        )
        return self.annotate(is_latest=~Exists(later))

    def with_involved(self) -> Self:
        """With whether the person still takes part in the network or looks on, as `is_involved`."""
        from networks.models.memberships import Membership

        here = {"network": OuterRef("network"), "person": OuterRef("person")}
        lasting = Q(left_on=None) | Q(left_on__gt=timezone.localdate())
        return self.annotate(
            is_involved=Exists(Membership.objects.filter(lasting, **here))
            | Exists(Observer.objects.filter(**here))
        )

    def last_of_each(self) -> Self:
        """The last one that each person was sent to a network: it tells how things stand with them."""
        return self.with_latest().filter(is_latest=True)


class Invitation(models.Model):
    """A mail to a member or observer of a network, with a link that works once. Only the link's hash is kept."""

    class State(models.TextChoices):
        """How an invitation stands; the first that applies, from the bottom up."""

        SENT = "sent", pgettext_lazy("invitation", "sent")
        OPENED = "opened", pgettext_lazy("invitation", "opened")
        EXPIRED = "expired", pgettext_lazy("invitation", "expired")
        BOUNCED = "bounced", pgettext_lazy("invitation", "bounced")
        WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")
        ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")

    VALID_FOR: ClassVar[timedelta] = timedelta(days=14)

    state: str  # from with_state()
    is_latest: bool  # from with_latest()
    is_involved: bool  # from with_involved()

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("network")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("individual")
    )
    email = models.EmailField(_("sent to"))
    message = models.TextField(
        _("personal message"), max_length=2000, blank=True, help_text=_("Stands at the top of the mail.")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    bounced_at = models.DateTimeField(
        _("bounced"), null=True, blank=True, help_text=_("When the mail server refused this address.")
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_running_invitation_each",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.network}"

    @property
    def expires_at(self) -> datetime:
        """From when on the link no longer works."""
        return self.sent_at + self.VALID_FOR

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()
