"""Planned talks: planned beside the agreement, held through *Ny kontakt*, missed, called off, taken up again."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.appointment import Talk, cancel_talk, hold_talk, judge_way, miss_talk, plan_talk
from cases.actions.contact import correct_contact, log_contact
from cases.actions.moving import move_rows
from cases.actions.task import add_task, reopen_task
from cases.models import Appointment, Contact, RowMove, Task
from cases.talk_reading import read_talks
from tests.cases.talk_factories import planned, spoken
from tests.cast import acting, client_of, token
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

NEW = reverse("cases:task_new")
CONTACT = reverse("cases:contact_new")
Way, Outcome = Contact.Way, Task.Outcome


def on(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def page(name: str, appointment: Appointment) -> str:
    return reverse(f"cases:{name}", args=[appointment.task_id])


def answers(owner, **more) -> dict:
    return {"kind": "agreement", "title": "Samtale", "due_on": on(3), "owner": owner.pk, **more}


def said(client, url: str, **data) -> str:
    return client.post(url, data, follow=True).content.decode()


# --- Planning ---------------------------------------------------------------------------------------------------------
def test_an_agreement_with_a_way_is_a_planned_talk_of_the_only_course(citizen, case, owner):
    url = f"{NEW}?borger={citizen.pk}"
    entry = client_of(owner).get(url).context["form"]["entry"].value()
    for _twice in range(2):
        # A talk is an agreement, whichever of the two was chosen.
        client_of(owner).post(url, answers(owner, entry=entry, kind="task", way="phone", minutes=30))

    with acting(owner):
        talk = Appointment.objects.select_related("task").get()
        assert (talk.way, talk.minutes, talk.case_id, talk.task.kind) == ("phone", 30, case.pk, "agreement")
        assert talk.organisation_id == talk.task.organisation_id


def test_a_plain_agreement_stays_one(citizen, owner):
    client_of(owner).post(f"{NEW}?borger={citizen.pk}", answers(owner, title="Vi ses ved bænkene"))

    with acting(owner):
        assert Task.objects.get(title="Vi ses ved bænkene").kind == "agreement"
        assert Appointment.objects.count() == 0


def test_a_task_about_no_citizen_is_not_asked_how_one_talks(owner):
    assert "way" not in client_of(owner).get(NEW).context["form"].fields


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"minutes": 20}, "Vælg, hvordan I skal tale sammen."),
        ({"way": "phone", "minutes": 0}, "1"),
        ({"way": "sms"}, "sms"),
        ({"way": "video", "link": "http://video.example/x"}, "https://"),
        ({"way": "video", "link": "ikke et link"}, "https://"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_the_rest_is_kept(citizen, owner, typed, words):
    text = said(client_of(owner), f"{NEW}?borger={citizen.pk}", **answers(owner, title="Om økonomien", **typed))

    assert words in text
    assert "Om økonomien" in text
    with acting(owner):
        assert Appointment.objects.count() == 0


def test_a_plain_agreement_becomes_a_talk_and_the_talk_is_changed(citizen, owner):
    with acting(owner) as by:
        task = add_task(unit=citizen.unit, citizen=citizen, kind="agreement", title="X", due_on=on(1), owner=by, by=by)
    client, url = client_of(owner), reverse("cases:appointment", args=[task.pk])

    client.post(url, {"way": "centre", "minutes": 45})
    client.post(url, {"way": "walk_and_talk", "version": client.get(url).context["form"]["version"].value()})

    with acting(owner):
        talk = Appointment.objects.get(task=task)
        assert (talk.way, talk.minutes) == ("walk_and_talk", None)
        assert [row.way for row in talk.history.order_by("history_id")] == ["centre", "walk_and_talk"]


def test_two_who_change_the_same_talk_are_asked_which_stands(citizen, owner, colleague):
    with acting(owner) as by:
        talk = planned(citizen, by=by)
    url = page("appointment", talk)
    seen = client_of(owner).get(url).context["form"]["version"].value()
    client_of(colleague).post(url, {"way": "video", "version": seen})

    answer = client_of(owner).post(url, {"way": "centre", "version": seen})

    assert [conflict.name for conflict in answer.context["form"].conflicts] == ["way"]


def test_the_next_agreement_of_a_contact_may_be_a_talk(citizen, owner):
    form = client_of(owner).get(CONTACT).context["form"]
    data = {
        "entry_id": form["entry_id"].value(), "citizens": citizen.pk, "result": "talked", "way": "street",
        "when": "now", "agreement_on": on(4), "agreement_at": "10:00", "agreement_way": "video",
        "agreement_minutes": 20,
    }  # fmt: skip

    client_of(owner).post(CONTACT, data)

    with acting(owner):
        talk = Appointment.objects.select_related("task__agreed_in").get()
        assert (talk.way, talk.minutes, talk.task.due_on, talk.task.agreed_in.way) == ("video", 20, on(4), "street")


def test_what_the_citizen_wished_last_is_told_where_the_next_talk_is_planned(citizen, owner):
    with acting(owner) as by:
        planned(citizen, by=by, wished_way=Way.WALK_AND_TALK)

    form = client_of(owner).get(f"{NEW}?borger={citizen.pk}").context["form"]

    assert (form["wished_way"].help_text, form["wished_way"].value()) == ("Sidst var det: Walk'n'talk.", None)


def test_of_two_open_courses_one_may_be_chosen_and_none_is_guessed(citizen, case, unit_citizen, owner):
    with acting(owner) as by:
        moved = {"cases.Case": set(unit_citizen.cases.values_list("pk", flat=True))}
        move_rows(source=unit_citizen, target=citizen, rows=moved, kind="split", reason="Samme person", by=by)
        unsaid = planned(citizen, by=by)
    client = client_of(owner)

    client.post(f"{NEW}?borger={citizen.pk}", answers(owner, way="phone", case=case.pk, title="Valgt"))

    with acting(owner):
        chosen = Appointment.objects.get(task__title="Valgt")
        assert (unsaid.case_id, chosen.case_id) == (None, case.pk)


def test_another_citizens_course_is_refused(citizen, unit_citizen, owner):
    with acting(owner) as by:
        task = planned(citizen, by=by).task
        with pytest.raises(ValidationError, match="en anden borger"):
            plan_talk(task=task, talk=Talk("phone", case=unit_citizen.cases.get()), by=by)


# --- How it went ------------------------------------------------------------------------------------------------------
def test_held_leads_to_a_new_contact_that_knows_everything_and_is_linked(citizen, owner, place):
    with acting(owner) as by:
        talk = planned(citizen, by=by, way=Way.WALK_AND_TALK, minutes=40, place=place)
    client = client_of(owner)
    url = client.get(talk.get_absolute_url()).context["talk"]["write_url"]
    form = client.get(url).context["form"]
    names = ("citizens", "way", "minutes", "result", "place", "agreed", "entry_id", "when")
    data = {name: form[name].value() for name in names}
    assert data | {"entry_id": ""} == {
        "citizens": [citizen.pk], "way": "walk_and_talk", "minutes": 40, "result": "talked", "place": place.pk,
        "agreed": str(talk.task_id), "entry_id": "", "when": "now",
    }  # fmt: skip

    for _twice in range(2):
        client.post(CONTACT, data)

    with acting(owner):
        talk = Appointment.objects.select_related("task", "contact").get()
        assert (talk.task.outcome, talk.contact.minutes, talk.held_way) == ("done", 40, "")
        assert Contact.objects.filter(minutes=40).count() == 1


def test_a_contact_of_yesterdays_talk_says_yesterday(citizen, owner):
    with acting(owner) as by:
        talk = planned(citizen, by=by, due_on=on(-1), due_at=time(9, 30))

    form = client_of(owner).get(CONTACT, {"borger": citizen.pk, "aftale": talk.task_id}).context["form"]

    assert form["when"].value() == "other"
    assert form["at"].value().strftime("%H.%M") == "09.30"


def test_a_contact_that_met_nobody_says_the_citizen_did_not_come(citizen, owner):
    with acting(owner) as by:
        talk = planned(citizen, by=by)
    form = client_of(owner).get(CONTACT).context["form"]
    data = {"entry_id": form["entry_id"].value(), "citizens": citizen.pk, "quick": "not_met", "agreed": talk.task_id}

    client_of(owner).post(CONTACT, data)

    with acting(owner):
        talk = Appointment.objects.select_related("task", "contact").get()
        assert (talk.task.outcome, talk.contact.result) == ("missed", "not_met")


def test_a_contact_with_somebody_else_leaves_the_talk_open(citizen, unit_citizen, owner):
    with acting(owner) as by:
        talk = planned(citizen, by=by)
    form = client_of(owner).get(CONTACT).context["form"]
    data = {
        "entry_id": form["entry_id"].value(),
        "citizens": unit_citizen.pk,
        "result": "talked",
        "agreed": talk.task_id,
    }

    client_of(owner).post(CONTACT, data)

    with acting(owner):
        assert Task.objects.get(pk=talk.task_id).done_at is None


def test_another_organisations_agreement_is_not_finished_by_its_id(citizen, owner, foreign_citizen, outsider):
    with acting(outsider) as by:
        theirs = planned(foreign_citizen, by=by)
    form = client_of(owner).get(CONTACT).context["form"]
    data = {"entry_id": form["entry_id"].value(), "citizens": citizen.pk, "result": "talked", "agreed": theirs.task_id}

    assert client_of(owner).get(CONTACT, {"aftale": theirs.task_id}).status_code == 404
    client_of(owner).post(CONTACT, data)

    with acting(outsider):
        assert Task.objects.get(pk=theirs.task_id).done_at is None


def test_a_contact_already_written_that_day_is_chosen(citizen, owner):
    with acting(owner) as by:
        talk = planned(citizen, by=by)
        written = spoken(citizen, on(0), by=by, way=Way.PHONE, minutes=25)
    client, url = client_of(owner), page("appointment_held", talk)
    offered = client.get(url).context["form"]["contact"]
    assert offered.value() == str(written.pk)

    client.post(url, {"contact": written.pk, "way": "phone", "minutes": 30})

    with acting(owner):
        talk = Appointment.objects.select_related("task").get()
        assert (talk.task.outcome, talk.contact_id, talk.held_way, talk.held_minutes) == ("done", written.pk, "", None)
    assert "25 min." in client.get(talk.get_absolute_url()).content.decode()


def test_held_without_a_contact_says_how_itself(citizen, owner):
    with acting(owner) as by:
        talk = planned(citizen, by=by, minutes=30)

    client_of(owner).post(page("appointment_held", talk), {"way": "video", "minutes": 20})

    with acting(owner):
        talk = Appointment.objects.select_related("task").get()
        assert (talk.task.outcome, talk.way, talk.held_way, talk.held_minutes) == ("done", "phone", "video", 20)


def test_not_come_and_called_off_are_told_with_the_reason(citizen, owner):
    with acting(owner) as by:
        missed, called_off = planned(citizen, by=by), planned(citizen, by=by, due_on=on(1))
    client = client_of(owner)

    client.post(page("appointment_missed", missed), {"reason": token("citizen", "missed")})
    client.post(page("appointment_cancelled", called_off), {"cancelled_by": "citizen", "reason": "Bussen kørte ikke"})

    timeline = client.get(citizen.get_absolute_url(), {"vis": "task"}).content.decode()
    told = ("Aftale: Borgeren kom ikke", token("citizen", "missed"), "Aftale: Afbud", "Grund: Bussen kørte ikke")
    assert [words in timeline for words in told] == [True] * 4


def test_what_has_an_outcome_gets_no_other(citizen, owner):
    with acting(owner) as by:
        talk = miss_talk(appointment=planned(citizen, by=by), by=by)
        with pytest.raises(ValidationError, match="allerede afsluttet"):
            cancel_talk(appointment=talk, cancelled_by="worker", by=by)
        with pytest.raises(ValidationError, match="ikke holdt"):
            judge_way(appointment=talk, benefit="yes", by=by)

    assert client_of(owner).get(page("appointment_cancelled", talk)).status_code == 404


def test_taken_up_again_nothing_of_the_outcome_is_left_but_in_history(citizen, owner):
    with acting(owner) as by:
        talk = cancel_talk(appointment=planned(citizen, by=by), cancelled_by="citizen", reason="Syg", by=by)
        reopen_task(task=talk.task, by=by)

        talk.refresh_from_db()
        assert (talk.cancelled_by, talk.reason, talk.task.done_at) == ("", "", None)
        assert [row.reason for row in talk.history.order_by("history_id")] == ["", "Syg", ""]


def test_the_judgement_is_pressed_and_taken_back(citizen, owner):
    with acting(owner) as by:
        talk = hold_talk(appointment=planned(citizen, by=by), by=by)
    client, seen = client_of(owner), []
    for _twice in range(2):
        client.post(page("appointment_judge", talk), {"benefit": "partly"})
        with acting(owner):
            seen.append(Appointment.objects.get().benefit)

    assert seen == ["partly", ""]


@pytest.mark.parametrize(
    "broken",
    [{"way": "sms"}, {"held_minutes": 5}, {"cancelled_by": "citizen", "held_way": "phone"}],
)
def test_the_database_holds_what_belongs_together(citizen, owner, broken):
    with acting(owner) as by:
        talk = planned(citizen, by=by)
        for name, value in broken.items():
            setattr(talk, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            talk.save()


def test_way_and_minutes_stand_wherever_the_agreement_does(citizen, owner):
    with acting(owner) as by:
        planned(citizen, by=by, way=Way.VIDEO, minutes=25, title="Om boligen")
    client = client_of(owner)
    pages = [
        reverse("cases:day"), reverse("cases:week"), reverse("cases:tasks"), reverse("cases:my_day"),
        citizen.get_absolute_url(),
    ]  # fmt: skip

    assert ["Video, 25 min." in client.get(url).content.decode() for url in pages] == [True] * 5


def test_a_talk_called_off_stands_so_in_the_calendar(citizen, owner):
    with acting(owner) as by:
        cancel_talk(appointment=planned(citizen, by=by), cancelled_by="citizen", by=by)

    entries = client_of(owner).get(reverse("cases:day")).context["days"][0].entries

    assert "Afbud" in [entry.ended for entry in entries]


def test_another_citizens_talk_does_not_show_in_the_history_and_ones_own_does(citizen, unit_citizen, owner, unit_mate):
    with acting(owner) as by:
        miss_talk(appointment=planned(citizen, by=by), reason=token("citizen", "reason"), by=by)
    with acting(unit_mate) as by:
        miss_talk(appointment=planned(unit_citizen, by=by), reason=token("unit_citizen", "reason"), by=by)

    text = client_of(owner).get(reverse("cases:citizen_history", args=[citizen.pk])).content.decode()

    assert (token("citizen", "reason") in text, token("unit_citizen", "reason") in text) == (True, False)


def test_a_correction_of_the_contact_is_what_the_talk_shows(citizen, owner):
    with acting(owner) as by:
        wrong = spoken(citizen, on(0), by=by, minutes=90)
        talk = hold_talk(appointment=planned(citizen, by=by), contact=wrong, by=by)
        correct_contact(contact=wrong, reason="Forkert", minutes=35, by=by)

    page = client_of(owner).get(talk.get_absolute_url()).content.decode()

    assert ("35 min." in page, "90 min." in page) == (True, False)


def test_a_talk_split_from_its_course_and_contact_counts_in_neither(citizen, unit_citizen, owner):
    with acting(owner) as by:
        talk = planned(citizen, by=by)
        hold_talk(appointment=talk, contact=spoken(citizen, on(0), by=by, minutes=35), by=by)
        before = [(row.citizen_id, bool(row.case_id), row.written) for row in read_talks(by, on(-1), on(0)).planned]
        rows = {Task._meta.label: {talk.task_id}}
        split = {"rows": rows, "kind": RowMove.Kind.SPLIT, "reason": "Forvekslet"}
        move_rows(source=citizen, target=unit_citizen, by=by, **split)
        after = [(row.citizen_id, bool(row.case_id), row.written) for row in read_talks(by, on(-1), on(0)).planned]

    assert (before, after) == ([(citizen.pk, True, True)], [(unit_citizen.pk, False, False)])
    page = client_of(owner, purpose_for=[unit_citizen]).get(talk.get_absolute_url()).content.decode()
    assert "35 min." not in page


def test_any_number_of_talks_costs_the_same(citizen, owner, centre):
    client = client_of(owner)
    with acting(owner) as by:
        first = planned(citizen, by=by)

    def more(number: int) -> None:
        with acting(owner) as by:
            for one in CitizenFactory.create_batch(number, unit=centre, by=by):
                planned(one, by=by)
            for _again in range(number):
                planned(citizen, by=by)
                log_contact(
                    unit=centre, citizens=[citizen], at=timezone.now(), way="phone", result="talked", minutes=9, by=by
                )

    contact = f"{CONTACT}?borger={citizen.pk}&aftale={first.task_id}"
    for url in (first.get_absolute_url(), page("appointment", first), page("appointment_held", first), contact):
        assert_same_queries(lambda url=url: client.get(url), lambda: more(2), lambda: more(20))
