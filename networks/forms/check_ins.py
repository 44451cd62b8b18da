"""The two questions of a check-in, and a thank-you."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networks.models import CheckIn, Membership, ValueKind
from networks.value_texts import VALUE_MEANINGS

Drawn = tuple[forms.BoundField, Any]


class Question(StrEnum):
    """What a member is asked, one after the other."""

    BRING = "bring"
    WISH = "wish"


def words() -> forms.Textarea:
    """Return a field for a few sentences, drawn without the help of a form library."""
    return forms.Textarea(attrs={"rows": 3, "class": "form-control"})


def kinds_to_tick() -> forms.MultipleChoiceField:
    """Return a field with the six kinds of value, of which any number fits."""
    return forms.MultipleChoiceField(
        choices=ValueKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class CheckInForm(forms.Form):
    """What a member brings, and what they would like to bring, one question on the page at a time.

    The other question's answers travel along hidden, so that going back and forth loses nothing. `saves` says that
    the member is through: only then one of the two must have been answered.
    """

    FIELDS: ClassVar[dict[Question, tuple[str, str]]] = {
        Question.BRING: ("brings", "answer"),
        Question.WISH: ("wishes", "wish"),
    }

    brings = kinds_to_tick()
    answer = forms.CharField(label=_("Or in your own words"), widget=words(), max_length=4000, required=False)
    wishes = kinds_to_tick()
    wish = forms.CharField(label=_("Or in your own words"), widget=words(), max_length=4000, required=False)

    def __init__(
        self, *args: Any, earlier: CheckIn | None = None, saves: bool = False, **options: Any
    ) -> None:
        self.saves, self.question = saves, Question.BRING
        if earlier is not None:
            options["initial"] = {
                "brings": earlier.brings,
                "answer": earlier.answer,
                "wishes": earlier.wishes,
                "wish": earlier.wish,
            }
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.saves and not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(
                _(
                    "There is nothing to keep yet: tick something or write a word, here or at the first question."
                )
            )
        return cleaned

    def ask(self, *, back: bool) -> None:
        """Turn to the question that comes next: the first when one goes back or something is wrong with it."""
        wrong = any(name in self.errors for name in self.FIELDS[Question.BRING])
        self.question = Question.BRING if back or wrong else Question.WISH

    @property
    def kinds(self) -> list[Drawn]:
        """The boxes to tick of the question that is asked, each with what it means."""
        boxes = self[self.FIELDS[self.question][0]]
        return list(zip(boxes, VALUE_MEANINGS.values(), strict=True))

    @property
    def words(self) -> forms.BoundField:
        """The field for one's own words of the question that is asked."""
        return self[self.FIELDS[self.question][1]]

    @property
    def wrong(self) -> list[str]:
        """What is wrong with the answers to the question that is asked."""
        return [error for name in self.FIELDS[self.question] for error in self.errors.get(name, ())]

    @property
    def along(self) -> Sequence[forms.BoundField]:
        """The fields of the question that is not asked now."""
        return [self[name] for key, names in self.FIELDS.items() if key != self.question for name in names]


class ColleagueField(forms.ModelChoiceField):
    """A member, by name and organisation."""

    def label_from_instance(self, obj: Membership) -> str:
        """Name the member, and for whom they are there."""
        return f"{obj.person.name} · {obj.organisation.name}" if obj.organisation else obj.person.name


class ThanksForm(forms.Form):
    """Thanks to a colleague, for something concrete."""

    to = ColleagueField(
        label=_("Whom would you like to thank?"),
        queryset=Membership.objects.none(),
        empty_label=_("Choose a colleague"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    text = forms.CharField(
        label=_("For what?"),
        max_length=500,
        widget=words(),
        help_text=_("Something that they did or said, and what it made possible."),
    )
    kind = forms.ChoiceField(
        label=_("What did they bring?"),
        choices=[("", pgettext_lazy("kind of value", "I leave that open")), *ValueKind.choices],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, colleagues: QuerySet[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = colleagues
