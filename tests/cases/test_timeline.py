"""The timeline: every source merged, newest first, paged by key."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.contact import correct_contact
from cases.models import Citizen, Contact
from cases.sources import contact_entries
from cases.timeline import Key, timeline
from tests.cast import acting, client_of, met_on_the_street, token


def loaded(citizen, user) -> Citizen:
    return Citizen.objects.labelled(user).get(pk=citizen.pk)


@pytest.fixture
def seven(citizen, owner):
    """Six more contacts, two of the same moment."""
    moment = timezone.now() - timedelta(days=4)
    with acting(owner) as by:
        for days in (2, 3, 5, 6):
            met_on_the_street(citizen, "citizen", days_ago=days, by=by)
        for _same in range(2):
            met_on_the_street(citizen, "citizen", at=moment, by=by)
    return citizen


def test_pages_by_key_hold_each_entry_once(seven, owner):
    with acting(owner) as by:
        row = loaded(seven, by)
        whole = timeline(row, by, limit=100)
        keys, before = [], None
        for _page in range(30):
            page = timeline(row, by, before=before, limit=2)
            keys += [entry.key for entry in page.entries]
            before = page.older
            if before is None:
                break
    assert keys == [entry.key for entry in whole.entries]
    assert keys == sorted(set(keys), reverse=True)
    assert len([entry for entry in whole.entries if entry.kind == "contact"]) == 7


def test_one_kind(seven, owner):
    with acting(owner) as by:
        page = timeline(loaded(seven, by), by, kind="citizen", limit=100)
    assert {entry.kind for entry in page.entries} == {"citizen"}


def test_the_day_of_writing_down_shows_only_when_it_says_something(citizen, owner):
    """Contacts brought in from before that day would stand below it for ever."""
    with acting(owner) as by:
        titles = [entry.title for entry in timeline(loaded(citizen, by), by, kind="citizen").entries]
        met_on_the_street(citizen, "citizen", days_ago=5, by=by)
        later = [entry.title for entry in timeline(loaded(citizen, by), by, kind="citizen").entries]
    # Which of the two stands above is the hour's doing: of the agreement only the day is known.
    assert (sorted(titles), later) == (["Borgeren er oprettet", "Må tale med"], ["Må tale med"])


def test_a_key_survives_the_address():
    key = Key(timezone.now(), Contact().pk)
    assert Key.read(str(key)) == key


@pytest.mark.parametrize("text", ["", "x", "2026-01-01_x", "2026-01-01T10:00:00_01890a5d-ac96-774b-bcce-b302099a8057"])
def test_what_is_no_key_is_none(text):
    assert Key.read(text) is None


def test_a_corrected_contact_stands_once_and_says_so(contact, citizen, owner):
    with acting(owner) as by:
        correct_contact(contact=contact, reason="forkert sted", note="nyt", by=by)
        entries = contact_entries(loaded(citizen, by), by, None, 10)
    assert [(entry.body, entry.extra["tags"][1]) for entry in entries] == [("nyt", ("Rettet af Oda Lind", "", "edit"))]


def test_notes_are_shown_to_their_readers_only(health_contact, citizen, owner, health):
    note = token("citizen", "healthnote")
    with acting(owner) as by:
        others = [(entry.body, entry.extra["withheld"]) for entry in contact_entries(loaded(citizen, by), by, None, 10)]
    with acting(health) as by:
        own = [(entry.body, entry.extra["withheld"]) for entry in contact_entries(loaded(citizen, by), by, None, 10)]
    assert others == [(token("citizen", "note"), False), ("", True)]
    assert own == [("", True), (note, False)]


def test_a_late_note_says_when_it_was_written(citizen, owner):
    with acting(owner) as by:
        entry = contact_entries(loaded(citizen, by), by, None, 1)[0]
        assert entry.extra["late_at"] == Contact.objects.get(citizen=citizen).written_at


def test_older_ones_come_as_a_part_and_as_a_page(citizen, owner):
    with acting(owner) as by:
        for days in range(2, 32):
            met_on_the_street(citizen, "citizen", days_ago=days, note=f"notat nr. {days}", by=by)
    client = client_of(owner)
    first = client.get(citizen.get_absolute_url() + "?slags=contact")
    older = first.context["older_url"]
    part = client.get(older, headers={"HX-Request": "true"})
    page = client.get(older)
    assert part.templates[0].name == "cases/citizen_timeline.html"
    assert [sorted(map(int, re.findall(r"notat nr\. (\d+)", one.content.decode()))) for one in (first, part, page)] == [
        list(range(2, 11)),
        list(range(11, 32)),
        list(range(11, 32)),
    ]


def test_sources_cost_the_same_for_one_and_for_many(seven, owner, django_assert_num_queries):
    with acting(owner) as by:
        row = loaded(seven, by)
        with django_assert_num_queries(2):
            contact_entries(row, by, None, 1)
        with django_assert_num_queries(2):
            contact_entries(row, by, None, 100)
