"""What somebody understood of somebody else, and whether that other recognises themselves in it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networks.models.memberships import Membership
from networks.models.networks import Network
from networks.models.people import Person, User

# Whom a note is about reads it with the account that they had when it was written.
_READABLE = Q(reader=F("about__user"))


class ListeningNoteQuerySet(models.QuerySet["ListeningNote"]):
    """Listening notes, as a reader may see them. An administrator sees no more than anybody else."""

    def visible_to(self, user: User) -> Self:
        """Those that the user wrote or that are about them, and those that both of these share, as long as both
        take part, in networks that the user sees."""
        shared = self.model._default_manager.shared().among_running(timezone.localdate())
        shared = shared.filter(network__in=Network.objects.visible_to(user))
        return self.filter(self._of(user) | Q(pk__in=shared.values("pk")))

    def between(self, user: User) -> Self:
        """Those that the user wrote or that are about them: only the two may act on a note."""
        return self.filter(self._of(user))

    def readable(self) -> Self:
        """Those that whom they are about can read."""
        return self.filter(_READABLE)

    def held_back(self) -> Self:
        """Those that whom they are about cannot read yet, though they can sign in: written before they could."""
        return self.filter(about__user__isnull=False).exclude(_READABLE)

    @staticmethod
    def _of(user: User) -> Q:
        return Q(author__user=user) | Q(about__user=user) & _READABLE

    def recognised(self) -> Self:
        """Those in which whom they are about recognises themselves."""
        return self.filter(answer=ListeningNote.Answer.RECOGNISED)

    def shared(self) -> Self:
        """Those that both share."""
        return self.recognised().filter(shared_by_author=True, shared_by_subject=True)

    def among_running(self, day: date) -> Self:
        """Those of which both still take part in the network."""
        running = Membership.objects.active_on(day).filter(network=OuterRef("network"))
        return self.filter(
            Exists(running.filter(person=OuterRef("author"))),
            Exists(running.filter(person=OuterRef("about"))),
        )


class ListeningNote(models.Model):
    """What one member understood of another's background, interests and drives, for the two of them only.

    A text that changes waits for a new answer, and is shared by nobody until they say so again. Whom it is about
    reads it with the account that they had when it was written: whoever opens one in their name later does not.
    """

    class Answer(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        RECOGNISED = "recognised", _("recognised")
        NEARLY = "nearly", _("nearly")
        NOT = "not", _("not recognised")

    TEXTS: ClassVar[tuple[str, ...]] = ("background", "interests", "drives")

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="listening_notes", verbose_name=_("network")
    )
    author = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="notes_written", verbose_name=_("written by")
    )
    about = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="notes_about", verbose_name=_("about")
    )
    reader = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes_to_read",
        verbose_name=_("account that reads it"),
    )
    background = models.TextField(_("background"), max_length=1000, blank=True)
    interests = models.TextField(_("interests"), max_length=1000, blank=True)
    drives = models.TextField(_("drives"), max_length=1000, blank=True)
    written_on = models.DateField(_("date"), default=timezone.localdate)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, default=Answer.WAITING)
    correction = models.TextField(_("correction"), max_length=1000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    shared_by_author = models.BooleanField(_("shared by who wrote it"), default=False)
    shared_by_subject = models.BooleanField(_("shared by whom it is about"), default=False)
    # What whom it is about adds when sharing it.
    offer = models.CharField(_("what I can offer"), max_length=200, blank=True)
    need = models.CharField(_("what I need"), max_length=200, blank=True)

    objects = ListeningNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("listening note")
        verbose_name_plural = _("listening notes")
        ordering = ["-written_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "author", "about"], name="one_listening_note_each"),
            models.CheckConstraint(condition=~Q(author=F("about")), name="nobody_listens_to_themselves"),
            models.CheckConstraint(
                condition=~Q(background="", interests="", drives=""), name="listening_note_says_something"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["waiting", "recognised", "nearly", "not"]),
                name="listening_answer_is_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="recognised") | Q(shared_by_author=False, shared_by_subject=False),
                name="only_what_is_recognised_is_shared",
            ),
        ]

    def __str__(self) -> str:
        """Say nothing of whom: an administrator who deletes something is shown what goes with it."""
        return gettext("listening note")

    @property
    def is_readable(self) -> bool:
        """Whether whom it is about can read it: it was written for the account that they have."""
        return self.about.user_id is not None and self.about.user_id == self.reader_id

    @property
    def is_unread(self) -> bool:
        """Whether it waits for somebody who cannot read it yet."""
        return self.answer == self.Answer.WAITING and not self.is_readable

    @property
    def is_held_back(self) -> bool:
        """Whether whom it is about can sign in, but could not when it was written, so cannot read it yet."""
        return self.about.user_id is not None and not self.is_readable

    def get_absolute_url(self) -> str:
        return reverse("listening_note", args=[self.network.slug, self.pk])
