"""Tasks and agreements, and the 14-day clock, through their pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.task import add_task, finish_task, register_request
from cases.models import Task, TreatmentRequest
from tests.cases.talk_factories import planned
from tests.cast import acting, client_of, token
from tests.factories import CitizenFactory, TaskFactory
from tests.queries import assert_same_queries

TASKS = reverse("cases:tasks")
NEW = reverse("cases:task_new")


def day(distance: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=distance)).isoformat()


def answers(user, **more) -> dict:
    return {
        "kind": "task",
        "title": "Ringe til lægen",
        "due_on": day(1),
        "due_at": "",
        "place": "",
        "owner": user.pk,
        **more,
    }


def test_mine_by_day(citizen, owner, centre):
    with acting(owner) as by:
        for title, distance in (("Sent", -3), ("Siden", 5)):
            add_task(unit=centre, title=title, due_on=timezone.localdate() + timedelta(days=distance), owner=by, by=by)

    page = client_of(owner).get(TASKS).content.decode()

    marks = ("Over tiden", "Sent", "I dag", token("citizen", "agreement"), "Kommer", "Siden")
    assert [page.index(mark) for mark in marks] == sorted(page.index(mark) for mark in marks)


def test_mine_the_teams_and_the_units(owner, colleague, unit_mate, stranger, centre, other_unit):
    for user, unit in ((owner, centre), (colleague, centre), (unit_mate, centre), (stranger, other_unit)):
        with acting(user) as by:
            TaskFactory(unit=unit, by=by, title=f"Til {user.name}")

    client = client_of(owner)
    seen = {
        which: [user.name for user in (owner, colleague, unit_mate, stranger) if f"Til {user.name}" in page]
        for which, page in (
            (which, client.get(TASKS, {"vis": which}).content.decode()) for which in ("", "team", "enhed")
        )
    }

    assert seen == {
        "": ["Oda Lind"],
        "team": ["Oda Lind", "Kasper Holm"],
        "enhed": ["Oda Lind", "Kasper Holm", "Ulla Friis"],
    }


def test_what_was_saved_is_called_by_its_name(citizen, owner):
    client = client_of(owner)
    said = [client.post(NEW, answers(owner, kind=kind), follow=True).content.decode() for kind in ("task", "agreement")]

    assert [("Opgaven er gemt." in page, "Aftalen er gemt." in page) for page in said] == [(True, False), (False, True)]


def test_a_new_task_about_a_citizen_is_sent_twice_and_made_once(citizen, owner):
    client, url = client_of(owner), f"{NEW}?borger={citizen.pk}"
    entry = client.get(url).context["form"]["entry"].value()
    for _twice in range(2):
        client.post(url, answers(owner, entry=entry))

    with acting(owner):
        task = Task.objects.get(title="Ringe til lægen")
        assert (task.citizen_id, task.owner_id, task.history.latest().history_user_id) == (
            citizen.pk,
            owner.pk,
            owner.pk,
        )


def test_a_task_without_a_citizen(owner):
    client_of(owner).post(NEW, answers(owner))

    with acting(owner):
        assert Task.objects.get(title="Ringe til lægen").citizen_id is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Skal udfyldes."),
        ({"due_on": day(-1)}, "Dagen er gået."),
        ({"due_on": "i overmorgen"}, "dato"),
        ({"title": "x" * 201}, "200"),
    ],
)
def test_a_new_task_says_what_is_wrong_and_keeps_the_rest(owner, place, wrong, said):
    page = client_of(owner).post(NEW, {**answers(owner, place=place.pk), **wrong}).content.decode()

    assert said in page
    assert f'value="{place.pk}" selected' in page


def test_a_task_is_handed_to_a_colleague(task, owner, mentor):
    client = client_of(owner)
    version = client.get(task.get_absolute_url()).context["form"]["version"].value()
    client.post(task.get_absolute_url(), answers(mentor, title=task.title, version=version))

    with acting(owner):
        task.refresh_from_db()
        assert (task.owner_id, task.due_on.isoformat()) == (mentor.pk, day(1))


def test_two_who_change_the_same_title_are_asked(task, owner, colleague):
    first, second = client_of(owner), client_of(colleague)
    version = first.get(task.get_absolute_url()).context["form"]["version"].value()
    unchanged = {"due_on": day(), "version": version}
    second.post(task.get_absolute_url(), answers(owner, title="Kaspers ord", **unchanged))

    page = first.post(task.get_absolute_url(), answers(owner, title="Odas ord", **unchanged)).content.decode()

    assert "data-conflict" in page
    assert "Kaspers ord" in page
    assert "Odas ord" in page


def test_somebody_of_another_unit_cannot_be_made_responsible(owner, stranger):
    page = client_of(owner).post(NEW, answers(stranger)).content.decode()

    assert "error-summary" in page
    with acting(owner):
        assert not Task.objects.filter(title="Ringe til lægen").exists()


@pytest.mark.parametrize("outcome", ["done", "missed", "cancelled"])
def test_a_task_is_finished_once_and_taken_up_again(task, owner, outcome):
    client = client_of(owner)
    for _twice in range(2):
        client.post(reverse("cases:task_finish", args=[task.pk]), {"outcome": outcome})
    with acting(owner):
        task.refresh_from_db()
        finished = (task.outcome, task.done_by_id, task.history.count())
    client.post(reverse("cases:task_reopen", args=[task.pk]))

    assert finished == (outcome, owner.pk, 2)
    with acting(owner):
        task.refresh_from_db()
        assert (task.outcome, task.done_at) == ("", None)


def test_an_outcome_that_is_none_is_not_found(task, owner):
    assert client_of(owner).post(reverse("cases:task_finish", args=[task.pk]), {"outcome": "x"}).status_code == 404


@pytest.mark.parametrize(("wanted", "goes_to"), [("/min-dag/", "/min-dag/"), ("https://andet.example/", None)])
def test_after_finishing_one_is_where_one_was_but_never_elsewhere(task, owner, wanted, goes_to):
    response = client_of(owner).post(reverse("cases:task_finish", args=[task.pk]), {"outcome": "done", "next": wanted})

    assert response["Location"] == (goes_to or task.get_absolute_url())


def test_finished_tasks_stand_in_the_list_of_finished(task, owner):
    with acting(owner) as by:
        finish_task(task=task, outcome="done", by=by)
    client = client_of(owner)

    assert task.title in client.get(TASKS, {"vis": "afsluttede"}).content.decode()
    assert task.title not in client.get(TASKS).content.decode()


def test_who_sees_a_task(task, owner, unit_mate, stranger, outsider, dpo, spotter):
    people = (owner, unit_mate, stranger, outsider, dpo, spotter)

    assert [client_of(user).get(task.get_absolute_url()).status_code for user in people] == [
        200,
        302,
        404,
        404,
        404,
        404,
    ]


def test_citizens_in_the_list_are_in_the_access_log(task, citizen, owner):
    client_of(owner).get(TASKS)

    with acting(owner):
        looks = AccessLog.objects.filter(view_name="cases:tasks")
        assert [(look.citizen_id, look.action) for look in looks] == [(citizen.pk, "list")]


def test_a_protected_name_is_not_in_a_colleagues_list(protected_citizen, owner, colleague, centre):
    with acting(owner) as by:
        TaskFactory(citizen=protected_citizen, unit=centre, by=by, title="Følges til læge")

    page = client_of(colleague).get(TASKS, {"vis": "enhed"}).content.decode()

    assert "Beskyttet borger" in page
    assert "Quistorff" not in page


def test_the_list_is_read_page_by_page_and_costs_the_same(owner, centre):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for citizen in CitizenFactory.create_batch(number, unit=centre, by=by):
                TaskFactory(citizen=citizen, unit=centre, by=by)

    more(1)
    assert_same_queries(lambda: client.get(TASKS), lambda: more(2), lambda: more(57))
    first = client.get(TASKS)
    second = client.get(TASKS + first.context["more_url"])
    assert [len(page.context["groups"][0][1]) for page in (first, second)] == [50, 10]


def test_a_request_without_a_contact_starts_the_clock(unit_citizen, unit_mate):
    client = client_of(unit_mate)
    client.post(reverse("cases:request_new", args=[unit_citizen.pk]), {"on": day(-3)})

    page = client.get(unit_citizen.get_absolute_url()).content.decode()

    assert "dag 3 af 14" in page


def test_a_request_cannot_come_tomorrow(unit_citizen, unit_mate):
    url = reverse("cases:request_new", args=[unit_citizen.pk])

    page = client_of(unit_mate).post(url, {"on": day(1)}).content.decode()

    assert "Dagen ligger i fremtiden." in page


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({"outcome": "started", "note": ""}, ""),
        ({"outcome": "withdrawn", "note": ""}, "Skriv grunden."),
        ({"outcome": "other_offer", "note": "Valgte værestedets eget tilbud"}, ""),
        ({"outcome": "", "note": "Uden udfald"}, "Skal udfyldes."),
    ],
)
def test_a_request_ends_with_an_outcome_and_where_needed_a_reason(citizen, contact, owner, sent, refused):
    with acting(owner):
        request = TreatmentRequest.objects.get(citizen=citizen)

    page = client_of(owner).post(reverse("cases:request_end", args=[request.pk]), {**sent, "on": day()})

    assert refused in page.content.decode()
    with acting(owner):
        request.refresh_from_db()
        assert request.outcome == ("" if refused else sent["outcome"])


def test_a_start_after_the_deadline_needs_a_reason(unit_citizen, unit_mate):
    with acting(unit_mate) as by:
        on = timezone.localdate() - timedelta(days=20)
        request = register_request(citizen=unit_citizen, on=on, by=by)
    client = client_of(unit_mate)
    shown = client.get(unit_citizen.get_absolute_url()).content.decode()

    page = client.post(reverse("cases:request_end", args=[request.pk]), {"outcome": "started", "on": day(), "note": ""})

    assert "fristen er overskredet med 6 dage" in shown
    assert "Skriv grunden." in page.content.decode()


def test_strangers_neither_see_nor_end_a_request(citizen, stranger, outsider, owner):
    with acting(owner):
        request = TreatmentRequest.objects.get(citizen=citizen)
    url = reverse("cases:request_end", args=[request.pk])

    assert [client_of(user).get(url).status_code for user in (stranger, outsider)] == [404, 404]


def test_a_planned_talk_is_not_finished_without_saying_how_it_went(citizen, owner):
    with acting(owner) as by:
        talk = planned(citizen, by=by, title="Samtale om planen")
        task = talk.task
    client = client_of(owner)
    page = client.get("/opgaver/").content.decode()
    answer = client.post(reverse("cases:task_finish", args=[task.pk]), {"outcome": "done", "next": "/min-dag/"})

    assert [f"/opgaver/{task.pk}/afslut/" in page, "Hvordan gik det?" in page] == [False, True]
    assert answer["Location"] == task.get_absolute_url()
    with acting(owner):
        task.refresh_from_db()
        assert task.done_at is None
