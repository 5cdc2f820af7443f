"""Contact with services before and after, in the survey's own codes; what was not asked is no answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case, reopen_case
from cases.models import CasePeriod, Citizen
from cases.timeline import timeline
from outreach.actions.affiliation import ask_after, ask_before, bridge
from outreach.bridging_facts import contacted_of, in_period
from outreach.forms.affiliation import likely_services
from outreach.models import Affiliation
from outreach.models.affiliation import AFTER, BEFORE, Service, status_words
from tests.cast import acting, client_of, token
from tests.queries import assert_same_queries


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def rows(case) -> list[tuple[str, str, str]]:
    found = Affiliation.objects.filter(case=case).order_by("service")
    return list(found.values_list("service", "before", "after"))


def period_of(case) -> CasePeriod:
    return CasePeriod.objects.filter(case=case).latest("opened_at")


def services_part(user, case) -> dict:
    url = f"{case.get_absolute_url()}?trin=bridging.other_offers"
    return {part.key: part.context for part in client_of(user).get(url).context["parts"]["main"]}["services"]


# --- The codes --------------------------------------------------------------------------------------------------------
def test_the_codes_are_the_surveys_own():
    def words(codes, service):
        return [status_words(service, code) for code in codes[service]]

    assert words(BEFORE, "drug_treatment") == [
        "Hidtil ukendt",
        "Tidligere kendt, men ingen kontakt",
        "Sporadisk kontakt (sjældnere end hver 14. dag)",
        "Regelmæssig kontakt",
    ]
    assert words(BEFORE, "substitution") == [
        "Modtager ikke og har ikke tidligere modtaget",
        "Modtager ikke, men har tidligere modtaget",
        "Modtager i øjeblikket",
    ]
    assert words(BEFORE, "gp") == ["Ingen og ikke tidligere", "Ingen, men tidligere", "Modtager i øjeblikket"]
    assert words(AFTER, "drug_treatment") == [
        "Modtager fortsat social stofmisbrugsbehandling",
        "Afsluttet og udskrevet som færdigbehandlet",
        "Frafaldet",
    ]
    assert words(AFTER, "substitution") == [
        "Modtager fortsat",
        "Frafaldet",
        "Modtager ikke og har ikke tidligere modtaget",
    ]
    assert words(AFTER, "gp") == ["Opstartet/genindskrevet", "Følger", "Frafaldet"]


@pytest.mark.parametrize(("service", "code"), [("gp", "sporadic"), ("drug_treatment", "receives"), ("gp", "follows")])
def test_a_code_of_another_question_is_refused_here_and_in_the_database(case, owner, service, code):
    with acting(owner) as by:
        with pytest.raises(ValidationError) as refused:
            ask_before(case=case, answers={service: code}, on=day(0), by=by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Affiliation(case=case, period=period_of(case), service=service, before=code, before_on=day(0)).save()

    assert list(refused.value.error_dict) == [service]


# --- Before, after, the bridge ----------------------------------------------------------------------------------------
def test_what_is_not_asked_has_no_row(case, owner):
    client = client_of(owner)
    url = reverse("outreach:affiliation_before", args=[case.pk])
    client.post(url, {"drug_treatment": "sporadic", "gp": "receives", "jobcentre": ""})

    with acting(owner):
        assert rows(case) == [("drug_treatment", "sporadic", ""), ("gp", "receives", "")]


def test_asked_again_the_day_of_an_unchanged_answer_stays(case, owner):
    with acting(owner) as by:
        ask_before(case=case, answers={"gp": "receives", "drop_in": "never"}, on=day(-9), by=by)
        ask_before(case=case, answers={"gp": "receives", "drop_in": "receives"}, on=day(0), by=by)
        days = dict(Affiliation.objects.values_list("service", "before_on"))

    assert days == {"gp": day(-9), "drop_in": day(0)}


def test_an_answer_taken_back_is_not_asked_again_and_history_keeps_it(case, owner):
    with acting(owner) as by:
        row = ask_before(case=case, answers={"gp": "receives"}, on=day(0), by=by)[0]
        ask_before(case=case, answers={"gp": ""}, on=day(0), by=by)

        assert (rows(case), row.history.count()) == ([], 2)


def test_before_and_after_stand_side_by_side(case, owner):
    with acting(owner) as by:
        ask_before(case=case, answers={"gp": "never", "drug_treatment": "unknown"}, on=day(-9), by=by)
        ask_after(period=period_of(case), answers={"gp": "started"}, on=day(0), by=by)
        bridge(case=case, service="gp", accompanied_on=day(-5), stable_on=day(-1), note="Sammen to gange", by=by)
    shown = [(row["service"], row["before"], row["after"]) for row in services_part(owner, case)["rows"]]

    assert shown == [
        ("Social stofmisbrugsbehandling (SEL § 101)", "Hidtil ukendt", ""),
        ("Egen læge", "Ingen og ikke tidligere", "Opstartet/genindskrevet"),
    ]


def test_a_bridge_without_a_day_is_refused_and_one_can_be_taken_back(case, owner):
    with acting(owner) as by:
        with pytest.raises(ValidationError, match="mindst én dag"):
            bridge(case=case, service="gp", by=by)
        bridge(case=case, service="gp", stable_on=day(-1), by=by)

        assert bridge(case=case, service="gp", by=by) is None
        assert rows(case) == []


def test_what_the_citizen_had_is_asked_first_afterwards(case, owner):
    with acting(owner) as by:
        ask_before(case=case, answers={"gp": "receives", "jobcentre": "never"}, on=day(-9), by=by)
        bridge(case=case, service="home_support", accompanied_on=day(-2), by=by)

        assert likely_services(contacted_of(case)) == {"gp", "home_support"}


def test_the_answer_may_come_after_the_course_has_ended(case, owner):
    with acting(owner) as by:
        close_case(case=case, reason="stable_contact", by=by)
    client_of(owner).post(reverse("outreach:affiliation_after", args=[case.pk]), {"drug_treatment": "continues"})

    with acting(owner):
        assert rows(case) == [("drug_treatment", "", "continues")]


def test_opened_again_it_is_asked_anew_and_the_earlier_period_is_still_there(case, owner):
    with acting(owner) as by:
        ask_before(case=case, answers={"gp": "never"}, on=day(-9), by=by)
        close_case(case=case, reason="citizens_wish", at=timezone.now() - timedelta(days=8), by=by)
        reopen_case(case=case, contact_person=by, by=by)
        ask_before(case=case, answers={"gp": "receives"}, on=day(0), by=by)
    part = services_part(owner, case)

    assert [row["before"] for row in part["rows"]] == ["Modtager i øjeblikket"]
    assert [row["before"] for row in part["earlier"][0]["rows"]] == ["Ingen og ikke tidligere"]


def test_the_timeline_tells_what_was_asked_on_a_day_as_one(case, citizen, owner):
    with acting(owner) as by:
        ask_before(case=case, answers={"gp": "never", "drop_in": "receives"}, on=day(-2), by=by)
        bridge(case=case, service="gp", stable_on=day(-1), by=by)
        entries = timeline(Citizen.objects.labelled(by).get(pk=citizen.pk), by, kind="bridging").entries

    assert [(entry.title, sorted(entry.facts)) for entry in entries] == [
        ("Stabil kontakt: egen læge", []),
        ("Tilbud før indsatsen", ["Egen læge: Ingen og ikke tidligere", "Værested: Modtager i øjeblikket"]),
    ]


def test_who_does_not_see_the_citizen_does_not_see_it(case, owner, stranger, outsider):
    with acting(owner) as by:
        bridge(case=case, service="gp", stable_on=day(0), note=token("citizen", "bridge"), by=by)
    urls = [reverse(f"outreach:affiliation_{name}", args=[case.pk]) for name in ("before", "after", "bridge")]

    assert {client_of(user).get(url).status_code for user in (stranger, outsider) for url in urls} == {404}


def test_any_number_costs_the_pages_the_same(case, citizen, owner):
    client, services = client_of(owner), iter(Service.values)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _time in range(number):
                bridge(case=case, service=next(services), stable_on=day(0), by=by)

    more(1)
    urls = [
        f"{case.get_absolute_url()}?trin=bridging.other_offers",
        citizen.get_absolute_url(),
        reverse("outreach:affiliation_after", args=[case.pk]),
    ]
    for url in urls:
        assert_same_queries(lambda url=url: client.get(url), lambda: more(1), lambda: more(2))


def test_in_period_takes_none_of_another(case, owner):
    with acting(owner) as by:
        ask_before(case=case, answers={"gp": "never"}, on=day(-9), by=by)

        assert in_period(contacted_of(case), case.pk) == []
