"""Who referred: said once, counted against what was agreed with a partner, and shown by referrer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import AccessLog
from cases.actions.case import close_case
from cases.models import Case
from directory.models import Partner
from outreach.actions.prescreening import Settled, prescreen
from outreach.actions.referral_source import Referral, record_referral
from outreach.models import ReferralSource
from outreach.quotas import loads_of, partners_to_choose
from outreach.referrals import periods, referral_lines
from tests.cast import acting, client_of
from tests.directory.partner_factories import PartnerFactory
from tests.factories import CitizenFactory, CourseFactory
from tests.outreach.prescreening_factories import ALL_YES, ONE_NO
from tests.queries import assert_same_queries

REPORT = reverse("outreach:referrals")


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def address(case: Case) -> str:
    return reverse("outreach:referral", args=[case.pk])


@pytest.fixture
def psychiatry(owner, centre) -> Partner:
    """Three citizens at a time are agreed."""
    with acting(owner) as by:
        return PartnerFactory(unit=centre, name="Psykiatrien", kind=Partner.Kind.REGIONAL_PSYCHIATRY, quota=3, by=by)


def course(by: User) -> Case:
    citizen = CitizenFactory(unit=by.membership.unit, by=by)
    return CourseFactory(citizen=citizen, unit=by.membership.unit, contact_person=by, by=by)


def referred(case: Case, by: User, kind: str = "partner", on: date | None = None, **values) -> ReferralSource:
    return record_referral(case=case, referral=Referral(kind, referred_on=on or day(0), **values), by=by)


def full(partner: Partner, by: User) -> list[Case]:
    cases = [course(by) for _one in range(3)]
    for case in cases:
        referred(case, by, partner=partner)
    return cases


# --- Said once --------------------------------------------------------------------------------------------------------
def test_said_on_its_page_it_stands_on_the_course_and_is_corrected_in_place(case, owner, psychiatry):
    client = client_of(owner)
    client.post(address(case), {"kind": "citizen", "referred_on": day(-3), "note": "Kom selv forbi"})
    first = client.get(case.get_absolute_url()).content.decode()
    client.post(address(case), {"kind": "partner", "partner": psychiatry.pk, "referred_on": day(-3)})

    assert "Borgeren selv · " in first
    assert "Psykiatrien · " in client.get(case.get_absolute_url()).content.decode()
    with acting(owner):
        assert ReferralSource.objects.filter(case=case).count() == 1


def test_the_prescreening_asks_where_nobody_has_said_it_and_never_twice(case, owner, psychiatry):
    client = client_of(owner)
    url = reverse("outreach:prescreening", args=[case.pk])
    with acting(owner) as by:
        asked = client.get(url).context["referral"] is not None
        referral = Referral("partner", referred_on=day(0), partner=psychiatry)
        prescreen(case=case, answers={}, referral=referral, by=by)

    page = client.get(url)

    assert (asked, page.context["referral"], page.context["referred"]) == (True, None, "Psykiatrien")


def test_choosing_a_partner_says_already_that_it_was_one(case, owner, psychiatry):
    client_of(owner).post(address(case), {"partner": psychiatry.pk, "referred_on": day(0)})

    with acting(owner):
        assert ReferralSource.objects.get(case=case).kind == "partner"


def test_a_partner_who_is_not_on_the_list_is_named_in_the_note(case, owner):
    with acting(owner) as by:
        with pytest.raises(ValidationError) as refused:
            referred(case, by)
        row = referred(case, by, note="Vagtlægen")

    assert (list(refused.value.error_dict), row.partner_id, row.note) == (["partner"], None, "Vagtlægen")


def test_the_database_holds_a_partner_to_its_kind(case, owner, psychiatry):
    with acting(owner), pytest.raises(IntegrityError), transaction.atomic():
        ReferralSource(case=case, kind="citizen", partner=psychiatry).save()


def test_what_cannot_be_is_said_and_the_rest_kept(case, owner):
    page = client_of(owner).post(address(case), {"kind": "", "referred_on": day(1), "note": "Ringede i går"})

    text = page.content.decode()
    assert ["Skal udfyldes." in text, "Dagen ligger i fremtiden." in text, "Ringede i går" in text] == [True] * 3


def test_another_units_partner_cannot_be_chosen(case, owner, stranger, other_unit):
    with acting(stranger) as by:
        theirs = PartnerFactory(unit=other_unit, name="Deres værested", by=by)
    page = client_of(owner).post(address(case), {"kind": "partner", "partner": theirs.pk, "referred_on": day(0)})

    assert (page.status_code, "Deres værested" in page.content.decode()) == (200, False)


def opening(by: User, **values) -> dict:
    return {"pathway": "outreach", "contact_person": by.pk, "on": day(0), **values}


def test_it_is_asked_where_the_course_is_opened_and_may_be_skipped(alias_citizen, unit_citizen, owner, psychiatry):
    client = client_of(owner, purpose_for=[alias_citizen, unit_citizen])
    url = reverse("cases:case_open", args=[alias_citizen.pk])
    said = {"referral-kind": "partner", "referral-partner": psychiatry.pk, "referral-referred_on": day(-1)}
    with acting(owner) as by:
        close_case(case=Case.objects.get(citizen=unit_citizen), reason="moved", by=by)
    client.post(url, opening(owner, **said))
    client.post(reverse("cases:case_open", args=[unit_citizen.pk]), opening(owner))

    with acting(owner):
        rows = ReferralSource.objects.values_list("case__citizen", "partner", "referred_on")
        assert list(rows) == [(alias_citizen.pk, psychiatry.pk, day(-1))]
        assert Case.objects.open().filter(citizen=unit_citizen).count() == 1


def test_a_full_partner_stops_the_opening_until_one_says_why(alias_citizen, owner, psychiatry):
    with acting(owner) as by:
        full(psychiatry, by)
    client = client_of(owner, purpose_for=[alias_citizen])
    url = reverse("cases:case_open", args=[alias_citizen.pk])
    said = {"referral-kind": "partner", "referral-partner": psychiatry.pk}
    page = client.post(url, opening(owner, **said)).content.decode()
    with acting(owner):
        opened = Case.objects.filter(citizen=alias_citizen).count()
    client.post(url, opening(owner, **said, **{"referral-over_quota_reason": "Aftalt med afdelingen"}))

    assert ("Psykiatrien har nu 3 af højst 3 borgere ad gangen." in page, opened) == (True, 0)
    with acting(owner):
        row = ReferralSource.objects.get(case__citizen=alias_citizen)
        assert row.over_quota_reason == "Aftalt med afdelingen"


# --- The quota --------------------------------------------------------------------------------------------------------
def test_one_more_than_agreed_is_told_with_the_numbers_and_takes_a_reason(case, owner, psychiatry):
    with acting(owner) as by:
        full(psychiatry, by)
    client = client_of(owner)
    posted = {"kind": "partner", "partner": psychiatry.pk, "referred_on": day(0)}
    page = client.post(address(case), posted).content.decode()
    client.post(address(case), {**posted, "over_quota_reason": "Udskrives i morgen uden bolig"})

    assert "Psykiatrien har nu 3 af højst 3 borgere ad gangen. Skriv, hvorfor denne skal med." in page
    with acting(owner):
        assert ReferralSource.objects.get(case=case).over_quota_reason == "Udskrives i morgen uden bolig"
    assert "Udskrives i morgen uden bolig" in client.get(case.get_absolute_url()).content.decode()


def test_within_the_agreement_no_reason_is_asked_or_kept(case, owner, psychiatry):
    with acting(owner) as by:
        row = referred(case, by, partner=psychiatry, over_quota_reason="Hellere for meget")
        form = client_of(owner).get(address(case)).context["form"]

    assert (row.over_quota_reason, "over_quota_reason" in form.fields) == ("", False)


def test_a_closed_course_gives_its_place_back(case, owner, psychiatry):
    with acting(owner) as by:
        close_case(case=full(psychiatry, by)[0], reason="moved", by=by)

        assert [load.words for load in loads_of(partners_to_choose(by))] == ["2 af højst 3 borgere ad gangen"]
        assert referred(case, by, partner=psychiatry).over_quota_reason == ""


def test_correcting_the_day_does_not_ask_about_the_quota_again(owner, psychiatry):
    with acting(owner) as by:
        case = full(psychiatry, by)[0]

        assert referred(case, by, partner=psychiatry, on=day(-2)).referred_on == day(-2)


def behind(partner: Partner) -> str:
    return reverse("outreach:partner_citizens", args=[partner.pk])


def test_the_partners_page_and_the_list_say_how_many_and_lead_to_them(owner, unit_mate, psychiatry):
    with acting(owner) as by:
        cases = full(psychiatry, by)
        close_case(case=cases.pop(), reason="moved", by=by)
    client = client_of(unit_mate)
    pages = [client.get(url) for url in (psychiatry.get_absolute_url(), reverse("directory:partners"))]
    told = client.get(behind(psychiatry)).context["referred"]

    assert ["2 af højst 3 borgere ad gangen" in page.content.decode() for page in pages] == [True, True]
    assert behind(psychiatry) in pages[0].content.decode()
    assert ({row["url"] for row in told.rows}, told.hidden) == ({case.get_absolute_url() for case in cases}, 0)


def test_of_whom_one_may_not_know_only_the_number_is_told(owner, colleague, psychiatry, other_unit):
    with acting(owner) as by:
        case = course(by)
        referred(case, by, partner=psychiatry)
        referred(course(by), by, partner=psychiatry)
        citizen = case.citizen
        citizen.unit, citizen.name = other_unit, "Flyttet Fremmed"
        citizen.save()
        case.unit = other_unit
        case.save()
    page = client_of(colleague).get(behind(psychiatry))

    assert "Flyttet Fremmed" not in page.content.decode()
    assert "1 borger mere, som du ikke har adgang til" in page.content.decode()
    assert "2 af højst 3 borgere ad gangen" in page.content.decode()


def test_whoever_looks_at_those_a_partner_referred_is_in_the_log(owner, unit_mate, psychiatry):
    with acting(owner) as by:
        case = course(by)
        referred(case, by, partner=psychiatry)
    client_of(unit_mate).get(behind(psychiatry))

    with acting(owner):
        looks = AccessLog.objects.filter(view_name="outreach:partner_citizens", user_id=unit_mate.pk)
        assert list(looks.values_list("citizen_id", flat=True)) == [case.citizen_id]


@pytest.mark.parametrize("page", ["outreach:partner_citizens", "directory:partner", None])
def test_any_number_from_a_partner_costs_the_same(page, owner, psychiatry):
    client = client_of(owner)
    url = reverse(page, args=[psychiatry.pk]) if page else reverse("directory:partners")

    def more(number: int) -> None:
        with acting(owner) as by:
            for _one in range(number):
                referred(course(by), by, partner=psychiatry, over_quota_reason="Aftalt")

    more(1)
    assert_same_queries(lambda: client.get(url), lambda: more(2), lambda: more(20))


# --- By referrer ------------------------------------------------------------------------------------------------------
def judged(by: User, decisions: str, **referral) -> None:
    """A course for each letter: i(n), o(ut), w(aiting), - not decided."""
    for letter in decisions:
        case = course(by)
        referred(case, by, **referral)
        if letter != "-":
            decision = {"i": "in", "o": "out", "w": "wait"}[letter]
            answers = ONE_NO if letter == "o" else ALL_YES
            prescreen(case=case, answers=answers, settled=Settled(decision, on=day(0)), by=by)


def test_the_share_outside_is_shown_by_referrer_where_enough_are_judged(owner, leader, psychiatry):
    with acting(owner) as by:
        judged(by, "iiooo-w", kind="colleague")
        judged(by, "io", partner=psychiatry, over_quota_reason="Aftalt")
        course(by)
    with acting(leader) as by:
        lines = [line.cells for line in referral_lines(by, periods(day(0))[0])]

    assert lines == [
        ["Kollega i huset", "7", "2", "3", "2", "3 af 5 (60\N{NO-BREAK SPACE}%)"],
        ["Psykiatrien", "2", "1", "1", "0", "kun 2 afgjort"],
        ["Ikke oplyst", "1", "0", "0", "1", "kun 0 afgjort"],
    ]


def test_the_newest_decision_counts(owner, leader):
    with acting(owner) as by:
        case = course(by)
        referred(case, by, kind="relative")
        prescreen(case=case, answers=ONE_NO, settled=Settled("out", on=day(-5)), by=by)
        prescreen(case=case, answers=ALL_YES, settled=Settled("in", on=day(0)), by=by)
    with acting(leader) as by:
        assert [line.cells[:4] for line in referral_lines(by, periods(day(0))[0])] == [["Pårørende", "1", "1", "0"]]


def test_a_period_is_chosen_and_an_empty_one_says_what_to_do(owner, leader):
    with acting(owner) as by:
        judged(by, "i", kind="citizen", on=day(-1))
    client = client_of(leader)
    pages = {key: client.get(REPORT, {"periode": key}).content.decode() for key in ("alt", "sidste", "nonsens")}

    assert {key: "Borgeren selv" in page for key, page in pages.items()} == {
        "alt": True,
        "sidste": False,
        "nonsens": True,
    }
    assert "Ingen henvisninger i perioden" in pages["sidste"]


def test_no_worker_and_no_citizen_is_named_and_other_units_are_not_counted(citizen, case, owner, leader, other_leader):
    with acting(owner) as by:
        referred(case, by, kind="other", note="Naboen")
    page = client_of(leader).get(REPORT).content.decode()

    assert [word in page for word in ("Andre", owner.name, citizen.name, "Naboen")] == [True, False, False, False]
    assert "Ingen henvisninger i perioden" in client_of(other_leader).get(REPORT).content.decode()


def test_the_leaders_page_leads_there(leader):
    assert REPORT in client_of(leader).get(reverse("cases:unit_overview")).content.decode()


def test_any_number_of_referrals_costs_the_same(owner, leader, psychiatry):
    client = client_of(leader)

    def more(number: int) -> None:
        with acting(owner) as by:
            judged(by, "i" * number, kind="own_outreach")
            judged(by, "o" * number, partner=psychiatry, over_quota_reason="Aftalt")

    more(1)
    assert_same_queries(lambda: client.get(REPORT), lambda: more(2), lambda: more(20))
