"""The catalogue: clusters, roles and competences. Texts stand in two languages (see roles/translation.py)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Cluster(models.Model):
    """A group of roles that look at the same side of the work."""

    slug = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    description = models.TextField(_("description"))

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """One of the roles that a collaboration needs, and where it stands."""

    class Place(models.TextChoices):
        CORE = "core", _("cockpit")
        CLUSTER = "cluster", _("in a cluster")
        NETWORK = "network", _("network level")

    slug = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    place = models.CharField(_("place"), max_length=7, choices=Place)
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("cluster"),
    )
    name = models.CharField(_("name"), max_length=60)
    summary = models.CharField(_("in one sentence"), max_length=200)
    brings = models.TextField(_("what it brings"))
    missing = models.TextField(_("how one notices that it is missing"))
    too_much = models.TextField(_("how one notices that there is too much of it"))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place="cluster", cluster__isnull=False)
                | Q(place__in=["core", "network"], cluster__isnull=True),
                name="role_in_a_cluster_or_not",
                violation_error_message=_("A role in a cluster names that cluster; another role names none."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('catalogue')}#{self.slug}"

    @property
    def tone(self) -> str:
        """The name of the colour in which this role is drawn: its cluster, cockpit or level."""
        return {"core": "cockpit", "network": "level"}.get(self.place) or self.cluster.slug


class Competence(models.Model):
    """What somebody in a core role should be good at; without a role, what everyone should be."""

    slug = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    role = models.ForeignKey(
        Role,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="competences",
        verbose_name=_("role"),
        help_text=_("Empty: part of the generic profile, for everyone."),
    )
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"))

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
