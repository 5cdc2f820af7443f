"""The way into treatment: days in any order, the time between them, and a clock that is never typed twice."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case, reopen_case
from cases.models import CasePeriod, Citizen, TreatmentRequest
from cases.timeline import timeline
from directory.models import PartnerOffer
from outreach.actions.enrolment import ClockEnd, enrol, go_on_enrolling, show_motivation
from outreach.bridging_facts import ways_of
from outreach.models import Enrolment
from outreach.pace import hints, stages
from tests.cast import acting, client_of, token
from tests.directory.partner_factories import PartnerFactory
from tests.queries import assert_same_queries


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def new_url(case) -> str:
    return reverse("outreach:enrolment_new", args=[case.pk])


def typed(client, url: str, **values) -> dict:
    """What the page's forms hold, and what one then types."""
    held = {}
    for form in client.get(url).context["forms"]:
        held |= {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in {**held, **values}.items() if value not in (None, False)}


def gaps(case, by) -> list[tuple[str, str]]:
    case.citizen.__dict__.pop("_facts", None)
    return [(stage.name, stage.gap) for stage in stages(ways_of(case)[0])]


# --- Days and what is between them ------------------------------------------------------------------------------------
def test_the_days_between_are_said_in_words(case, owner):
    with acting(owner) as by:
        enrol(case=case, motivation_on=day(-9), decided_on=day(-9), enrolled_on=day(-7), substitution_on=day(-6), by=by)

        assert gaps(case, by) == [
            ("Motivation vist", ""),
            ("Visitation afgjort", "samme dag"),
            ("Indskrevet", "2 dage efter"),
            ("Substitution begyndt", "1 dag efter"),
        ]


@pytest.mark.parametrize(
    ("decided_on", "clock", "words"),
    [
        (-2, time(10, 40), "inden for en time"),
        (-2, time(15, 10), "5 timer efter"),
        (-1, time(10, 5), "24 timer efter"),
        (0, time(11, 0), "2 dage efter"),
        (0, None, "2 dage efter"),
    ],
)
def test_where_both_times_are_known_it_is_hours(case, owner, decided_on, clock, words):
    with acting(owner) as by:
        enrol(
            case=case, motivation_on=day(-2), motivation_time=time(10, 0), decided_on=day(decided_on),
            decided_time=clock, by=by,
        )  # fmt: skip

        assert gaps(case, by)[1] == ("Visitation afgjort", words)


def test_a_stage_nobody_has_written_is_passed_over_and_not_counted_as_none(case, owner):
    with acting(owner) as by:
        enrol(case=case, motivation_on=day(-9), enrolled_on=day(-4), by=by)

        assert gaps(case, by)[1:] == [("Visitation afgjort", ""), ("Indskrevet", "5 dage efter")]


def test_an_odd_order_is_a_hint_and_no_lock(case, owner):
    with acting(owner) as by:
        row = enrol(case=case, motivation_on=day(-2), decided_on=day(-5), enrolled_on=day(-1), therapist="Bo", by=by)

        assert [hint[:50] for hint in hints(row)] == ["»Visitation afgjort« står før »Motivation vist«. D"]
        assert gaps(case, by)[1:] == [("Visitation afgjort", ""), ("Indskrevet", "4 dage efter")]


