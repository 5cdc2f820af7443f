"""One contact afterwards: who reads, corrects, recognises it; and what the logs say."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.contact import correct_contact
from cases.actions.task import end_request
from cases.contact_panels import unrecognised_panel
from cases.models import Citizen, Contact, TreatmentRequest
from tests.cast import acting, client_of, token
from tests.factories import CitizenFactory, ContactFactory
from tests.queries import assert_same_queries

CORRECT = {
    "at": "2026-01-05T10:00",
    "result": "talked",
    "way": "home",
    "initiative": "citizen",
    "visibility": "unit",
    "note": "Det rigtige",
    "correction_reason": "Forkert dag",
}


def url(name: str, contact: Contact) -> str:
    return reverse(f"cases:{name}", args=[contact.pk])


def statuses(contact: Contact, name: str, users: list[Any], **options: Any) -> dict[str, int]:
    return {user.name: client_of(user, **options).get(url(name, contact)).status_code for user in users}


def test_only_the_unit_finds_a_contact(contact, citizen, owner, colleague, leader, stranger, outsider, spotter, dpo):
    users = [owner, colleague, leader, stranger, outsider, spotter, dpo]

    assert statuses(contact, "contact", users, purpose_for=[citizen]) == {
        "Oda Lind": 200, "Kasper Holm": 200, "Lone Vinther": 200,
        "Stine Dahl": 404, "Fatima Saleh": 404, "Svend Agger": 404, "Dorte Munk": 404,
    }  # fmt: skip


def test_who_is_not_on_the_course_says_why_first(contact, citizen, unit_mate):
    response = client_of(unit_mate).get(url("contact", contact))

    assert response.url.startswith(reverse("cases:purpose", args=[citizen.pk]))


def test_reading_a_contact_is_logged_on_the_citizen(contact, citizen, owner):
    client_of(owner).get(url("contact", contact))

    with acting(owner):
        row = AccessLog.objects.get(view_name="cases:contact")
    assert (row.action, row.citizen_id, row.user_id) == ("view", citizen.pk, owner.pk)


def test_a_note_is_read_by_those_it_is_for(health_contact, citizen, owner, health):
    notes = {
        user.name: token("citizen", "healthnote")
        in client_of(user, purpose_for=[citizen]).get(url("contact", health_contact)).content.decode()
        for user in (owner, health)
    }

    assert notes == {"Oda Lind": False, "Helle Krogh": True}


def test_a_correction_is_a_new_row_with_a_reason_and_the_first_one_stays(contact, owner):
    response = client_of(owner).post(url("contact_correct", contact), CORRECT)

    with acting(owner):
        newer = Contact.objects.get(corrects=contact)
        first = Contact.objects.get(pk=contact.pk)
        assert list(newer.colleagues.values_list("user__name", flat=True)) == ["Kasper Holm"]
    assert response.url == newer.get_absolute_url()
    assert (newer.note, newer.way, newer.correction_reason, newer.author_id) == (
        "Det rigtige",
        "home",
        "Forkert dag",
        owner.pk,
    )
    assert (first.note, first.way) == (token("citizen", "note"), "street")


def test_a_wish_put_right_brings_its_rest(contact, owner):
    client_of(owner).post(url("contact_correct", contact), {**CORRECT, "wish": "not_now"})

    with acting(owner):
        assert Contact.objects.get(corrects=contact).rest_until == date(2026, 1, 19)


def test_without_a_reason_nothing_is_corrected_and_the_text_stays(contact, owner):
    response = client_of(owner).post(url("contact_correct", contact), {**CORRECT, "correction_reason": " "})

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, ["correction_reason"])
    assert form["note"].value() == "Det rigtige"


def test_who_corrects_second_is_led_to_the_newer_one(contact, owner, colleague):
    with acting(colleague) as by:
        newer = correct_contact(contact=contact, reason="Først", note="Kollegaens", by=by)

    response = client_of(owner).post(url("contact_correct", contact), CORRECT)

    assert response.context["newer"] == newer.pk
    assert response.context["form"].non_field_errors() == [
        "Kontakten er allerede rettet af en anden. Se den nyeste udgave på tidslinjen."
    ]
    assert response.context["form"]["note"].value() == "Det rigtige"


def test_who_may_correct_follows_the_policy(contact, citizen, colleague, unit_mate, leader, stranger):
    users = [colleague, unit_mate, leader, stranger]

    assert statuses(contact, "contact_correct", users, purpose_for=[citizen]) == {
        "Kasper Holm": 200, "Ulla Friis": 403, "Lone Vinther": 200, "Stine Dahl": 404,
    }  # fmt: skip


def test_who_may_not_read_a_note_corrects_around_it(health_contact, citizen, owner, health):
    client = client_of(owner)
    page = client.get(url("contact_correct", health_contact)).content.decode()
    client.post(url("contact_correct", health_contact), {**CORRECT, "note": "Overskrevet"})

    with acting(health):
        newer = Contact.objects.get(corrects=health_contact)
    assert token("citizen", "healthnote") not in page
    assert (newer.note, newer.visibility) == (token("citizen", "healthnote"), "health")


def test_the_citizens_own_words_are_added_to_the_note_as_it_is(contact, owner):
    response = client_of(owner).post(url("contact_read_along", contact), {"citizens_words": "Jeg vil gerne hjem 🙂"})

    with acting(owner):
        row = Contact.objects.get(pk=contact.pk)
    assert response.url == contact.get_absolute_url()
    assert (row.note, row.citizens_words) == (token("citizen", "note"), "Jeg vil gerne hjem 🙂")
    assert row.read_along_at is not None


def test_what_the_citizen_reads_is_the_note_and_nothing_else(contact, owner, citizen):
    body = client_of(owner).get(url("contact_read_along", contact)).content.decode()

    assert token("citizen", "note") in body
    assert citizen.name not in body
    words = ("opsporet", "spottet", "frafaldet", "klods", "målgruppe")
    assert [word for word in words if word in body.lower()] == []


def test_a_note_one_may_not_read_is_not_read_along(health_contact, citizen, owner):
    assert client_of(owner).get(url("contact_read_along", health_contact)).status_code == 403


# --- Ikke genkendt ----------------------------------------------------------------------------------------------------
def test_the_unknown_wait_for_whoever_recognises_them(unknown_contact, contact, owner, unit_mate, stranger):
    with acting(owner) as by:
        ContactFactory(unit=unknown_contact.unit, result="not_met", by=by)

    waiting = {
        user.name: [row.id for row in client_of(user).get("/kontakter/ikke-genkendt/").context["rows"]]
        for user in (unit_mate, stranger)
    }
    assert waiting == {"Ulla Friis": [unknown_contact.pk], "Stine Dahl": []}


def test_recognising_writes_who_it_was_as_a_correction(unknown_contact, citizen, colleague):
    client = client_of(colleague)
    response = client.post(url("contact_recognise", unknown_contact), {"citizens": str(citizen.pk)})

    assert response.url == "/kontakter/ikke-genkendt/"
    with acting(colleague):
        row = Contact.objects.get(corrects=unknown_contact)
        log = AccessLog.objects.get(action="spotted")
    assert (row.citizen_id, row.described_as, row.corrected_by_id) == (
        citizen.pk,
        unknown_contact.described_as,
        colleague.pk,
    )
    assert (log.citizen_id, log.user_id) == (citizen.pk, colleague.pk)
    assert client.get("/kontakter/ikke-genkendt/").context["rows"] == []


def test_somebody_recognised_may_be_new(unknown_contact, owner):
    client_of(owner).post(url("contact_recognise", unknown_contact), {"aliases": "Lange Ib"})

    with acting(owner):
        assert Contact.objects.get(corrects=unknown_contact).citizen == Citizen.objects.get(alias="Lange Ib")


@pytest.mark.parametrize(
    ("chosen", "words"), [({}, "Vælg den borger, det er."), ({"aliases": ["A", "B"]}, "Vælg kun én borger.")]
)
def test_exactly_one_is_recognised(unknown_contact, owner, chosen, words):
    response = client_of(owner).post(url("contact_recognise", unknown_contact), chosen)

    assert response.context["form"].errors == {"citizens": [words]}


def test_a_citizen_of_another_unit_cannot_be_recognised(unknown_contact, other_citizen, owner):
    response = client_of(owner).post(url("contact_recognise", unknown_contact), {"citizens": str(other_citizen.pk)})

    assert list(response.context["form"].errors) == ["citizens"]


def test_the_list_is_paged_by_key(owner, centre):
    with acting(owner) as by:
        ContactFactory.create_batch(26, unit=centre, described_as="En mand", by=by)

    client = client_of(owner)
    first = client.get("/kontakter/ikke-genkendt/")
    second = client.get(first.context["older_url"])
    shown = [row.id for row in [*first.context["rows"], *second.context["rows"]]]
    assert (len(first.context["rows"]), len(set(shown)), second.context["older_url"]) == (25, 26, "")


def test_the_list_costs_the_same_for_any_number_of_rows(owner, centre):
    client = client_of(owner)

    def grow(number: int) -> None:
        with acting(owner) as by:
            ContactFactory.create_batch(number, unit=centre, described_as="En mand", by=by)

    grow(1)
    assert_same_queries(lambda: client.get("/kontakter/ikke-genkendt/"), lambda: grow(2))


def test_the_page_of_a_contact_keeps_the_budget(contact, owner):
    client = client_of(owner)

    assert_same_queries(lambda: client.get(url("contact", contact)))


def test_the_latest_unknown_stand_on_other_pages(owner, centre, spotter):
    with acting(owner) as by:
        ContactFactory(unit=centre, described_as="Længe siden", at=timezone.now() - timedelta(days=91), by=by)
        assert unrecognised_panel(by, None) is None
        ContactFactory.create_batch(6, unit=centre, described_as="En mand", by=by)
        assert [row.described for row in unrecognised_panel(by, None)["rows"]] == ["En mand"] * 5
    with acting(spotter) as by:
        assert unrecognised_panel(by, None) is None


# --- What a correction must not bring with it -------------------------------------------------------------------------
def test_who_corrects_a_health_note_does_not_become_its_reader(health_contact, owner, health):
    client_of(owner).post(url("contact_correct", health_contact), CORRECT)

    with acting(owner) as by:
        newer = Contact.objects.with_note_for(by).get(corrects=health_contact)
        assert (newer.author, newer.corrected_by, newer.may_read_note) == (health, owner, False)


def asked_on_the_street(unit, by):
    citizen = CitizenFactory(unit=unit, by=by)
    return ContactFactory(citizens=[citizen], unit=unit, result="talked", asks_for_treatment=True, by=by)


def test_a_request_that_nobody_made_stops_the_clock(centre, owner):
    with acting(owner) as by:
        asked = asked_on_the_street(centre, by)
        correct_contact(contact=asked, reason="spurgte ikke", asks_for_treatment=False, by=by)
        request = TreatmentRequest.objects.get(contact=asked)
    assert (request.outcome, request.note) == ("withdrawn", "Kontakten er rettet: spurgte ikke")


def test_mending_the_note_of_a_request_already_met_starts_no_new_clock(centre, owner):
    with acting(owner) as by:
        asked = asked_on_the_street(centre, by)
        request = TreatmentRequest.objects.get(contact=asked)
        end_request(request=request, outcome="started", on=timezone.localdate(), by=by)
        correct_contact(contact=asked, reason="stavefejl", note="rettet", by=by)
        assert TreatmentRequest.objects.filter(citizen=asked.citizen, ended_on=None).count() == 0
