"""Nine questions about a course, asked once when its motivation work has ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.case import close_case, reopen_case
from cases.actions.pathway import skip_step, start_step
from cases.models import Case
from cases.waiting import read_waiting, waiting_lines
from measurements.actions.technique import answer_techniques, correct_techniques
from measurements.fidelity import asked_of, technique_figures
from measurements.models import TechniqueUse
from measurements.models.technique import TECHNIQUES
from tests.cast import SURNAMES, acting, client_of, token
from tests.factories import CitizenFactory, CourseFactory
from tests.measurements.fidelity_factories import motivated
from tests.queries import assert_same_queries

LIST = reverse("measurements:techniques")
ALL = dict.fromkeys(TECHNIQUES, "high")
ALWAYS = {"first": date(2000, 1, 1), "last": date(2100, 1, 1)}


def url(case: Case) -> str:
    return reverse("measurements:technique_use", args=[case.pk])


def waiting(user, *, mine: bool = True) -> list[tuple[str, str]]:
    today = timezone.localdate()
    with acting(user) as by:
        rows = read_waiting(by, mine=mine, today=today)
        lines = waiting_lines(rows, {row.citizen_id: "Navnet" for row in rows if row.citizen_id}, today)
    return [(line.title, line.url) for line in lines if "samtaleteknikker" in line.title]


def line_of(case: Case) -> list[tuple[str, str]]:
    return [("Hvilke samtaleteknikker brugte du? Navnet", url(case))]


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def test_while_the_motivation_work_goes_on_nobody_is_asked(case, owner):
    with acting(owner) as by:
        motivated(case, by)

    assert waiting(owner) == []
    assert url(case) not in client_of(owner).get(case.get_absolute_url()).content.decode()


def test_when_its_last_step_has_ended_the_contact_person_is_asked_and_the_unit_sees_it(
    case, owner, colleague, leader, other_leader
):
    with acting(owner) as by:
        motivated(case, by, ended=ago(2))

    assert (waiting(owner), waiting(leader, mine=False)) == (line_of(case), line_of(case))
    assert (waiting(colleague), waiting(other_leader, mine=False)) == ([], [])
    assert url(case) in client_of(owner).get(case.get_absolute_url()).content.decode()


def test_when_bridging_has_begun_it_is_asked(case, owner):
    with acting(owner) as by:
        motivated(case, by)
        start_step(case=case, step_key="bridging.enrolment", at=ago(1), by=by)

    assert waiting(owner) == line_of(case)


def test_when_the_course_is_closed_whoever_had_it_is_asked(case, owner, colleague):
    with acting(owner) as by:
        motivated(case, by)
        close_case(case=case, reason="moved", at=ago(1), by=by)

    assert (waiting(owner), waiting(colleague)) == (line_of(case), [])


def test_a_course_without_motivation_work_is_never_asked_about(case, owner):
    with acting(owner) as by:
        skip_step(case=case, step_key="motivation.alliance", reason="Ville kun have en seng", by=by)
        start_step(case=case, step_key="bridging.enrolment", at=ago(3), by=by)
        close_case(case=case, reason="guidance_given", at=ago(1), by=by)

    assert waiting(owner) == []


def test_a_course_taken_up_again_asks_when_it_ends_again(case, owner):
    with acting(owner) as by:
        motivated(case, by)
        close_case(case=case, reason="moved", at=ago(1), by=by)
        reopen_case(case=case, contact_person=by, by=by)

    assert waiting(owner) == []


def test_after_three_months_nobody_is_asked_but_it_still_stands_among_the_missing(case, owner):
    with acting(owner) as by:
        start_step(case=case, step_key="motivation.alliance", at=ago(120), by=by)
        start_step(case=case, step_key="bridging.enrolment", at=ago(100), by=by)

    missing = client_of(owner).get(LIST).context["missing"]

    assert waiting(owner) == []
    assert [one["url"] for one in missing] == [url(case)]


def test_nine_answers_settle_it_and_the_course_shows_them(case, owner):
    with acting(owner) as by:
        motivated(case, by, ended=ago(1))
    client = client_of(owner)

    answer = client.post(url(case), {**ALL, "scaling": "not_relevant", "left_open": ""})

    assert answer.url == case.get_absolute_url()
    assert waiting(owner) == []
    assert "9 af 9 besvaret" in client.get(case.get_absolute_url()).content.decode()


def test_what_stays_open_is_visible_and_can_be_answered_later(case, owner):
    client = client_of(owner)
    client.post(url(case), {"open_questions": "high", "goals": "less"})
    page = client.get(case.get_absolute_url()).content.decode()
    form = client.get(url(case)).context["form"]
    held = {name: form[name].value() or "" for name in form.fields}

    client.post(url(case), {**held, "coping": "not_at_all"})

    assert "2 af 9 besvaret" in page
    assert "Svar på resten" in page
    with acting(owner):
        row = TechniqueUse.objects.get(case=case)
        assert (row.open_questions, row.goals, row.coping, row.answered) == ("high", "less", "not_at_all", 3)


def test_nothing_at_all_is_refused_unless_it_is_said_why(case, owner):
    client = client_of(owner)

    refused = client.post(url(case), {"open_questions": ""}).content.decode()
    client.post(url(case), {"left_open": "Den, der havde forløbet, er stoppet"})

    assert "Svar på mindst ét, eller skriv, hvorfor det ikke kan besvares." in refused
    with acting(owner) as by:
        row = TechniqueUse.objects.get(case=case)
        assert row.left_open == "Den, der havde forløbet, er stoppet"
        row.left_open = ""
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
        with pytest.raises(ValidationError):
            correct_techniques(row=row, answers={}, left_open="", by=by)


def test_sent_twice_it_is_answered_once(case, owner):
    client = client_of(owner)
    entry = client.get(url(case)).context["form"]["entry"].value()
    answers = [client.post(url(case), {**ALL, "entry": entry}) for _twice in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    with acting(owner):
        assert str(TechniqueUse.objects.get(case=case).pk) == entry


def test_who_answers_second_does_not_overwrite_the_first(case, owner, colleague):
    with acting(owner) as by:
        answer_techniques(case=case, answers=ALL, by=by)

    page = client_of(colleague).post(url(case), {"open_questions": "less"})

    assert page.context["form"]["open_questions"].value() == "less"
    with acting(owner):
        assert TechniqueUse.objects.get(case=case).open_questions == "high"
    with acting(colleague) as by, pytest.raises(ValidationError, match="har allerede besvaret"):
        answer_techniques(case=case, answers={"goals": "high"}, by=by)


def test_of_another_models_course_it_is_not_asked(citizen, owner, centre):
    with acting(owner) as by:
        crisis = CourseFactory(citizen=citizen, unit=centre, pathway="crisis", contact_person=by, by=by)
        with pytest.raises(ValidationError):
            answer_techniques(case=crisis, answers=ALL, by=by)

    assert client_of(owner).get(url(crisis)).status_code == 404


def test_a_strange_answer_is_refused(case, owner):
    with acting(owner) as by, pytest.raises(ValidationError):
        answer_techniques(case=case, answers={"goals": "sometimes"}, by=by)


def test_the_page_and_the_list_are_in_the_access_log(case, owner):
    with acting(owner) as by:
        motivated(case, by, ended=ago(1))
    client = client_of(owner)
    client.get(url(case))
    client.get(LIST)

    with acting(owner):
        views = set(AccessLog.objects.filter(citizen_id=case.citizen_id).values_list("view_name", flat=True))
    assert {"measurements:technique_use", "measurements:techniques"} <= views


def test_never_on_a_contact(citizen, owner):
    page = client_of(owner).get(f"{reverse('cases:contact_new')}?borger={citizen.pk}").content.decode()

    assert "LØFT" not in page


def test_percent_of_all_answers_by_the_numbers_of_the_report(case, owner, centre, municipality):
    given = [{"open_questions": one} for one in ("less", "not_relevant", "not_at_all", "high", "high", "high")]
    with acting(owner) as by:
        answer_techniques(case=case, answers={"open_questions": "high", "scaling": "not_relevant"}, by=by)
        for answers in [{"scaling": "high"}, *given]:
            course = CourseFactory(citizen=CitizenFactory(unit=centre, by=by), unit=centre, contact_person=by, by=by)
            answer_techniques(case=course, answers=answers, by=by)
        figures = technique_figures(organisation=municipality, unit=centre, **ALWAYS)

    assert (list(figures["F5-2"].rows), list(figures["F5-3"].rows)) == (["1", "2", "3"], ["4", "5", "6", "7", "8", "9"])
    first, scaling = figures["F5-2"].rows["1"], figures["F5-3"].rows["5"]
    assert (first.counts, first.percent, first.number) == ([4, 1, 1, 1], [57, 14, 14, 14], 7)
    assert (scaling.counts, scaling.percent, scaling.number) == ([1, 0, 0, 1], [50, 0, 0, 50], 2)
    assert figures["F5-2"].number == 8


def test_the_published_figure_comes_out_of_its_own_counts(owner, centre, municipality):
    """F5-2, third item: 13, 24, 7 and 11 of 55 are printed as 24, 44, 13 and 20 %."""
    degrees = ["high"] * 13 + ["less"] * 24 + ["not_at_all"] * 7 + ["not_relevant"] * 11
    with acting(owner) as by:
        for degree, citizen in zip(degrees, CitizenFactory.create_batch(55, unit=centre, by=by), strict=True):
            course = CourseFactory(citizen=citizen, unit=centre, contact_person=by, by=by)
            answer_techniques(case=course, answers={"reflection": degree}, by=by)
        row = technique_figures(organisation=municipality, **ALWAYS)["F5-2"].rows["3"]

    assert (row.percent, row.number) == ([24, 44, 13, 20], 55)


def test_how_many_were_asked_and_how_many_answered(case, owner, centre, municipality):
    with acting(owner) as by:
        motivated(case, by, ended=ago(1))
        other = CourseFactory(citizen=CitizenFactory(unit=centre, by=by), unit=centre, contact_person=by, by=by)
        motivated(other, by, ended=ago(2))
        answer_techniques(case=other, answers=ALL, by=by)
        asked = asked_of(organisation=municipality, unit=centre, **ALWAYS)
        then = asked_of(organisation=municipality, unit=centre, first=date(2000, 1, 1), last=date(2001, 1, 1))

    assert (asked.ended, asked.answered, asked.missing, then.ended) == (2, 1, 1, 0)


def test_another_unit_and_another_organisation_see_nobody(case, owner, other_leader, outside_leader):
    with acting(owner) as by:
        motivated(case, by, ended=ago(1))
        answer_techniques(case=case, answers={}, left_open=token("citizen", "left"), by=by)

    for who in (other_leader, outside_leader):
        page = client_of(who).get(LIST).content.decode()
        assert SURNAMES["citizen"] not in page
        assert client_of(who).get(url(case)).status_code == 404


def test_any_number_of_courses_costs_the_same(owner, centre):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for place, citizen in enumerate(CitizenFactory.create_batch(2 * number, unit=centre, by=by)):
                course = CourseFactory(citizen=citizen, unit=centre, contact_person=by, by=by)
                motivated(course, by, ended=ago(1))
                if place % 2:
                    answer_techniques(case=course, answers=ALL, by=by)

    more(1)
    assert_same_queries(lambda: client.get(LIST), lambda: more(2), lambda: more(30))


def test_the_citizens_page_of_changes_tells_who_answered(case, owner):
    with acting(owner) as by:
        answer_techniques(case=case, answers=ALL, by=by)

    page = client_of(owner).get(reverse("cases:citizen_history", args=[case.citizen_id])).content.decode()

    assert "rug af samtaleteknikker" in page
