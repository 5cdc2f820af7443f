"""Away for some days: others stand in, see the citizens as their own on those days only, and what is left is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import close_access
from cases.absences import absences_of_unit
from cases.actions.absence import change_absence, end_absence, report_absence, set_covers
from cases.actions.case import assign, close_case
from cases.actions.contact import log_contact
from cases.models import Absence, Assignment, Citizen
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, CourseFactory, TaskFactory
from tests.queries import assert_same_queries

LIST, NEW, DAY, TASKS = (reverse(f"cases:{name}") for name in ("absences", "absence_new", "my_day", "tasks"))


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def away(user, unit, first: int, last: int, *, by, stand_in=None) -> Absence:
    with acting(by) as leader:
        return report_absence(unit=unit, user=user, from_on=day(first), to_on=day(last), stand_in=stand_in, by=leader)


def covers(case, reader) -> list[tuple[str, int, int]]:
    """(who stands in, from, until) in days from today."""
    with acting(reader):
        rows = Assignment.objects.filter(case=case, kind="cover").order_by("pk").select_related("user")
        return [(row.user.name, (row.from_on - day(0)).days, (row.to_on - day(0)).days) for row in rows]


def own_on(user, when: date) -> int:
    """How many courses this person carries on a day."""
    with acting(user):
        return Assignment.objects.current(when).filter(user=user).count()


def listed(reader) -> list[tuple[str, int, int, tuple[str, ...]]]:
    with acting(reader) as by:
        rows = absences_of_unit(by, day(0))
        return [(row.who, row.courses, row.uncovered, row.stand_ins) for row in rows]


def test_the_stand_in_has_the_citizens_as_own_on_those_days_only(case, owner, unit_mate, leader, centre):
    away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)

    with acting(unit_mate) as by:
        mine = list(Citizen.objects.own(by))
    assert mine == [case.citizen]
    assert covers(case, leader) == [("Ulla Friis", 0, 5)]
    assert [own_on(unit_mate, day(days)) for days in (-1, 0, 4, 5)] == [0, 1, 1, 0]
    assert client_of(unit_mate).get(case.citizen.get_absolute_url()).status_code == 200


def test_before_the_first_day_nothing_is_theirs(case, owner, unit_mate, leader, centre):
    away(owner, centre, 3, 6, by=leader, stand_in=unit_mate)

    with acting(unit_mate) as by:
        assert not Citizen.objects.own(by).exists()
    assert client_of(unit_mate).get(case.citizen.get_absolute_url()).status_code == 302


def test_my_day_shows_covered_citizens_and_tasks_apart(case, task, owner, unit_mate, leader, centre):
    before = client_of(unit_mate).get(DAY).content.decode()
    away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)

    page = client_of(unit_mate).get(DAY).content.decode()
    tasks = client_of(unit_mate).get(TASKS).content.decode()

    assert "Zornfeldt" not in before.split("De 14 dage løber")[0]
    assert "Vikar for Oda Lind" in page
    assert "task-citizen-xq" in page
    assert "task-citizen-xq" in tasks
    assert "task-citizen-xq" not in before


def test_a_task_made_meanwhile_reaches_the_stand_in(case, owner, unit_mate, leader, centre):
    away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)
    with acting(leader) as by:
        TaskFactory(unit=centre, citizen=case.citizen, title="Ring om nøglen", owner=owner, due_on=day(0), by=by)
        TaskFactory(unit=centre, title="Skrivebordet", owner=owner, due_on=day(0), by=by)

    page = client_of(unit_mate).get(DAY).content.decode()

    assert ("Ring om nøglen" in page, "Skrivebordet" in page) == (True, False)


def test_a_clock_that_begins_meanwhile_reaches_the_stand_in(unit_citizen, unit_mate, owner, leader, centre):
    away(unit_mate, centre, 0, 4, by=leader, stand_in=owner)
    with acting(leader) as by:
        log_contact(
            unit=centre, citizens=[unit_citizen], at=timezone.now(), way="street", result="talked",
            asks_for_treatment=True, minutes=5, by=by,
        )  # fmt: skip

    page = client_of(owner).get(DAY).content.decode()

    assert page.index("De 14 dage løber") < page.index("Wexelbrink")


def test_overlapping_absences_are_refused_in_words(owner, leader, centre):
    away(owner, centre, 3, 6, by=leader)
    sent = {"user": owner.pk, "from_on": day(6).isoformat(), "to_on": day(8).isoformat()}

    page = client_of(leader).post(NEW, sent).content.decode()

    assert "Oda Lind er allerede meldt væk" in page
    assert f'value="{day(8).isoformat()}"' in page
    with acting(leader):
        assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(4, 3, "Sidste dag ligger før den første."), (-3, -1, "Fraværet er allerede slut.")],
)
def test_days_that_do_not_fit_are_refused(owner, leader, centre, first, last, words):
    sent = {"user": owner.pk, "from_on": day(first).isoformat(), "to_on": day(last).isoformat()}

    assert words in client_of(leader).post(NEW, sent).content.decode()


def test_a_stand_in_who_is_away_as_well_is_refused(case, owner, unit_mate, leader, centre):
    away(unit_mate, centre, 2, 3, by=leader)

    with pytest.raises(ValidationError, match="Ulla Friis er selv væk"):
        away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)
    assert covers(case, leader) == []


def test_a_stand_in_is_chosen_course_by_course(case, owner, unit_mate, mentor, leader, centre):
    with acting(owner) as by:
        other = CourseFactory(citizen=CitizenFactory(unit=centre, by=by), unit=centre, contact_person=owner, by=by)
    absence = away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)
    url = reverse("cases:absence", args=[absence.pk])
    sent = {"to_on": day(4).isoformat(), f"cover-{case.pk}": mentor.pk, f"cover-{other.pk}": ""}

    client_of(leader).post(url, sent)
    page = client_of(leader).get(url).content.decode()

    assert (covers(case, leader), covers(other, leader)) == ([("Mikkel Bruun", 0, 5)], [])
    assert "1 forløb har ingen vikar" in page
    assert listed(leader) == [("Oda Lind", 2, 1, ("Mikkel Bruun",))]


def test_a_change_of_stand_in_keeps_who_it_was(case, owner, unit_mate, mentor, leader, centre):
    absence = away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)
    with acting(leader) as by:
        cover = Assignment.objects.get(absence=absence)
        cover.from_on = day(-2)
        cover.save()
        set_covers(absence=absence, stand_ins={case.pk: mentor}, by=by)

    assert covers(case, leader) == [("Ulla Friis", -2, 0), ("Mikkel Bruun", 0, 5)]


def test_new_dates_move_the_covers(case, owner, unit_mate, leader, centre):
    absence = away(owner, centre, 2, 4, by=leader, stand_in=unit_mate)

    with acting(leader) as by:
        change_absence(absence=absence, from_on=day(1), to_on=day(8), by=by)

    assert covers(case, leader) == [("Ulla Friis", 1, 9)]


def test_coming_back_early_ends_the_covers_today(case, owner, unit_mate, leader, centre):
    absence = away(owner, centre, -3, 4, by=leader, stand_in=unit_mate)
    with acting(leader) as by:
        cover = Assignment.objects.get(absence=absence)
        cover.from_on = day(-3)
        cover.save()
        end_absence(absence=absence, by=by)

    assert (covers(case, leader), own_on(unit_mate, day(0)), listed(leader)) == ([("Ulla Friis", -3, 0)], 0, [])
    assert client_of(leader).post(reverse("cases:absence_end", args=[absence.pk])).status_code == 302


def test_what_had_not_begun_is_called_off(case, owner, unit_mate, leader, centre):
    absence = away(owner, centre, 2, 4, by=leader, stand_in=unit_mate)

    client_of(leader).post(reverse("cases:absence_end", args=[absence.pk]))

    with acting(leader):
        assert (Absence.objects.count(), covers(case, leader)) == (0, [])
        assert Absence.history.filter(id=absence.pk).count() == 2


def test_what_nobody_stands_in_for_is_plain(case, unit_citizen, owner, unit_mate, mentor, leader, centre, municipality):
    away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)
    away(unit_mate, centre, 6, 9, by=leader, stand_in=mentor)
    covered = listed(leader)
    close_access(person=mentor, organisation=municipality, by=leader)
    with acting(owner) as by:
        CourseFactory(citizen=CitizenFactory(unit=centre, by=by), unit=centre, contact_person=owner, by=by)

    page = client_of(leader).get(LIST).content.decode()

    assert covered == [("Oda Lind", 1, 0, ("Ulla Friis",)), ("Ulla Friis", 1, 0, ("Mikkel Bruun",))]
    assert listed(leader) == [("Oda Lind", 2, 1, ("Ulla Friis",)), ("Ulla Friis", 1, 1, ())]
    assert page.count("1 forløb uden vikar") == 2


def test_a_cover_ends_when_the_course_is_given_away_or_closed(case, owner, colleague, unit_mate, leader, centre):
    with acting(owner) as by:
        other = CourseFactory(citizen=CitizenFactory(unit=centre, by=by), unit=centre, contact_person=owner, by=by)
    absence = away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)
    with acting(leader) as by:
        for row in Assignment.objects.filter(absence=absence):
            row.from_on = day(-1)
            row.save()
        assign(case=case, user=colleague, kind="contact_person", on=day(0), by=by)
        close_case(case=other, reason="moved", by=by)

    assert (covers(case, leader), covers(other, leader)) == ([("Ulla Friis", -1, 0)], [("Ulla Friis", -1, 1)])


def test_the_worker_page_tells_for_whom_somebody_stands_in(case, owner, unit_mate, leader, centre):
    away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)

    page = client_of(leader).get(reverse("cases:unit_worker", args=[unit_mate.pk])).content.decode()

    assert "Vikar for Oda Lind til og med" in page
    assert "Karla Zornfeldt" in page


def test_another_unit_sees_nothing_of_it(case, owner, leader, other_leader, outside_leader, centre):
    absence = away(owner, centre, 0, 4, by=leader)
    url = reverse("cases:absence", args=[absence.pk])

    assert [client_of(user).get(url).status_code for user in (leader, other_leader, outside_leader)] == [200, 404, 404]
    assert "Oda Lind" not in client_of(other_leader).get(LIST).content.decode()


def test_many_absences_and_courses_cost_what_few_do(case, owner, colleague, unit_mate, mentor, leader, centre):
    client, absence = client_of(leader), away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)
    stand_in = client_of(unit_mate)
    stand_in.get(DAY)

    def more_courses() -> None:
        with acting(leader) as by:
            for citizen in CitizenFactory.create_batch(9, unit=centre, by=by):
                made = CourseFactory(citizen=citizen, unit=centre, contact_person=owner, by=by)
                set_covers(absence=absence, stand_ins={made.pk: unit_mate}, by=by)
                TaskFactory(unit=centre, citizen=citizen, owner=owner, due_on=day(0), by=by)

    def more_absences() -> None:
        away(colleague, centre, 2, 3, by=leader)
        away(mentor, centre, 2, 3, by=leader)

    assert_same_queries(lambda: client.get(reverse("cases:absence", args=[absence.pk])), more_courses)
    assert_same_queries(lambda: stand_in.get(DAY), more_courses)
    assert_same_queries(lambda: client.get(LIST), more_courses, more_absences)


def test_the_course_tells_who_carried_it_as_what_and_why_over_the_limit(
    case, owner, colleague, unit_mate, leader, centre
):
    absence = away(owner, centre, 0, 4, by=leader, stand_in=unit_mate)
    with acting(leader) as by:
        cover = Assignment.objects.get(absence=absence)
        cover.from_on = day(-2)
        cover.save()
        given = assign(case=case, user=unit_mate, kind="contact_person", on=day(0), by=by)
        given.over_limit_reason = "Kender ham godt"
        given.save()
        assign(case=case, user=colleague, kind="contact_person", on=day(0), by=by)

    page = client_of(colleague).get(case.get_absolute_url()).content.decode()

    told = page[page.index("Tidligere og kommende på forløbet") :]
    names = [told.index(words) for words in ("Ulla Friis", "Kender ham godt", "Vikar for Oda Lind", "Oda Lind</div>")]
    assert names == sorted(names)
    assert told.count("Ulla Friis</div>") == 2


def test_a_cover_to_come_is_not_on_the_timeline_yet(case, owner, unit_mate, mentor, leader, centre):
    away(owner, centre, 0, 2, by=leader, stand_in=unit_mate)
    away(owner, centre, 5, 6, by=leader, stand_in=mentor)

    page = client_of(owner).get(case.citizen.get_absolute_url()).content.decode()

    assert ("Ulla Friis, vikar for Oda Lind" in page, "Mikkel Bruun, vikar" in page) == (True, False)


def test_the_citizens_page_names_the_stand_in_as_one(case, owner, unit_mate, leader, centre):
    away(owner, centre, 0, 2, by=leader, stand_in=unit_mate)

    page = client_of(owner).get(case.citizen.get_absolute_url()).content.decode()

    assert "Ulla Friis (vikar)" in page
