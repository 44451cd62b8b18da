"""The settings of a network: what it says of itself, and its norms."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.forms.editing import SeenMixin
from networks.forms.fields import DayField
from networks.models import Network, User
from roles.analysis import NORM_SPECS
from roles.models import NetworkNorms
from roles.texts.norms import NORM_TEXTS, with_unit


def plain_helper(*fields: Any) -> FormHelper:
    """Return a helper that draws fields without the form around them."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields, "seen")
    return helper


class ParentField(forms.ModelChoiceField):
    """The larger network. One that its coordinator may not see stays as it is, and is not named."""

    visible: frozenset[int] = frozenset()

    def label_from_instance(self, network: Network) -> str:
        return network.name if network.pk in self.visible else _("A larger network that you do not see")


class NetworkSettingsForm(SeenMixin, forms.ModelForm):
    """What a network says of itself, its purpose aside: that has a page of its own, and versions."""

    started_on = DayField(label=gettext_lazy("Begun on"))
    ended_on = DayField(
        label=gettext_lazy("Ended on"),
        required=False,
        help_text=gettext_lazy(
            "The first day on which it is over. Leave it empty while the network is running."
        ),
    )
    parent = ParentField(
        label=gettext_lazy("Part of"),
        queryset=Network.objects.none(),
        required=False,
        empty_label=gettext_lazy("No larger network"),
        help_text=gettext_lazy("A larger network that you coordinate, if this one sits inside it."),
    )

    class Meta:
        model = Network
        fields = ("name", "phase", "parent", "started_on", "ended_on")
        labels = {
            "name": gettext_lazy("Name"),
            "phase": gettext_lazy("Phase"),
        }
        help_texts = {
            "phase": gettext_lazy("Leave empty for a network that is already carrying out its plans."),
        }

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        larger = Network.objects.coordinated_by(user).exclude(pk__in=inside(self.instance))
        parent = self.instance.parent_id
        known = set(larger.values_list("pk", flat=True))
        self.fields["parent"].queryset = Network.objects.filter(pk__in=known | {parent})
        known.update(Network.objects.visible_to(user).filter(pk=parent).values_list("pk", flat=True))
        self.fields["parent"].visible = frozenset(known)
        self.helper = plain_helper(*self.Meta.fields)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise forms.ValidationError(_("Give the network a name."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begun, ended = cleaned.get("started_on"), cleaned.get("ended_on")
        if begun and ended and ended < begun:
            self.add_error("ended_on", _("A network cannot end before it begins. Choose a later day."))
            del cleaned["started_on"]  # the same is not said once more of the whole form
        return cleaned


def inside(network: Network) -> set[int]:
    """Return the network and everything inside it: what cannot be larger than it. One query."""
    children: dict[int, list[int]] = {}
    for key, parent in Network.objects.exclude(parent=None).values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(key)
    found, waiting = set(), [network.pk]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += children.get(key, [])
    return found


class NormsForm(SeenMixin, forms.ModelForm):
    """The thresholds from which on something is flagged."""

    class Meta:
        model = NetworkNorms
        fields = tuple(NORM_SPECS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.norm_fields():
            text = NORM_TEXTS[name]
            field.label = text.name
            field.help_text = format_lazy(
                "{explanation} {usual}", explanation=text.explanation, usual=self._usual(name)
            )
        self.helper = plain_helper(*(self._drawn(name) for name in NORM_SPECS))

    def norm_fields(self) -> Iterator[tuple[str, forms.Field]]:
        """Yield the norms with their fields, in their order."""
        for name in NORM_SPECS:
            yield name, self.fields[name]

    def _usual(self, name: str) -> str:
        return _("Usually: %(value)s.") % {
            "value": shown_norm(name, NetworkNorms._meta.get_field(name).default)
        }

    def _drawn(self, name: str) -> Any:
        if isinstance(self.fields[name], forms.TypedChoiceField):
            return name
        return AppendedText(name, str(NORM_TEXTS[name].unit))


def shown_norm(name: str, value: Any) -> str:
    """Return a norm's value as it stands in a sentence, with its unit."""
    if name == "max_gap_fill":
        return str(NetworkNorms.Fill(value).label)
    return with_unit(name, value)


def norm_changes(before: NetworkNorms, after: NetworkNorms) -> list[str]:
    """Return what differs between two states of the norms, norm by norm: from what to what."""
    return [
        _("%(norm)s: from %(before)s to %(after)s")
        % {
            "norm": NORM_TEXTS[name].name,
            "before": shown_norm(name, getattr(before, name)),
            "after": shown_norm(name, getattr(after, name)),
        }
        for name in NORM_SPECS
        if getattr(before, name) != getattr(after, name)
    ]
