"""What the database refuses of purposes, meetings, listening notes and check-ins; asked in test_constraints.py."""

from networks.models import CheckInValue
from tests import factories as make
from tests.refusals import Refusal, again


def clarity(score):
    return make.PurposeClarityFactory.build(
        version=make.PurposeVersionFactory(), person=make.PersonFactory(), score=score
    )


def chaired_twice():
    first = make.AttendanceFactory(chaired=True)
    return make.AttendanceFactory.build(
        consultation=first.consultation, person=make.PersonFactory(), chaired=True
    )


def note(**values):
    people = {"author": make.PersonFactory(), "about": make.PersonFactory()}
    return make.ListeningNoteFactory.build(**{"network": make.NetworkFactory()} | people | values)


def note_to_oneself():
    person = make.PersonFactory()
    return note(author=person, about=person)


def value(**values):
    return CheckInValue(**{"check_in": make.CheckInFactory(answer="Kennis"), "kind": "knowledge"} | values)


def value_twice():
    first = value()
    first.save()
    return value(check_in=first.check_in)


def thanks(**values):
    people = {"giver": make.PersonFactory(), "receiver": make.PersonFactory()}
    return make.ThanksFactory.build(**{"network": make.NetworkFactory()} | people | values)


def thanks_to_oneself():
    person = make.PersonFactory()
    return thanks(giver=person, receiver=person)


REFUSALS = [
    Refusal(
        "purpose_versions_one_by_one",
        lambda: again(
            make.PurposeVersionFactory, "network", "number", "written_by", written_by=make.PersonFactory()
        ),
        "Version of a purpose with this Network and Version already exists.",
    ),
    Refusal(
        "one_agreement_each",
        lambda: again(make.PurposeAgreementFactory, "version", "person"),
        "Agreement to a purpose with this Version and Person already exists.",
    ),
    Refusal(
        "one_clarity_each",
        lambda: again(make.PurposeClarityFactory, "version", "person"),
        "Clarity of a purpose with this Version and Person already exists.",
    ),
    Refusal("clarity_from_1_to_5", lambda: clarity(0), "Ensure this value is greater than or equal to 1."),
    Refusal("clarity_from_1_to_5", lambda: clarity(6), "Ensure this value is less than or equal to 5."),
    Refusal(
        "working_rules_one_by_one",
        lambda: again(
            make.WorkingRulesFactory, "network", "number", "written_by", written_by=make.PersonFactory()
        ),
        "Working rules with this Network and Version already exists.",
    ),
    Refusal(
        "one_acceptance_each",
        lambda: again(make.RulesAcceptanceFactory, "rules", "person"),
        "Acceptance of working rules with this Rules and Person already exists.",
    ),
    Refusal(
        "shared_result_says_something",
        lambda: make.SharedResultFactory.build(
            network=make.NetworkFactory(), noted_by=make.PersonFactory(), text=""
        ),
        "This field cannot be blank.",
    ),
    Refusal(
        "consultation_has_a_topic",
        lambda: make.ConsultationFactory.build(
            network=make.NetworkFactory(), recorded_by=make.PersonFactory(), topic=""
        ),
        "This field cannot be blank.",
    ),
    Refusal(
        "one_consultation_per_calendar_event",
        lambda: again(
            make.ConsultationFactory,
            "network",
            "recorded_by",
            "calendar_key",
            recorded_by=make.PersonFactory(),
            calendar_key="a",
        ),
        "Constraint “one_consultation_per_calendar_event” is violated.",
    ),
    Refusal(
        "one_attendance_each",
        lambda: again(make.AttendanceFactory, "consultation", "person"),
        "Attendance with this Consultation and Person already exists.",
    ),
    Refusal(
        "one_chair_per_consultation",
        chaired_twice,
        "Constraint “one_chair_per_consultation” is violated.",
    ),
    Refusal(
        "decision_says_something",
        lambda: make.DecisionFactory.build(consultation=make.ConsultationFactory(), text=""),
        "This field cannot be blank.",
    ),
    Refusal(
        "one_listening_note_each",
        lambda: again(make.ListeningNoteFactory, "network", "author", "about"),
        "Listening note with this Network, Written by and About already exists.",
    ),
    Refusal(
        "nobody_listens_to_themselves",
        note_to_oneself,
        "Constraint “nobody_listens_to_themselves” is violated.",
    ),
    Refusal(
        "listening_note_says_something",
        lambda: note(background=""),
        "Constraint “listening_note_says_something” is violated.",
    ),
    Refusal(
        "listening_answer_is_known",
        lambda: note(answer="perhaps"),
        "Value 'perhaps' is not a valid choice.",
    ),
    Refusal(
        "only_what_is_recognised_is_shared",
        lambda: note(answer="nearly", shared_by_author=True),
        "Constraint “only_what_is_recognised_is_shared” is violated.",
    ),
    Refusal(
        "one_value_of_a_kind",
        value_twice,
        "Value of a check-in with this Check in, Kind and Would like to already exists.",
    ),
    Refusal("check_in_value_is_known", lambda: value(kind="luck"), "Value 'luck' is not a valid choice."),
    Refusal(
        "nobody_thanks_themselves", thanks_to_oneself, "Constraint “nobody_thanks_themselves” is violated."
    ),
    Refusal("thanks_are_for_something", lambda: thanks(text=""), "This field cannot be blank."),
    Refusal("thanks_kind_is_known", lambda: thanks(kind="luck"), "Value 'luck' is not a valid choice."),
]
