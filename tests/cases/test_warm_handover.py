"""Handover to another offer: facts with dates, what comes back, and what counts as bridged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.handover_link import make_link, revoke_link
from cases.actions.warm_handover import (
    begin_handover,
    end_handover,
    note_arrived,
    note_confirmed,
    note_stable,
    undo_fact,
)
from cases.handover_numbers import begun_since, by_level, by_partner
from cases.models import Citizen, Handover
from cases.timeline import timeline
from cases.waiting import read_waiting
from cases.warm_handovers import reached
from tests.cases.consent_factories import handed
from tests.cast import acting, client_of, token
from tests.directory.partner_factories import OfferFactory, PartnerFactory
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def waits(user, *, mine: bool = True) -> list[tuple[str, str]]:
    with acting(user) as by:
        rows = read_waiting(by, mine=mine, today=day(0))
    return [(row.kind, row.more or "") for row in rows if row.kind.startswith("handover")]


def open_and_bridged(user) -> tuple[int, int]:
    with acting(user):
        return Handover.objects.open().count(), Handover.objects.bridged().count()


# --- Facts ------------------------------------------------------------------------------------------------------------
def test_only_both_signatures_and_a_contact_that_holds_are_a_bridge(citizen, owner):
    with acting(owner) as by:
        row = handed(citizen, by)
    states = [open_and_bridged(owner)]
    for act, words in (
        (note_confirmed, {"how": "receiver"}),
        (note_arrived, {"how": "seen"}),
        (note_stable, {"what": "ja"}),
    ):
        with acting(owner) as by:
            row = act(handover=row, on=day(0), by=by, **words)
            assert reached(row).is_bridged == Handover.objects.bridged().exists()
        states.append(open_and_bridged(owner))

    assert states == [(1, 0), (1, 0), (1, 0), (0, 1)]


def test_a_contact_that_holds_without_the_receivers_word_is_no_bridge(citizen, owner):
    with acting(owner) as by:
        row = handed(citizen, by)
        row = note_stable(handover=row, on=day(0), what="Kommer hver tirsdag", by=by)
    page = client_of(owner).get(row.get_absolute_url()).content.decode()

    assert (open_and_bridged(owner), reached(row).is_bridged) == ((0, 0), False)
    assert reverse("cases:warm_handover_confirm", args=[row.pk]) in page


def test_what_ended_without_says_why_and_can_go_on(citizen, owner):
    with acting(owner) as by:
        row = handed(citizen, by)
        with pytest.raises(ValidationError) as refused:
            end_handover(handover=row, on=day(0), why="refused", by=by)
        end_handover(handover=row, on=day(0), why="refused", words="Ingen plads", by=by)
        with pytest.raises(ValidationError, match="noget andet imens"):
            note_stable(handover=row, on=day(0), what="ja", by=by)
        ended = open_and_bridged(owner)
        undo_fact(handover=row, fact="ended", by=by)

    assert list(refused.value.error_dict) == ["words"]
    assert (ended, open_and_bridged(owner)) == ((0, 0), (1, 0))


def test_the_one_who_comes_second_changes_nothing(citizen, owner, colleague):
    with acting(owner) as by:
        row = handed(citizen, by)
        note_confirmed(handover=row, on=day(-1), how="receiver", who="Lis", by=by)
    with acting(colleague) as by:
        note_confirmed(handover=row, on=day(0), how="citizen", by=by)
        row.refresh_from_db()

    assert (row.confirmed_on, row.confirmed_how, row.confirmed_who) == (day(-1), "receiver", "Lis")


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"begun_on": 1}, "begun_on"),
        ({"meeting_at": "10:00"}, "meeting_on"),
        ({"other_kind": "", "other_name": ""}, "partner"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(citizen, owner, fields, at):
    values = {name: day(value) if name == "begun_on" else value for name, value in fields.items()}
    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        handed(citizen, by, **values)

    assert list(refused.value.error_dict) == [at]


def test_an_offer_says_whose_it_is_and_is_nobody_elses(citizen, owner, centre):
    with acting(owner) as by:
        mine, other = PartnerFactory.create_batch(2, unit=centre, by=by)
        offer = OfferFactory(partner=mine, by=by)
        row = handed(citizen, by, offer=offer)
        with pytest.raises(ValidationError, match="anden samarbejdspartner"):
            begin_handover(citizen=citizen, level="call", begun_on=day(0), partner=other, offer=offer, by=by)

    assert row.partner == mine


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_followed_on_the_pages_from_beginning_to_bridge(citizen, owner, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Kontakthuset", by=by)
    client = client_of(owner)
    sent = {"level": "escort", "partner": partner.pk, "hopes": "Et bad", "begun_on": day(-2), "escort": owner.pk}
    client.post(reverse("cases:warm_handover_new", args=[citizen.pk]), sent)
    with acting(owner):
        row = Handover.objects.get(citizen=citizen)
    for name, answers in (
        ("confirm", {"on": day(-1), "how": "receiver", "who": "Lis"}),
        ("arrive", {"on": day(-1), "how": "seen"}),
        ("settle", {"on": day(0), "what": "Kommer selv"}),
    ):
        assert client.post(reverse(f"cases:warm_handover_{name}", args=[row.pk]), answers).status_code == 302
    with acting(owner) as by:
        shown = Citizen.objects.labelled(by).get(pk=citizen.pk)
        told = [(entry.title, entry.body) for entry in timeline(shown, by, kind="handover").entries]

    assert told == [
        ("Stabil kontakt: Kontakthuset", "Kommer selv"),
        ("Mødt op: Kontakthuset", "Vi var med"),
        ("Modtaget: Kontakthuset", "Modtageren har sagt det"),
        ("Overlevering til Kontakthuset", "Et bad"),
    ]
    assert "Brobygget" in client.get(citizen.get_absolute_url()).content.decode()


def test_what_was_typed_stays_when_something_is_missing(citizen, owner):
    sent = {"level": "call", "hopes": "Ro på", "meeting_at": "10:00", "other_name": "Boligkontoret", "begun_on": day(0)}
    page = client_of(owner).post(reverse("cases:warm_handover_new", args=[citizen.pk]), sent).content.decode()

    assert ("Ro på" in page, "Boligkontoret" in page, "Vælg også dagen" in page) == (True, True, True)


def test_two_who_mend_at_once_lose_nothing(citizen, owner, colleague):
    with acting(owner) as by:
        row = handed(citizen, by)
    client, edit = client_of(owner), reverse("cases:warm_handover_edit", args=[row.pk])
    version = client.get(edit).context["form"]["version"].value()
    with acting(colleague) as by:
        note_confirmed(handover=row, on=day(0), how="receiver", by=by)
    sent = {"level": "call", "other_kind": "authority", "other_name": "Boligkontoret", "begun_on": day(-1)}
    client.post(edit, {**sent, "hopes": "En dør", "version": version})

    with acting(owner):
        row.refresh_from_db()
    assert (row.level, row.hopes, row.confirmed_on) == ("call", "En dør", day(0))


def test_a_protected_citizens_way_is_for_those_on_the_course(protected_citizen, owner, colleague):
    with acting(owner) as by:
        row = handed(protected_citizen, by, other_name=token("protected_citizen", "receiver"))
    client = client_of(colleague, purpose_for=[protected_citizen])
    pages = [client.get(address).content.decode() for address in (
        protected_citizen.get_absolute_url(), reverse("cases:warm_handovers"), reverse("cases:unit_overview"),
    )]  # fmt: skip

    assert [token("protected_citizen", "receiver") in page for page in pages] == [False, False, False]
    assert client.get(row.get_absolute_url()).status_code == 403


# --- What comes back --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("begun", "meeting", "comes"),
    [(-6, None, False), (-7, None, True), (-20, -6, False), (-20, -7, True), (-7, 3, False)],
)
def test_a_week_without_an_answer_brings_it_back(citizen, owner, begun, meeting, comes):
    with acting(owner) as by:
        handed(citizen, by, begun_on=day(begun), meeting_on=meeting and day(meeting))

    assert waits(owner) == ([("handover_unanswered", "")] if comes else [])


def test_it_comes_back_to_the_contact_person_and_the_unit(citizen, owner, colleague, leader):
    with acting(colleague) as by:
        handed(citizen, by, begun_on=day(-9))

    assert [len(waits(owner)), len(waits(colleague)), len(waits(leader, mine=False))] == [1, 0, 1]
    assert "Overlevering uden svar: Karla Zornfeldt" in client_of(owner).get(reverse("cases:my_day")).content.decode()


def test_one_signature_is_not_enough_and_both_are(citizen, owner):
    with acting(owner) as by:
        row = handed(citizen, by, begun_on=day(-9))
        note_arrived(handover=row, on=day(0), how="seen", by=by)
    one = waits(owner)
    with acting(owner) as by:
        note_confirmed(handover=row, on=day(0), how="receiver", by=by)

    assert (one, waits(owner)) == ([("handover_unanswered", "")], [])


def test_a_month_after_the_citizen_came_one_is_asked_whether_it_holds(citizen, owner):
    with acting(owner) as by:
        row = handed(citizen, by, begun_on=day(-40))
        note_confirmed(handover=row, on=day(-31), how="receiver", by=by)
        note_arrived(handover=row, on=day(-30), how="seen", by=by)

    assert waits(owner) == [("handover_unsettled", "")]


def test_a_link_that_ran_out_comes_back_and_one_called_back_does_not(citizen, owner):
    with acting(owner) as by:
        row = handed(citizen, by, meeting_on=day(60))
        make_link(handover=row, by=by)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        lapsed = waits(owner)
        with acting(owner) as by:
            revoke_link(handover=row, by=by)
        called_back = waits(owner)

    assert (waits(owner), lapsed, called_back) == ([], [("handover_unanswered", "link")], [])


# --- Numbers ----------------------------------------------------------------------------------------------------------
def test_shares_are_shown_from_five_and_by_nobody(citizen, owner, centre, leader):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Kontakthuset", by=by)
        rows = [handed(citizen, by, partner=partner, begun_on=day(-30)) for _number in range(5)]
        for row in rows[:4]:
            note_confirmed(handover=row, on=day(-29), how="receiver", by=by)
        for row, on in zip(rows[:3], (-20, -10, 0), strict=True):
            note_arrived(handover=row, on=day(-25), how="seen", by=by)
            note_stable(handover=row, on=day(on), what="ja", by=by)
        handed(citizen, by, level="call")
    with acting(leader) as by:
        begun = begun_since(by, day(-365))

    assert by_level(begun) == [
        ["1 · Oplysninger givet", "0", "0", "0", "0", "0", "–"],
        ["2 · Ringet sammen", "1", "0", "0", "0", "0", "–"],
        ["3 · Følge", "5", "4 (80 %)", "3 (60 %)", "3 (60 %)", "3 (60 %)", "20 (N = 3)"],
        ["I alt", "6", "4 (67 %)", "3 (50 %)", "3 (50 %)", "3 (50 %)", "20 (N = 3)"],
    ]
    assert [line[:2] for line in by_partner(begun)] == [["Kontakthuset", "5"], ["Myndighed", "1"]]
    assert "Oda Lind" not in client_of(leader).get(reverse("cases:warm_handovers")).content.decode()


def test_the_list_is_the_units_own_and_logged(citizen, owner, leader, other_leader):
    with acting(owner) as by:
        handed(citizen, by)
    client_of(leader).get(reverse("cases:warm_handovers"))

    with acting(leader):
        shown = AccessLog.objects.filter(view_name="cases:warm_handovers").values_list("citizen_id", flat=True)
        assert list(shown) == [citizen.pk]
    page = client_of(other_leader).get(reverse("cases:warm_handovers")).content.decode()
    assert ("Zornfeldt" in page, "Find en borger" in page) == (False, True)


def test_pages_cost_the_same_for_one_and_for_many(citizen, owner, centre, leader):
    with acting(owner) as by:
        row = handed(citizen, by)
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for person in CitizenFactory.create_batch(number, unit=centre, by=by):
                handed(person, by, begun_on=day(-9))
                handed(citizen, by)

    list_page = reverse("cases:warm_handovers")
    assert_same_queries(lambda: client.get(list_page), lambda: more(2), lambda: more(20))
    assert_same_queries(lambda: client.get(citizen.get_absolute_url()), lambda: more(2))
    assert_same_queries(lambda: client.get(row.get_absolute_url()), lambda: more(2))
