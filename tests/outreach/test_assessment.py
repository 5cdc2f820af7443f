"""*Udredning*: six themes, written once wherever one meets; whoever comes next goes on with the same."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.policy import POLICY, Can, Role
from cases.actions.case import close_case
from cases.models import Case, Citizen
from cases.timeline import timeline
from outreach.actions.assessment import begin_assessment, end_assessment, reopen_assessment, write_assessment
from outreach.models import Assessment
from tests.cast import acting, client_of, token
from tests.outreach.plan_factories import day
from tests.queries import queries_of

THEMES = [
    "Rusmidler (stoffer og alkohol)",
    "Sociale forhold, netværk og familie",
    "Fysisk og psykisk helbred",
    "Arbejde og uddannelse",
    "Bolig",
    "Andet, herunder anden hjælp",
]


def url(name: str, case: Case) -> str:
    return reverse(f"outreach:{name}", args=[case.pk])


def typed(client, case: Case, **values) -> dict:
    form = client.get(url("assessment_write", case)).context["form"]
    held = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**held, **values}.items() if value not in (None, False)}


def test_it_asks_of_the_laws_six_themes_and_of_nothing_that_must_be_answered(case, owner):
    client = client_of(owner)
    form = client.get(url("assessment_write", case)).context["form"]
    answer = client.post(url("assessment_write", case), typed(client, case))

    assert [section.title for section in form.sections[:6]] == [
        f"{number}. {theme}" for number, theme in enumerate(THEMES, start=1)
    ]
    assert (answer.status_code, [name for name, field in form.fields.items() if field.required]) == (302, [])


def test_begun_on_the_street_the_reception_goes_on_with_the_same_form(case, place, owner, colleague):
    street, reception = client_of(owner), client_of(colleague)
    where = {"begun_way": "street", "begun_place": str(place.pk)}
    street.post(url("assessment_write", case), typed(street, case, drugs_known="Heroin dagligt", **where))
    reception.post(
        url("assessment_write", case), typed(reception, case, drugs_wants="Ned i dosis", housing_known="Gaden")
    )

    page = street.get(url("assessment", case)).context
    written = {theme.title: [theme.known, theme.wants, theme.writers] for theme in page["themes"] if theme.writers}
    assert {title: texts[:2] for title, texts in written.items()} == {
        THEMES[0]: ["Heroin dagligt", "Ned i dosis"],
        THEMES[4]: ["Gaden", ""],
    }
    assert [name in written[THEMES[0]][2] for name in (owner.name, colleague.name)] == [True, True]
    assert owner.name not in written[THEMES[4]][2]
    with acting(owner):
        assert Assessment.objects.filter(case=case).count() == 1


def test_two_who_write_at_once_are_both_shown_and_nothing_typed_is_lost(case, owner, colleague):
    with acting(owner) as by:
        begin_assessment(case=case, by=by)
    first, second = client_of(owner), client_of(colleague)
    late = typed(second, case, drugs_known="Mit", work_known="Maler")
    first.post(url("assessment_write", case), typed(first, case, drugs_known="Hendes", housing_known="Gaden"))
    page = second.post(url("assessment_write", case), late)
    body = page.content.decode()

    assert [conflict.name for conflict in page.context["form"].conflicts] == ["drugs_known"]
    assert [text in body for text in ("Mit", "Hendes", "Maler", "Gaden")] == [True] * 4


def test_who_begins_second_is_told_and_keeps_what_was_typed(case, owner, colleague):
    first, second = client_of(owner), client_of(colleague)
    late = typed(second, case, drugs_known="Mit")
    first.post(url("assessment_write", case), typed(first, case, drugs_known="Hendes"))
    body = second.post(url("assessment_write", case), late).content.decode()

    assert ["En kollega har begyndt udredningen imens" in body, "Mit" in body] == [True, True]


def test_advice_without_a_day_was_given_today_and_a_limited_choice_says_why(case, owner):
    client = client_of(owner)
    limited = typed(client, case, advice="Gældsrådgivning", free_choice="limited")
    refused = client.post(url("assessment_write", case), limited)
    client.post(url("assessment_write", case), {**limited, "free_choice_reason": "Sygeplejersken er her"})

    assert refused.context["form"].errors == {"free_choice_reason": ["Skriv, hvorfor valget er begrænset."]}
    with acting(owner):
        row = Assessment.objects.get()
        assert (row.advised_on, row.free_choice, row.free_choice_reason) == (
            day(0),
            "limited",
            "Sygeplejersken er her",
        )


def test_it_ends_finished_or_with_the_reason_why_not_and_opens_again(case, owner):
    with acting(owner) as by:
        row = begin_assessment(case=case, begun_on=day(-5), by=by)
        with pytest.raises(ValidationError):
            end_assessment(assessment=row, on=day(-6), by=by)
        ended = end_assessment(assessment=row, unfinished_reason="Rejste", on=day(-1), by=by)
        again = end_assessment(assessment=row, by=by)
        with pytest.raises(ValidationError, match="afsluttet"):
            write_assessment(assessment=ended, drugs_known="Mere", by=by)
        opened = reopen_assessment(assessment=row, by=by)

    assert (again.ended_on, again.unfinished_reason) == (day(-1), "Rejste")
    assert (opened.ended_on, opened.ended_by, opened.unfinished_reason) == (None, None, "")


def test_in_a_closed_course_nothing_is_written(case, owner):
    with acting(owner) as by:
        row = begin_assessment(case=case, by=by)
        close_case(case=case, reason="moved", by=by)
        row.case = case
        with pytest.raises(ValidationError, match="Forløbet er afsluttet"):
            write_assessment(assessment=row, drugs_known="Mere", by=by)


def test_only_who_reads_the_units_notes_reads_it(case, owner, monkeypatch):
    with acting(owner) as by:
        begin_assessment(case=case, drugs_known=token("citizen", "assessed"), by=by)
    client = client_of(owner)
    seen = token("citizen", "assessed") in client.get(url("assessment", case)).content.decode()
    without = {can: scope for can, scope in POLICY[Role.OUTREACH_WORKER].items() if can != Can.READ_UNIT_NOTES}
    monkeypatch.setitem(POLICY, Role.OUTREACH_WORKER, without)
    hidden = token("citizen", "assessed") in client.get(url("assessment", case)).content.decode()

    assert (seen, hidden) == (True, False)


def test_it_stands_on_its_step_and_in_the_timeline(case, citizen, owner):
    with acting(owner) as by:
        row = begin_assessment(case=case, begun_on=day(-2), drugs_known="Hash", housing_wants="Egen bolig", by=by)
    step = f"{case.get_absolute_url()}?trin=bridging.enrolment"
    begun = client_of(owner).get(step).content.decode()
    with acting(owner) as by:
        end_assessment(assessment=row, by=by)
        told = timeline(Citizen.objects.labelled(by).get(pk=citizen.pk), by, kind="assessed").entries

    assert "2 af 6 emner skrevet" in begun
    assert [entry.title for entry in told] == ["Udredning afsluttet", "Udredning begyndt"]


def test_the_page_costs_the_same_however_often_it_was_written(case, owner, colleague):
    with acting(owner) as by:
        row = begin_assessment(case=case, drugs_known="0", by=by)
    client = client_of(owner)
    pages = [url("assessment", case), url("assessment_write", case)]
    for address in pages:
        client.get(address)
    before = [len(queries_of(lambda address=address: client.get(address))) for address in pages]
    for user in (colleague, owner):
        with acting(user) as by:
            for number in range(20):
                write_assessment(assessment=row, social_known=f"{user.name} {number}", by=by)
    after = [len(queries_of(lambda address=address: client.get(address))) for address in pages]

    assert before == after
    assert max(after) <= 12, after


def test_another_organisation_sees_and_writes_nothing(case, owner, outsider):
    client = client_of(outsider)
    answers = [client.get(url("assessment", case)), client.post(url("assessment_write", case), {"drugs_known": "x"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    with acting(owner):
        assert Assessment.objects.count() == 0
