"""The form with which a coordinator invites people: a list, and what goes for all of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from networks.forms.fields import OrganisationField
from networks.forms.members import LANGUAGES, organisation_names
from networks.invitees.lines import MAX_LINES, Entry, read_entries, split_list
from networks.models import Invitation, Network

MESSAGE_LENGTH = Invitation._meta.get_field("message").max_length


class InvitationForm(forms.Form):
    """Who is invited, as what, and with which words."""

    MEMBERS, OBSERVERS = "members", "observers"

    people = forms.CharField(
        label=_("Whom do you invite?"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        strip=False,
        max_length=100_000,
        help_text=_(
            "One person on each line, pasted from your mail or a spreadsheet, or typed: "
            "Anna Maes &lt;anna@example.be&gt;, or anna@example.be, or Anna Maes; anna@example.be; Sociaal Huis."
        ),
    )
    part = forms.ChoiceField(
        label=_("As what?"),
        choices=[
            (MEMBERS, _("as members: they take part")),
            (OBSERVERS, _("to look on: they see what members see, and change nothing")),
        ],
        initial=MEMBERS,
        widget=forms.RadioSelect,
    )
    organisation = OrganisationField(
        label=_("For which organisation?"),
        required=False,
        help_text=_("For members whose line names none. Empty: they take part in their own name."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        help_text=_(
            "We write to them in this language. Whoever is known already is written to in their own."
        ),
    )

    message = forms.CharField(
        label=_("Personal message"),
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Stands at the top of the mail. The rest of it says what Samenspel is, and has their link."
        ),
    )

    def __init__(self, *args: Any, network: Network, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = (translation.get_language() or "nl")[:2]
        self.fields["organisation"].widget.suggestions = organisation_names(network, user)

    def clean_people(self) -> str:
        """Keep the list as lines with one person each."""
        lines = split_list(self.cleaned_data["people"])
        if len(lines) > MAX_LINES:
            raise forms.ValidationError(
                _("This list has %(count)s lines. Invite at most %(most)s people at once."),
                params={"count": len(lines), "most": MAX_LINES},
            )
        if not any(line.strip() for line in lines):
            raise forms.ValidationError(_("Write at least one e-mail address."))
        return "\n".join(lines)

    @property
    def entries(self) -> list[Entry]:
        """What the lines say."""
        return list(read_entries(self.cleaned_data["people"].split("\n")))

    @property
    def choices(self) -> dict[str, str]:
        """What goes for all of the list."""
        return {name: self.cleaned_data[name] for name in ("part", "organisation", "language", "message")}

    @property
    def as_observers(self) -> bool:
        """Whether they only look on."""
        return self.cleaned_data["part"] == self.OBSERVERS


def joined_lines(data: Mapping[str, str]) -> str:
    """Return the list from a preview, whose lines came back one by one, each under its number."""
    lines: dict[int, str] = {}
    for key, text in data.items():
        number = key.removeprefix("line-")
        short = len(number) <= len(str(MAX_LINES))  # who sends thousands of digits gets no answer to them
        if number != key and short and number.isdecimal() and int(number) <= MAX_LINES:
            lines[int(number)] = " ".join(text.splitlines())
    return "\n".join(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))
