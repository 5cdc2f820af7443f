"""*Besøg*: out, more time, back, called off and put right; and which contacts belong to it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import Contact
from outreach.actions.visit import call_off, come_back, go_out, more_time, take_up_again
from outreach.models import Visit
from outreach.visit_contacts import met_so_far
from tests.cast import SURNAMES, acting, client_of
from tests.factories import ContactFactory
from tests.outreach.visit_factories import planned, route, walked
from tests.queries import assert_same_queries

NEW = reverse("outreach:visit_new")
TODAY = timezone.localdate


def at(visit: Visit, name: str) -> str:
    return reverse(f"outreach:visit_{name}", args=[visit.pk])


def fresh(user, visit: Visit) -> Visit:
    with acting(user):
        return Visit.objects.get(pk=visit.pk)


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_visit_is_planned_once_however_often_it_is_sent(owner, colleague, place):
    client = client_of(owner)
    entry = client.get(NEW).context["form"]["entry"].value()
    for _twice in range(2):
        client.post(
            NEW, {"place": place.pk, "day": TODAY(), "planned_from": "14:00", "entry": entry, "workers": [colleague.pk]}
        )

    with acting(owner):
        visit = Visit.objects.get()
        assert (visit.place, visit.day, visit.planned_from, visit.out_at) == (place, TODAY(), time(14), None)
        assert {link.user_id for link in visit.workers.all()} == {colleague.pk}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"place": ""}, "Skal udfyldes."),
        ({"day": ""}, "Skal udfyldes."),
        ({"planned_to": "09:00"}, "Besøget slutter, før det begynder."),
        ({"safety_note": "x" * 1001}, "1000"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(owner, place, typed, said):
    whole = {"place": place.pk, "day": TODAY(), "planned_from": "10:15", "safety_note": "Hund i gården"}

    page = client_of(owner).post(NEW, {**whole, **typed}).content.decode()

    assert said in page
    assert "10:15" in page
    with acting(owner):
        assert not Visit.objects.exists()


def test_gone_out_by_one_tap_and_back_by_one_with_the_number_filled_in(owner, citizen, unit_citizen, centre):
    with acting(owner) as by:
        visit = planned(by)
    client = client_of(owner)
    client.post(at(visit, "out"))
    with acting(owner) as by:
        now = timezone.now()
        for who in ([citizen], [citizen], [unit_citizen], []):
            ContactFactory(citizens=who, described_as="" if who else "Grøn hue", unit=centre, at=now, by=by)
        ContactFactory(citizens=[unit_citizen], unit=centre, at=now, result=Contact.Result.SEEN, by=by)

    form = client.get(visit.get_absolute_url()).context["form"]
    assert (form["met"].value(), form["cards"].value()) == (3, 0)
    client.post(at(visit, "back"), {"met": 3, "cards": 5, "note": "Stille.", "safety_note": "Gå to."})

    row = fresh(owner, visit)
    assert (row.met, row.cards, row.note, row.safety_note, row.is_out, row.minutes) == (
        3, 5, "Stille.", "Gå to.", False, 0,
    )  # fmt: skip


def test_nobody_met_is_a_result(owner):
    with acting(owner) as by:
        visit = walked(by, back_hours_ago=None)
        come_back(visit=visit, met=0, cards=0, by=by)

    page = client_of(owner).get(visit.get_absolute_url()).content.decode()

    assert "<dt>Mødt</dt>" in page
    assert fresh(owner, visit).met == 0


@pytest.mark.parametrize("typed", [{"met": ""}, {"met": "-1"}, {"met": "mange"}, {"cards": "1000"}])
def test_back_with_a_number_that_is_none_keeps_what_was_typed_and_stays_out(owner, typed):
    with acting(owner) as by:
        visit = walked(by, back_hours_ago=None)

    page = client_of(owner).post(at(visit, "back"), {"met": "2", "cards": "1", "note": "Frost", **typed})

    assert (page.status_code, "Frost" in page.content.decode(), fresh(owner, visit).is_out) == (200, True, True)


def test_one_is_expected_back_when_the_plan_ends_or_in_two_hours(owner):
    with acting(owner) as by:
        open_end = go_out(visit=planned(by), by=by)
        nearly_over = go_out(visit=planned(by, planned_from=time(0), planned_to=time(0, 1)), by=by)

    assert [visit.expected_back_at - visit.out_at for visit in (open_end, nearly_over)] == [
        timedelta(hours=2),
        timedelta(minutes=30),
    ]


def test_more_time_is_half_an_hour_from_then_or_from_now_and_once_for_two_taps(owner, colleague):
    with acting(owner) as by:
        early = walked(by, out_hours_ago=1, back_hours_ago=None, expected_hours_ago=-1)
        late = walked(by, out_hours_ago=5, back_hours_ago=None, expected_hours_ago=2)
    seen = early.expected_back_at
    for user in (owner, colleague):
        client_of(user).post(at(early, "more"), {"seen": seen.isoformat()})
    with acting(owner) as by:
        prolonged = more_time(visit=late, by=by).expected_back_at

    assert fresh(owner, early).expected_back_at == seen + timedelta(minutes=30)
    assert timedelta(minutes=29) < prolonged - timezone.now() <= timedelta(minutes=30)


def test_a_visit_called_off_says_why_and_can_take_place_after_all(owner):
    with acting(owner) as by:
        visit = planned(by)
    client = client_of(owner)

    refused = client.post(at(visit, "call_off"), {"because": " "}).content.decode()
    client.post(at(visit, "call_off"), {"because": "Sne"})
    shown = client.get(visit.get_absolute_url()).content.decode()
    client.post(at(visit, "take_up"))

    assert "Skal udfyldes." in refused
    assert "Aflyst: Sne" in shown
    assert "Gå ud" not in shown
    assert fresh(owner, visit).cancelled_because == ""


def test_what_has_begun_is_not_called_off_and_what_is_called_off_does_not_begin(owner):
    with acting(owner) as by:
        begun, off = walked(by, back_hours_ago=None), call_off(visit=planned(by), because="Regn", by=by)

        with pytest.raises(ValidationError, match="er begyndt"):
            call_off(visit=begun, because="Regn", by=by)
        with pytest.raises(ValidationError, match="er aflyst"):
            go_out(visit=off, by=by)


def test_who_goes_on_another_day_than_planned_goes_today(owner):
    with acting(owner) as by:
        row = route(by)
        early = go_out(visit=planned(by, day=TODAY() + timedelta(days=1)), by=by)
        later = planned(by, route=row, day=TODAY() + timedelta(days=7))
        planned(by, route=row)
        with pytest.raises(ValidationError, match="allerede et besøg"):
            go_out(visit=later, by=by)

    assert (early.day, fresh(owner, later).out_at) == (TODAY(), None)


def test_a_route_has_one_open_visit_a_day(owner):
    with acting(owner) as by:
        row = route(by)
        off = call_off(visit=planned(by, route=row), because="Regn", by=by)
        planned(by, route=row)
        with pytest.raises(ValidationError, match="allerede et besøg"):
            planned(by, route=row)
        with pytest.raises(ValidationError, match="allerede et besøg"):
            take_up_again(visit=off, by=by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit(unit=by.membership.unit, route=row, day=TODAY()).save()


def test_a_visit_nobody_wrote_down_is_written_afterwards(owner, colleague):
    yesterday = TODAY() - timedelta(days=1)
    with acting(owner) as by:
        visit = planned(by, day=yesterday, planned_from=time(10))
    client = client_of(owner)
    assert "Skriv, hvordan det gik" in client.get(visit.get_absolute_url()).content.decode()
    form = client.get(at(visit, "edit")).context["form"]
    told = {"version": form["version"].value(), "crew_seen": form["crew_seen"].value(), "day": yesterday}

    wrong = client.post(
        at(visit, "edit"), {**told, "out_at": f"{yesterday}T12:00", "back_at": f"{yesterday}T11:00", "note": "Tøvejr"}
    )
    client.post(
        at(visit, "edit"),
        {**told, "out_at": f"{yesterday}T10:00", "back_at": f"{yesterday}T11:45", "met": 4, "workers": [colleague.pk]},
    )

    assert wrong.context["form"].errors == {"back_at": ["I kan ikke være tilbage, før I gik ud."]}
    assert "Tøvejr" in wrong.content.decode()
    row = fresh(owner, visit)
    assert (row.met, row.cards, row.minutes) == (4, 0, 105)
    with acting(owner):
        assert [link.user_id for link in row.workers.all()] == [colleague.pk]


def test_a_time_back_taken_away_opens_the_visit_again(owner):
    with acting(owner) as by:
        visit = walked(by)
    client = client_of(owner)
    form = client.get(at(visit, "edit")).context["form"]

    client.post(
        at(visit, "edit"),
        {
            "version": form["version"].value(),
            "crew_seen": form["crew_seen"].value(),
            "workers": [owner.pk],
            "day": visit.day,
            "out_at": local(visit.out_at),
            "met": 2,
            "cards": 3,
        },
    )

    assert fresh(owner, visit).is_out


def test_minutes_follow_the_times_until_somebody_says_otherwise(owner):
    with acting(owner) as by:
        derived, said = walked(by), walked(by, own_minutes=45)

    assert (derived.minutes, said.minutes) == (120, 45)


def test_contacts_belong_by_author_and_time_and_a_corrected_time_corrects_it(owner, colleague, citizen, centre):
    with acting(owner) as by:
        visit = walked(by, out_hours_ago=4, back_hours_ago=2)
        for hours in (5, 3, 1):
            ContactFactory(citizens=[citizen], unit=centre, at=timezone.now() - timedelta(hours=hours), by=by)
    with acting(colleague) as by:
        ContactFactory(citizens=[citizen], unit=centre, at=timezone.now() - timedelta(hours=3), by=by)
    client = client_of(owner)
    before = len(client.get(visit.get_absolute_url()).context["contacts"])
    with acting(owner) as by:
        walked(by)
        row = Visit.objects.get(pk=visit.pk)
        row.out_at -= timedelta(hours=2)
        row.save()
        assert met_so_far(row) == 1

    assert (before, len(client.get(visit.get_absolute_url()).context["contacts"])) == (1, 2)


def test_a_contacts_page_leads_to_the_visit_it_was_written_on(owner, colleague, citizen, centre):
    with acting(owner) as by:
        visit = walked(by, out_hours_ago=4, back_hours_ago=2)
        during = ContactFactory(citizens=[citizen], unit=centre, at=timezone.now() - timedelta(hours=3), by=by)
    with acting(colleague) as by:
        others = ContactFactory(citizens=[citizen], unit=centre, at=timezone.now() - timedelta(hours=3), by=by)

    pages = [client_of(owner).get(row.get_absolute_url()).content.decode() for row in (during, others)]

    assert [visit.get_absolute_url() in page for page in pages] == [True, False]


def test_who_may_not_know_the_citizen_sees_the_visit_without_the_name(owner, unit_mate, protected_citizen, centre):
    with acting(owner) as by:
        visit = walked(by)
        ContactFactory(
            citizens=[protected_citizen], unit=centre, at=timezone.now() - timedelta(hours=2), note="hemmelig", by=by
        )

    pages = {user: client_of(user).get(visit.get_absolute_url()).content.decode() for user in (owner, unit_mate)}

    assert {user: SURNAMES["protected_citizen"] in page for user, page in pages.items()} == {
        owner: True,
        unit_mate: False,
    }
    assert not any("hemmelig" in page for page in pages.values())


def test_the_names_on_a_visits_page_are_in_the_access_log(owner, citizen, centre):
    from audit.models import AccessLog

    with acting(owner) as by:
        visit = walked(by)
        ContactFactory(citizens=[citizen], unit=centre, at=timezone.now() - timedelta(hours=2), by=by)
    client_of(owner).get(visit.get_absolute_url())

    with acting(owner):
        logged = AccessLog.objects.filter(view_name="outreach:visit").values_list("action", "citizen_id")
        assert list(logged) == [("list", citizen.pk)]


def test_any_number_of_contacts_costs_the_same(owner, centre, citizen, unit_citizen):
    client = client_of(owner)
    with acting(owner) as by:
        visit = walked(by, back_hours_ago=None)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _one in range(number):
                ContactFactory(citizens=[citizen], unit=centre, at=timezone.now() - timedelta(hours=1), by=by)

    more(1)
    assert_same_queries(lambda: client.get(visit.get_absolute_url()), lambda: more(2), lambda: more(97))
