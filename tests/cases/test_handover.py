"""A caseload, or some of it, goes to one or several others in one act, and back with nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import close_access
from cases.actions.case import assign, close_case
from cases.actions.handover import ChangedMeanwhile, Give, hand_over
from cases.models import Assignment, Case, Task
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, CourseFactory, TaskFactory
from tests.queries import assert_same_queries

URL = reverse("cases:handover")


def today():
    return timezone.localdate()


def courses(owner, centre, number: int, contact_person=None) -> list[Case]:
    with acting(owner) as by:
        return [
            CourseFactory(citizen=row, unit=centre, contact_person=contact_person, by=by)
            for row in CitizenFactory.create_batch(number, unit=centre, by=by)
        ]


def contact_persons(cases, user) -> list[str]:
    with acting(user):
        rows = Assignment.objects.current().filter(case__in=cases, kind="contact_person").select_related("user")
        return [row.user.name for row in rows.order_by("case")]


def asked(cases, to, seen=None, **more):
    """What the page sends: each course to the person in `to` (one, or one for each), as it stands on the screen."""
    receivers = to if isinstance(to, list) else [to] * len(cases)
    sent = {"cases": [case.pk for case in cases], "on": today().isoformat(), "with_tasks": "on"}
    sent["change_reason"] = "Oda er flyttet til et andet team"
    sent |= {f"to-{case.pk}": person.pk for case, person in zip(cases, receivers, strict=True)}
    return sent | {f"was-{pk}": was for pk, was in (seen or {}).items()} | {"give": "1"} | more


def seen_by(user, cases) -> dict:
    with acting(user):
        rows = Assignment.objects.filter(case__in=cases, kind="contact_person", to_on=None)
        return {case.pk: "" for case in cases} | {row.case_id: str(row.pk) for row in rows}


def history_of(case, user) -> list[tuple[str, str, bool]]:
    with acting(user):
        rows = Assignment.objects.filter(case=case).order_by("pk")
        return [(row.user.name, row.kind, row.to_on is None) for row in rows.select_related("user")]


def test_a_whole_caseload_goes_to_several_in_one_act(owner, leader, mentor, unit_mate, centre):
    cases = courses(owner, centre, 3, contact_person=owner)

    answer = client_of(leader).post(URL, asked(cases, [mentor, mentor, unit_mate]))

    assert answer.status_code == 302
    assert contact_persons(cases, leader) == ["Mikkel Bruun", "Mikkel Bruun", "Ulla Friis"]
    with acting(leader):
        acted = Assignment.objects.get(case=cases[0], user=mentor).history.latest()
        assert acted.history_user_id == leader.pk


def test_a_course_without_a_choice_stays(owner, leader, mentor, centre):
    first, second = cases = courses(owner, centre, 2, contact_person=owner)
    sent = asked(cases, mentor) | {f"to-{second.pk}": ""}

    client_of(leader).post(URL, sent)

    assert contact_persons([first, second], leader) == ["Mikkel Bruun", "Oda Lind"]


def test_the_page_shows_the_load_before_and_after_and_changes_nothing(owner, leader, unit_mate, centre):
    cases = courses(owner, centre, 2, contact_person=owner)
    sent = {"cases": [case.pk for case in cases], "user": unit_mate.pk, "fra": owner.pk}

    page = client_of(leader).post(URL, sent).content.decode()
    part = client_of(leader).post(URL, sent, HTTP_HX_REQUEST="true").content.decode()

    assert page.count(f'value="{unit_mate.pk}" selected') == 2
    assert part in page.replace("\r", "") or "Team Parken, i snit" in part
    assert "<h1" not in part
    assert contact_persons(cases, leader) == ["Oda Lind", "Oda Lind"]


def test_handed_over_and_back_nothing_is_lost(case, task, owner, colleague, leader):
    client = client_of(leader)
    with acting(leader):
        task.refresh_from_db()
        before = Task.objects.open().filter(citizen=case.citizen, owner=owner).count()
    client.post(URL, asked([case], colleague, seen_by(leader, [case])))
    with acting(leader):
        moved = Task.objects.open().filter(citizen=case.citizen, owner=colleague).count()
    page = client.get(reverse("cases:unit_worker", args=[owner.pk])).content.decode()

    client.post(URL, asked([case], owner, seen_by(leader, [case])))

    assert before == moved == 2
    assert "Giv de valgte tilbage" in page
    assert history_of(case, leader) == [
        ("Oda Lind", "contact_person", False),
        ("Kasper Holm", "other", False),
        ("Kasper Holm", "contact_person", False),
        ("Oda Lind", "contact_person", True),
        ("Kasper Holm", "other", True),
    ]
    with acting(leader):
        assert Task.objects.open().filter(citizen=case.citizen, owner=owner).count() == before


def test_tasks_stay_when_one_says_so(case, task, owner, unit_mate, leader):
    client_of(leader).post(URL, asked([case], unit_mate, seen_by(leader, [case]), with_tasks=""))

    with acting(leader):
        task.refresh_from_db()
        assert (contact_persons([case], leader), task.owner_id) == (["Ulla Friis"], owner.pk)


def test_from_a_later_day_only_later_tasks_go_along(case, owner, unit_mate, leader, centre):
    with acting(owner) as by:
        soon, later = (
            TaskFactory(unit=centre, citizen=case.citizen, due_on=today() + timedelta(days=days), by=by)
            for days in (1, 9)
        )
    day = today() + timedelta(days=5)

    client_of(leader).post(URL, asked([case], unit_mate, seen_by(leader, [case]), on=day.isoformat()))

    with acting(leader):
        owners = [Task.objects.get(pk=one.pk).owner.name for one in (soon, later)]
        carried = [
            Assignment.objects.current(on).get(case=case, kind="contact_person").user.name for on in (today(), day)
        ]
    assert (owners, carried) == (["Oda Lind", "Ulla Friis"], ["Oda Lind", "Ulla Friis"])


def test_a_note_becomes_a_task_of_each_receiver(owner, leader, mentor, unit_mate, centre):
    cases = courses(owner, centre, 3, contact_person=owner)

    client_of(leader).post(URL, asked(cases, [mentor, mentor, unit_mate], note="ring, før I går ud"))

    with acting(leader):
        tasks = Task.objects.filter(title__startswith="Overtaget").order_by("owner__name")
        told = [(task.owner.name, task.title, task.citizen_id) for task in tasks.select_related("owner")]
    title = "Overtaget fra Oda Lind: ring, før I går ud"
    assert told == [("Mikkel Bruun", title, None), ("Ulla Friis", title, cases[2].citizen_id)]


def test_the_second_leader_is_told_what_changed_and_decides(case, leader, project_lead, mentor, unit_mate, owner):
    seen = seen_by(leader, [case])
    client_of(project_lead).post(URL, asked([case], mentor, seen))

    told = client_of(leader).post(URL, asked([case], unit_mate, seen, note="Husk medicinen"))
    page = told.content.decode()
    first = contact_persons([case], leader)
    client_of(leader).post(URL, asked([case], unit_mate, seen_by(leader, [case])))

    assert (told.status_code, first) == (200, ["Mikkel Bruun"])
    assert "Imens er forløbet givet til Mikkel Bruun." in page
    assert "Husk medicinen" in page
    assert f'value="{unit_mate.pk}" selected' not in page
    assert contact_persons([case], leader) == ["Ulla Friis"]


def test_what_changed_before_one_came_here_is_told_as_well(case, leader, project_lead, mentor, unit_mate, owner):
    client_of(project_lead).post(URL, asked([case], mentor, seen_by(leader, [case])))

    page = client_of(leader).post(URL, {"cases": [case.pk], "user": unit_mate.pk, "fra": owner.pk}).content.decode()

    assert "Imens er forløbet givet til Mikkel Bruun." in page
    assert f'value="{unit_mate.pk}" selected' not in page


def test_one_that_changed_stops_all_of_them(owner, leader, mentor, unit_mate, centre):
    cases = courses(owner, centre, 2, contact_person=owner)
    seen = seen_by(leader, cases)
    with acting(leader) as by:
        assign(case=cases[0], user=mentor, kind="contact_person", on=today(), by=by)
        gives = [Give(case, unit_mate, seen_id) for case, seen_id in zip(cases, _uuids(seen, cases), strict=True)]
        with pytest.raises(ChangedMeanwhile) as told:
            hand_over(gives=gives, on=today(), by=by)

    assert list(told.value.now) == [cases[0].pk]
    assert contact_persons(cases, leader) == ["Mikkel Bruun", "Oda Lind"]


def _uuids(seen, cases):
    from uuid import UUID

    return [UUID(seen[case.pk]) for case in cases]


def test_a_course_closed_meanwhile_is_left_and_said(owner, leader, mentor, centre):
    first, second = cases = courses(owner, centre, 2, contact_person=owner)
    seen = seen_by(leader, cases)
    with acting(owner) as by:
        close_case(case=second, reason="moved", by=by)
    client = client_of(leader)

    client.post(URL, asked(cases, mentor, seen))
    page = client.get(reverse("cases:unit_overview")).content.decode()

    assert contact_persons([first], leader) == ["Mikkel Bruun"]
    assert "1 forløb er afsluttet imens og er ikke med." in page


def test_whoever_left_meanwhile_gets_nothing_and_the_rest_stays_typed(
    owner, leader, mentor, municipality, founder, centre
):
    cases = courses(owner, centre, 1, contact_person=owner)
    close_access(person=mentor, organisation=municipality, by=founder)

    page = client_of(leader).post(URL, asked(cases, mentor, note="Husk medicinen")).content.decode()

    assert "Personen arbejder ikke i enheden mere. Vælg en anden." in page
    assert "Husk medicinen" in page
    assert contact_persons(cases, leader) == ["Oda Lind"]


def test_nobody_chosen_is_said_at_the_field(owner, leader, centre):
    cases = courses(owner, centre, 1, contact_person=owner)
    sent = {"cases": [cases[0].pk], "on": today().isoformat(), "give": "1"}

    page = client_of(leader).post(URL, sent).content.decode()

    assert "Vælg, hvem der skal have mindst ét af forløbene." in page


def test_a_course_of_another_unit_cannot_be_given_away(other_citizen, stranger, leader, mentor):
    with acting(stranger):
        foreign = Case.objects.get(citizen=other_citizen)

    answer = client_of(leader).post(URL, asked([foreign], mentor))

    assert answer.status_code == 302
    assert contact_persons([foreign], stranger) == ["Stine Dahl"]


def test_why_the_contact_person_changes_is_asked_for_and_stands_on_each_course(owner, leader, unit_mate, centre):
    cases = courses(owner, centre, 2, contact_person=owner)
    first = courses(owner, centre, 1)
    seen, why = seen_by(leader, [*cases, *first]), {"change_reason": ""}

    refused = client_of(leader).post(URL, asked(cases, unit_mate, seen, **why))
    client_of(leader).post(URL, asked(first, unit_mate, seen, **why))
    client_of(leader).post(URL, asked(cases, unit_mate, seen))

    assert refused.context["form"].errors["change_reason"] == ["Skriv kort, hvorfor der skiftes."]
    with acting(leader):
        rows = Assignment.objects.filter(user=unit_mate).values_list("case_id", "change_reason")
        told = dict.fromkeys([case.pk for case in cases], "Oda er flyttet til et andet team")
        assert dict(rows) == {**told, first[0].pk: ""}


def test_a_past_day_is_refused(owner, leader, mentor, centre):
    cases = courses(owner, centre, 1, contact_person=owner)
    yesterday = (today() - timedelta(days=1)).isoformat()

    page = client_of(leader).post(URL, asked(cases, mentor, on=yesterday)).content.decode()

    assert "Vælg i dag eller en senere dag." in page


def test_the_courses_of_somebody_who_left_stand_ready_to_be_given(citizen, owner, leader, municipality, founder):
    close_access(person=owner, organisation=municipality, by=founder)

    page = client_of(leader).get(reverse("cases:unit_worker", args=[owner.pk])).content.decode()

    assert "Oda Lind har forladt enheden. 1 forløb skal fordeles" in page
    assert page.count("checked") == 1


def test_a_large_caseload_costs_what_a_small_one_does(owner, leader, unit_mate, centre):
    client, cases = client_of(leader), courses(owner, centre, 2, contact_person=owner)

    def more(number: int) -> None:
        cases.extend(courses(owner, centre, number, contact_person=owner))

    def look() -> None:
        client.post(URL, {"cases": [case.pk for case in cases], "user": unit_mate.pk, "fra": owner.pk})

    assert_same_queries(look, lambda: more(20))
    assert_same_queries(lambda: client.get(reverse("cases:unit_worker", args=[owner.pk])), lambda: more(20))
