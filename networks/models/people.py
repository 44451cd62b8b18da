"""Accounts, and the human beings behind them."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from collab.text import fold, initials

if TYPE_CHECKING:
    from networks.models.networks import Engagement, Network


def default_language() -> str:
    """The installation's own language."""
    return settings.LANGUAGE_CODE


class UserManager(BaseUserManager["User"]):
    """Accounts are known by their e-mail address."""

    use_in_migrations = True

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account with this address, whatever its case."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password it can only be opened through a reset."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """An account: an e-mail address and a password. Who it belongs to stands in Person."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("There is an account with this e-mail address already."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @cached_property
    def person_or_none(self) -> "Person | None":
        """The person whose account this is, if any."""
        try:
            return self.person
        except Person.DoesNotExist:
            return None


class PersonQuerySet(models.QuerySet["Person"]):
    """People, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """Oneself, the people of the networks that the user sees, and all people for an administrator."""
        from networks.models.networks import Network

        if user.is_superuser:
            return self
        seen = Network.objects.visible_to(user)
        return self.filter(models.Q(user=user) | models.Q(memberships__network__in=seen)).distinct()

    def to_send(self, engagement: "Engagement", day: date) -> Self:
        """Whom an organisation could send to a network on a day: who sits for it in a running network, or answers
        for it, and has no seat there yet."""
        from networks.models.memberships import Membership

        seated = Membership.objects.running_on(day).filter(
            engagement__organisation=engagement.organisation_id
        )
        there = Membership.objects.active_on(day).filter(network=engagement.network_id)
        return (
            self.filter(
                models.Q(pk__in=seated.values("person"))
                | models.Q(stewardships__organisation=engagement.organisation_id),
                erased_on=None,
            )
            .exclude(pk__in=there.values("person"))
            .distinct()
        )

    def involved_in(self, network: "Network") -> Self:
        """Those who take part in a network, now or soon, or look on; nobody who was erased."""
        from networks.models.memberships import Membership
        from networks.models.networks import Observer

        lasting = models.Q(left_on=None) | models.Q(left_on__gt=timezone.localdate())
        members = Membership.objects.filter(lasting, network=network)
        observers = Observer.objects.filter(network=network)
        return self.filter(
            models.Q(pk__in=members.values("person")) | models.Q(pk__in=observers.values("person")),
            erased_on=None,
        )


class Person(models.Model):
    """A human being, with or without an account."""

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=400, editable=False, db_index=True)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.OneToOneField(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("nl", _("Dutch")), ("en", _("English"))],
        default=default_language,
    )
    talents = models.TextField(_("talents"), blank=True)
    introduced_on = models.DateField(
        _("introduced on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When this person went through the first questions, or put them aside."),
    )
    erased_on = models.DateField(
        _("erased on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Since then nothing about this person is kept but that somebody held these roles."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("individual")
        verbose_name_plural = _("individuals")
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_person_per_email",
                violation_error_message=_("Somebody with this e-mail address is known already."),
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = fold(self.name)
        super().save(*args, **kwargs)

    @property
    def initials(self) -> str:
        """One or two capitals: the first and the last word of the name."""
        return initials(self.name)
