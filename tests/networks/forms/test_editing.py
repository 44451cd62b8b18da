"""What a form tells somebody who saves after another has changed the same thing."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from networks.forms.editing import SeenMixin, all_hold, part_of


class Dinner(SeenMixin):
    """A form with a field of each kind."""

    dish = forms.ChoiceField(
        label="dish", choices=[("s", "Soup"), ("p", "Pie"), ("", "No idea")], required=False
    )
    sides = forms.MultipleChoiceField(
        label="sides", choices=[("b", "Bread"), ("c", "Cheese")], required=False
    )
    wine = forms.BooleanField(label="wine", required=False)
    wish = forms.CharField(label="wish", required=False)


def sent(form, **answers):
    """What a browser sends from a form, with other answers."""
    data = QueryDict(mutable=True)
    data[form.add_prefix("seen")] = form["seen"].value()
    for name, answer in answers.items():
        data.setlist(form.add_prefix(name), answer if isinstance(answer, list) else [answer])
    return data


def told(before, now, **answers):
    """Return the errors of a form that was opened with some values and is sent when there are others."""
    with translation.override("en"):
        form = Dinner(sent(Dinner(initial=before), **answers), initial=now)
        return {name: errors[0].split(": ")[1].split(". Save")[0] for name, errors in form.errors.items()}


@pytest.mark.parametrize(
    ("before", "now", "answers", "expected"),
    [
        ({"dish": "s"}, {"dish": "p"}, {"dish": "s"}, {"dish": "it is now “Pie”"}),
        ({"dish": "s"}, {"dish": ""}, {"dish": "s"}, {"dish": "it is now “No idea”"}),
        ({}, {"sides": ["b", "c"]}, {"sides": ["b"]}, {"sides": "it is now “Bread, Cheese”"}),
        ({"sides": ["b"]}, {"sides": []}, {"sides": ["b"]}, {"sides": "it is now “empty”"}),
        ({}, {"wine": True}, {}, {"wine": "it is now “yes”"}),
        ({"wish": "Peace"}, {"wish": "Quiet"}, {"wish": "Peace"}, {"wish": "it is now “Quiet”"}),
    ],
)
def test_change_by_another_is_told_in_the_words_of_the_field(before, now, answers, expected):
    assert told(before, now, **answers) == expected


@pytest.mark.parametrize(
    ("before", "now", "answers"),
    [
        ({"dish": "s"}, {"dish": "p"}, {"dish": "p"}),
        ({}, {"sides": ["b", "c"]}, {"sides": ["b", "c"]}),
        ({}, {"wine": True}, {"wine": "on"}),
        ({"wish": "Peace"}, {"wish": "Quiet"}, {"wish": " Quiet "}),
        ({"wish": "Peace"}, {"wish": "Peace"}, {"wish": "Quiet"}),
    ],
)
def test_nothing_is_told_to_who_wants_what_is_there_or_was_alone(before, now, answers):
    assert told(before, now, **answers) == {}


def test_second_save_carries_ones_own_through():
    first = Dinner(sent(Dinner(initial={"wish": "Peace"}), wish="Mine"), initial={"wish": "Theirs"})
    refused = first.is_valid()

    second = Dinner(sent(first, wish="Mine"), initial={"wish": "Theirs"})

    assert (refused, second.is_valid(), second.cleaned_data["wish"]) == (False, True, "Mine")


def test_only_the_parts_that_were_sent_count():
    data = sent(Dinner(prefix="one"), dish="x")

    parts = [Dinner(part_of(data, prefix), prefix=prefix) for prefix in ("one", "two")]

    assert [part.is_bound for part in parts] == [True, False]
    assert (all_hold(parts), all_hold(parts[1:])) == (False, False)
    assert list(parts[0].errors) == ["dish"]
    assert part_of(None, "one") is None
