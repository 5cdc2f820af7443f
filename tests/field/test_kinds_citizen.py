"""What is written of a citizen themself: a consent, answers given together, a contact put right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.case import open_case
from cases.actions.contact import correct_contact
from cases.models import Case, Consent, Contact
from measurements.access import get_instrument
from measurements.actions.instrument import write_instrument
from measurements.actions.measurement import answer, begin, end
from measurements.models import InstrumentVersion, Measurement
from tests.cast import acting, token
from tests.field.tablet import contact as meeting
from tests.field.told import applied_once, conflict, looks, refused

CONSENT = {
    "other_kind": ["relative"],
    "other_name": ["Søsteren"],
    "kinds": ["housing"],
    "direction": ["both"],
    "purpose": ["Bolig"],
    "given_how": ["oral"],
    "consequences_told": ["on"],
}


@pytest.fixture
def yesterday():
    return timezone.now() - timedelta(days=1)


# --- Consent ----------------------------------------------------------------------------------------------------------
def about_citizen(citizen, **more) -> dict:
    return {"about": {"citizen": str(citizen.pk), **more}}


def test_a_consent_is_of_the_day_on_which_it_was_given(tablet, owner, citizen, case, yesterday):
    entry = tablet.write("consent", CONSENT, made_at=yesterday.isoformat(), **about_citizen(citizen))

    applied_once(tablet, owner, entry)

    day = timezone.localdate(yesterday)
    with acting(owner):
        row = Consent.objects.get()
        assert (str(row.pk), row.given_on, row.to_on) == (entry["id"], day, day + timedelta(days=182))
        assert (row.case_id, row.given_to_id, row.noted_by_id) == (case.pk, owner.pk, owner.pk)
    assert looks(owner, citizen) == [""]


def test_a_consent_to_everything_is_none(tablet, owner, citizen):
    data = {**CONSENT, "kinds": [], "consequences_told": []}

    assert refused(tablet, owner, tablet.write("consent", data, **about_citizen(citizen))) == {
        "kinds": ["Vælg mindst én type oplysninger. Et generelt samtykke gælder ikke."],
        "consequences_told": ["Fortæl borgeren det, før samtykket skrives."],
    }


def test_of_several_courses_the_entry_says_which(tablet, owner, citizen, case):
    with acting(owner) as by:
        other = second_course(citizen, by)

    asked = refused(tablet, owner, tablet.write("consent", CONSENT, **about_citizen(citizen)))
    applied_once(tablet, owner, tablet.write("consent", CONSENT, **about_citizen(citizen, case=str(other.pk))))

    assert asked == {"case": ["Skal udfyldes."]}
    with acting(owner):
        assert Consent.objects.get().case_id == other.pk


def second_course(citizen, by) -> Case:
    return open_case(
        citizen=citizen, unit=citizen.unit, pathway="treatment", contact_person=by, at=timezone.now(), by=by
    )


def test_a_course_that_is_not_open_is_none_to_consent_for(tablet, owner, citizen, task):
    entry = tablet.write("consent", CONSENT, **about_citizen(citizen, case=str(task.pk)))

    refused(tablet, owner, entry, "unknown")


def test_an_anonymous_citizen_gives_no_consent(tablet, owner, anonymous_citizen):
    (words,) = refused(tablet, owner, tablet.write("consent", CONSENT, **about_citizen(anonymous_citizen)))["__all__"]

    assert words.startswith("Borgeren er anonym efter")


def test_a_protected_citizen_is_for_those_on_the_course(signed_in, unit_mate, owner, protected_citizen):
    tablet = signed_in(unit_mate)

    entry = tablet.write("consent", CONSENT, **about_citizen(protected_citizen))
    errors = refused(tablet, owner, entry, "no_permission")

    assert list(errors) == ["__all__"]


def test_a_citizen_of_another_unit_is_unknown(signed_in, stranger, owner, citizen):
    tablet = signed_in(stranger)

    refused(tablet, owner, tablet.write("consent", CONSENT, **about_citizen(citizen)), "unknown")

    assert looks(stranger, citizen) == []


# --- Måleredskab 1 ----------------------------------------------------------------------------------------------------
def about_case(case, **more) -> dict:
    return {"about": {"case": str(case.pk)}, **more}


def begun(case, by, **given) -> Measurement:
    row = begin(case=case, version=get_instrument(by, "motivation"), occasion="before", by=by)
    return answer(measurement=row, given={key: [value] for key, value in given.items()}, by=by)


def test_some_answers_wait_for_the_others(tablet, owner, citizen, case, yesterday):
    data = {"occasion": ["before"], "v1-hope": ["4"], "v1-worse": [""]}

    applied_once(tablet, owner, tablet.write("tool1", data, made_at=yesterday.isoformat(), **about_case(case)))

    with acting(owner):
        row = Measurement.objects.get()
        assert (row.answers, row.is_locked, row.answered_on) == ({"hope": 4}, False, timezone.localdate(yesterday))
    assert looks(owner, citizen) == [""]


def test_answers_fill_what_stood_open_and_the_rest_says_why(tablet, owner, colleague, case):
    with acting(colleague) as by:
        begun(case, by, hope="4")
    data = {"occasion": ["before"], "v1-worse": ["2"], "finished": ["on"], "reason": ["not_wished"]}

    applied_once(tablet, owner, tablet.write("tool1", data, **about_case(case)))

    with acting(owner):
        row = Measurement.objects.get()
        assert (row.answers, row.is_locked) == ({"hope": 4, "worse": 2}, True)
        assert set(row.open.values()) == {"not_wished"}
        assert len(row.open) == len(row.version.items) - 2


def test_another_answer_than_stands_is_a_conflict(tablet, owner, colleague, case):
    with acting(colleague) as by:
        row = begun(case, by, hope="5")
        text = row.version.items["hope"].text
    data = {"occasion": ["before"], "v1-hope": ["2"], "v1-worse": ["2"]}

    assert conflict(tablet, owner, tablet.write("tool1", data, **about_case(case))) == {
        "hope": (text, "5 · Ja, meget enig", "2")
    }


def test_an_answer_that_is_none_and_a_measurement_that_is_ended_are_refused(tablet, owner, case):
    wrong = tablet.write("tool1", {"occasion": ["before"], "v1-hope": ["9"]}, **about_case(case))
    nothing = tablet.write("tool1", {"occasion": ["before"], "finished": ["on"]}, **about_case(case))
    assert refused(tablet, owner, wrong) == {"hope": ["Svaret går fra 1 til 5."]}
    assert list(refused(tablet, owner, nothing)) == ["__all__"]

    with acting(owner) as by:
        end(measurement=begun(case, by, hope="5"), by=by)

    late = tablet.write("tool1", {"occasion": ["before"], "v1-hope": ["5"]}, **about_case(case))
    assert refused(tablet, owner, late) == {"__all__": ["Målingen er der allerede. Åbn den, og ret den i stedet."]}


def test_an_answer_stands_with_the_question_that_was_asked(tablet, owner, leader, municipality, case):
    """The wording changed while the tablet was away."""
    data = {"occasion": ["before"], "v1-hope": ["4"]}
    entry = tablet.write("tool1", data, **about_case(case))
    other_wording(municipality, leader)

    applied_once(tablet, owner, entry)

    with acting(owner):
        assert Measurement.objects.get().version.number == 1


def test_an_answer_to_another_question_than_the_one_that_is_begun_is_refused(tablet, owner, leader, municipality, case):
    entry = tablet.write("tool1", {"occasion": ["before"], "v1-hope": ["4"]}, **about_case(case))
    other_wording(municipality, leader)
    with acting(owner) as by:
        begun(case, by, worse="2")

    assert refused(tablet, owner, entry) == {"hope": ["Spørgsmålet lyder anderledes i den måling, der er begyndt."]}


def other_wording(municipality, leader) -> None:
    with acting(leader) as by:
        now: InstrumentVersion = get_instrument(by, "motivation")
        themes = [dict(theme) for theme in now.themes]
        themes[0]["items"] = [{**item, "text": f"{item['text']} (ny)"} for item in themes[0]["items"]]
        write_instrument(
            organisation=municipality, title=now.title, themes=themes, occasions=now.occasions, key=now.key, by=by
        )


def test_a_course_of_another_unit_is_not_measured(signed_in, stranger, owner, case):
    tablet = signed_in(stranger)

    refused(tablet, owner, tablet.write("tool1", {"occasion": ["before"]}, **about_case(case)), "unknown")


# --- Contact put right ------------------------------------------------------------------------------------------------
WHY = {"correction_reason": ["Forkert sted"]}


def test_a_contact_is_put_right_with_what_was_sent_and_the_rest_stays(tablet, owner, citizen, contact):
    entry = tablet.write("contact_amend", {"note": ["Sad ved åen."], **WHY}, about={"contact": str(contact.pk)})

    applied_once(tablet, owner, entry)

    with acting(owner):
        row = Contact.objects.get(corrects=contact)
        assert (str(row.pk), row.note, row.correction_reason) == (entry["id"], "Sad ved åen.", "Forkert sted")
        kept = ("way", "result", "minutes", "place_id", "asks_for_treatment", "citizens_words", "citizen_id")
        assert [getattr(row, name) for name in kept] == [getattr(contact, name) for name in kept]
        assert Contact.objects.get(pk=contact.pk).note == token("citizen", "note")
    assert looks(owner, citizen) == [""]


def test_written_and_put_right_before_there_was_a_network(tablet, owner, citizen, alias_citizen):
    first = tablet.write("contact", meeting([citizen.pk, alias_citizen.pk], note="Ved åen"))
    # Which of the two bears the entry's id is the database's order, so the tablet says of whom it is.
    of_one = {"contact": first["id"], "citizen": str(citizen.pk)}
    again = tablet.write("contact_amend", {"note": ["Ved søen"], **WHY}, about=of_one)
    once_more = tablet.write("contact_amend", {"note": ["Ved havnen"], **WHY}, about={"contact": again["id"]})
    of_the_other = {"contact": first["id"], "citizen": str(alias_citizen.pk)}
    other = tablet.write("contact_amend", {"minutes": ["5"], **WHY}, about=of_the_other)

    acks = tablet.send(first, again, once_more, other)

    assert [ack["status"] for ack in acks] == ["applied"] * 4, acks
    with acting(owner):
        notes = Contact.objects.current().filter(occasion=first["id"]).order_by("minutes")
        assert sorted(notes.values_list("citizen_id", "note", "minutes")) == sorted(
            [(citizen.pk, "Ved havnen", None), (alias_citizen.pk, "Ved åen", 5)]
        )


def test_without_a_reason_nothing_is_put_right(tablet, owner, contact):
    entry = tablet.write("contact_amend", {"note": ["Sad ved åen."]}, about={"contact": str(contact.pk)})

    assert refused(tablet, owner, entry) == {"correction_reason": ["Skriv kort, hvorfor kontakten rettes."]}


def test_somebody_was_first_with_another_correction(tablet, owner, contact):
    with acting(owner) as by:
        correct_contact(contact=contact, reason="Tastefejl", note="Sad ved søen.", minutes=10, by=by)
    about = {"about": {"contact": str(contact.pk)}}

    both = conflict(tablet, owner, tablet.write("contact_amend", {"note": ["Sad ved åen."], **WHY}, **about))
    applied_once(tablet, owner, tablet.write("contact_amend", {"note": ["Sad ved søen."], **WHY}, **about))

    assert both == {"note": ("Notat", "Sad ved søen.", "Sad ved åen.")}


def test_a_contact_of_others_is_not_put_right(signed_in, unit_mate, stranger, owner, citizen, contact):
    entry_of = lambda tablet: tablet.write("contact_amend", WHY, about={"contact": str(contact.pk)})  # noqa: E731
    for user, code in ((unit_mate, "no_permission"), (stranger, "unknown")):
        tablet = signed_in(user)
        refused(tablet, owner, entry_of(tablet), code)
    assert looks(stranger, citizen) == []