def test_direct_visitation_is_by_whoever_writes_unless_somebody_else_is_named(case, owner):
    with acting(owner) as by:
        one = enrol(case=case, decided_on=day(-2), visitation="direct", by=by)
        other = enrol(case=case, decided_on=day(-2), visitation="direct", decided_by="Teamlederen", by=by)

    assert (one.decided_by, other.decided_by) == (owner.name, "Teamlederen")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"motivation_on": 1}, "motivation_on"),
        ({"substitution_on": 3}, "substitution_on"),
        ({"motivation_on": 0, "visitation": "direct"}, "decided_on"),
        ({"motivation_on": 0, "enrolled_time": time(9)}, "enrolled_on"),
        ({"therapist": "Bo"}, "__all__"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(case, owner, values, field):
    values = {name: day(value) if isinstance(value, int) else value for name, value in values.items()}
    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        enrol(case=case, by=by, **values)

    assert list(getattr(refused.value, "error_dict", {"__all__": 0})) == [field]


# --- One press --------------------------------------------------------------------------------------------------------
def test_motivation_is_written_with_the_hour_by_one_press_and_pressed_twice_it_is_one(case, owner):
    client = client_of(owner)
    for _twice in range(2):
        client.post(reverse("outreach:motivation_shown", args=[case.pk]))

    with acting(owner):
        row = Enrolment.objects.get(case=case)
        assert (row.motivation_on, row.motivation_time is not None) == (day(0), True)


def test_after_an_enrolment_the_press_begins_a_new_way(case, owner):
    with acting(owner) as by:
        enrol(case=case, motivation_on=day(-20), enrolled_on=day(-15), by=by)
        show_motivation(case=case, by=by)

        assert Enrolment.objects.filter(case=case).count() == 2


# --- The clock --------------------------------------------------------------------------------------------------------
def test_enrolment_ends_the_clock_in_the_same_act(case, citizen, owner):
    client = client_of(owner)
    url = new_url(case)
    answer = client.post(url, typed(client, url, motivation_on=day(-1), enrolled_on=day(0)), follow=True)

    with acting(owner):
        request = TreatmentRequest.objects.get(citizen=citizen)
        assert (request.outcome, request.ended_on) == ("started", day(0))
    assert "Fristen er holdt: 1 af 14 dage" in answer.content.decode()


def test_who_takes_the_tick_away_leaves_the_clock_running(case, citizen, owner):
    client = client_of(owner)
    url = new_url(case)
    answers = typed(client, url, enrolled_on=day(0))
    client.post(url, {name: value for name, value in answers.items() if name != "ends_clock"})

    with acting(owner):
        assert TreatmentRequest.objects.get(citizen=citizen).ended_on is None


def test_a_day_of_motivation_alone_ends_no_clock(case, citizen, owner):
    client = client_of(owner)
    client.post(new_url(case), typed(client, new_url(case), motivation_on=day(0)))

    with acting(owner):
        assert TreatmentRequest.objects.get(citizen=citizen).ended_on is None
        assert Enrolment.objects.filter(case=case).count() == 1


def test_an_enrolment_before_the_request_is_said_at_its_day_and_nothing_is_written(case, citizen, owner):
    client = client_of(owner)
    page = client.post(new_url(case), typed(client, new_url(case), enrolled_on=day(-20)))

    assert list(page.context["form"].errors) == ["enrolled_on"]
    with acting(owner):
        assert not Enrolment.objects.filter(case=case).exists()


def test_after_the_deadline_the_reason_is_asked(case, citizen, owner):
    with acting(owner) as by:
        request = TreatmentRequest.objects.get(citizen=citizen)
        request.requested_on = day(-20)
        request.save()
        with pytest.raises(ValidationError) as refused:
            enrol(case=case, enrolled_on=day(0), clock=ClockEnd(request), by=by)
        enrol(case=case, enrolled_on=day(0), clock=ClockEnd(request, "Ventede på svar"), by=by)
        request.refresh_from_db()

        assert (list(refused.value.error_dict), request.note) == (["clock_note"], "Ventede på svar")


# --- Later, and again -------------------------------------------------------------------------------------------------
def test_it_is_gone_on_with_and_the_other_days_stay(case, owner, colleague):
    with acting(owner) as by:
        row = enrol(case=case, motivation_on=day(-3), by=by)
    client = client_of(colleague)
    url = reverse("outreach:enrolment", args=[row.pk])
    client.post(url, typed(client, url, decided_on=day(-1), visitation="reception", decided_by="Modtagelsen"))

    with acting(owner):
        row.refresh_from_db()
        assert (row.motivation_on, row.decided_on, row.decided_by) == (day(-3), day(-1), "Modtagelsen")


def test_two_who_write_on_it_at_once_are_both_shown(case, owner, colleague):
    with acting(owner) as by:
        row = enrol(case=case, motivation_on=day(-3), by=by)
    url = reverse("outreach:enrolment", args=[row.pk])
    first, second = client_of(owner), client_of(colleague)
    one, other = typed(first, url, therapist="Bo Holm"), typed(second, url, therapist="Eva Lund")
    first.post(url, one)
    page = second.post(url, other)

    assert [conflict.name for conflict in page.context["form"].conflicts] == ["therapist"]


def test_sent_twice_it_is_one(case, owner):
    client = client_of(owner)
    answers = typed(client, new_url(case), motivation_on=day(0))
    for _twice in range(2):
        client.post(new_url(case), answers)

    with acting(owner):
        assert Enrolment.objects.filter(case=case).count() == 1


def test_an_offer_that_is_closed_stays_with_whom_it_was_chosen_for(case, owner, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Center Vest", by=by)
        offer = PartnerOffer(partner=partner, name="Dagbehandling")
        offer.save()
        row = enrol(case=case, enrolled_on=day(-3), offer=offer, by=by)
        offer.closed_on = day(-1)
        offer.save()
    client = client_of(owner)
    chosen = client.get(reverse("outreach:enrolment", args=[row.pk])).context["form"].fields["offer"].queryset

    assert [str(one) for one in chosen] == ["Dagbehandling (Center Vest)"]
    with acting(owner):
        assert ways_of(case)[0].offer == "Dagbehandling (Center Vest)"


def test_a_reopened_course_shows_the_earlier_period_apart(case, citizen, owner):
    with acting(owner) as by:
        enrol(case=case, motivation_on=day(-9), enrolled_on=day(-8), offer_words="Huset", therapist="Bo Holm", by=by)
        close_case(case=case, reason="citizens_wish", by=by)
        reopen_case(case=case, contact_person=by, by=by)
    url = f"{case.get_absolute_url()}?trin=bridging.enrolment"
    part = next(part for part in client_of(owner).get(url).context["parts"]["main"] if part.key == "enrolment").context

    assert part["ways"] == []
    assert [(stage.name, stage.more) for stage in part["earlier"][0]["rows"][0]["stages"]][2] == ("Indskrevet", "Huset")


def test_it_belongs_to_the_period_that_runs(case, owner):
    with acting(owner) as by:
        close_case(case=case, reason="moved", by=by)
        with pytest.raises(ValidationError, match="Forløbet er afsluttet"):
            enrol(case=case, motivation_on=day(0), by=by)
        period = reopen_case(case=case, by=by)

        assert enrol(case=case, motivation_on=day(0), by=by).period == period
        assert CasePeriod.objects.filter(enrolments__case=case).count() == 1


def test_the_timeline_tells_each_day_in_order(case, citizen, owner):
    with acting(owner) as by:
        enrol(
            case=case, motivation_on=day(-1), decided_on=day(-1), visitation="direct", enrolled_on=day(-1),
            offer_words="Huset", by=by,
        )  # fmt: skip
        entries = timeline(Citizen.objects.labelled(by).get(pk=citizen.pk), by, kind="bridging").entries

    assert [(entry.title, list(entry.facts)) for entry in entries] == [
        ("Indskrevet i behandling", ["Huset"]),
        ("Visitation afgjort", [owner.name, "Direkte visitation"]),
        ("Motivation vist", []),
    ]


def test_correcting_keeps_what_stood_there(case, owner):
    with acting(owner) as by:
        row = enrol(case=case, motivation_on=day(-3), by=by)
        go_on_enrolling(enrolment=row, motivation_on=day(-4), by=by)

        assert list(row.history.order_by("history_id").values_list("motivation_on", flat=True)) == [day(-3), day(-4)]


def test_who_does_not_see_the_citizen_does_not_see_it(case, owner, stranger, outsider):
    with acting(owner) as by:
        row = enrol(case=case, motivation_on=day(0), therapist=token("citizen", "therapist"), by=by)
    url = reverse("outreach:enrolment", args=[row.pk])

    assert [client_of(user).get(url).status_code for user in (stranger, outsider)] == [404, 404]


def test_any_number_costs_the_pages_the_same(case, citizen, owner):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for back in range(number):
                enrol(case=case, motivation_on=day(-back), enrolled_on=day(-back), by=by)

    more(1)
    course = f"{case.get_absolute_url()}?trin=bridging.enrolment"
    for url in (course, citizen.get_absolute_url(), new_url(case)):
        assert_same_queries(lambda url=url: client.get(url), lambda: more(2), lambda: more(30))
