"""Which partner took the initiative to a contact: asked only where it was one, shown, and counted at the partner."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import uuid6
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.contact import correct_contact
from cases.dates import year_begins
from cases.forms.contact_choices import places_and_partners_of
from cases.models import Contact
from directory.models import Partner
from tests.cast import acting, client_of
from tests.directory.partner_factories import PartnerFactory
from tests.factories import ContactFactory, PlaceFactory
from tests.queries import assert_same_queries, queries_of

NEW, LIST = reverse("cases:contact_new"), reverse("cases:contacts")


@pytest.fixture
def partner(owner, centre) -> Partner:
    with acting(owner) as by:
        return PartnerFactory(unit=centre, name="Ankeret", area="Havnen", by=by)


def post(user: Any, **data: Any) -> Any:
    sent = {"entry_id": str(uuid6.uuid7()), "when": "now", "result": "talked", "way": "street", **data}
    return client_of(user).post(NEW, sent)


def approach(by: Any, partner: Partner, citizen: Any, **facts: Any) -> Contact:
    facts = {"initiative": "partner", "initiative_partner": partner, **facts}
    return ContactFactory(unit=by.membership.unit, citizens=[citizen], by=by, **facts)


def test_the_partner_is_written_with_the_contact_and_stands_on_it_and_in_its_timeline(owner, citizen, partner):
    post(owner, citizens=str(citizen.pk), initiative="partner", initiative_partner=str(partner.pk))
    with acting(owner):
        contact = Contact.objects.get(initiative_partner=partner)
    client = client_of(owner)

    assert "Ankeret, Havnen" in client.get(contact.get_absolute_url()).content.decode()
    assert "På initiativ af: Ankeret" in client.get(citizen.get_absolute_url()).content.decode()
    assert "Ankeret" in client.get(reverse("cases:citizen_history", args=[citizen.pk])).content.decode()


@pytest.mark.parametrize("initiative", ["worker", "citizen", ""])
def test_what_was_chosen_before_it_was_somebody_else_is_not_kept(initiative, owner, citizen, partner):
    post(owner, citizens=str(citizen.pk), initiative=initiative, initiative_partner=str(partner.pk))

    with acting(owner):
        assert Contact.objects.filter(initiative_partner__isnull=False).count() == 0


def test_it_may_be_left_out(owner, alias_citizen):
    assert post(owner, citizens=str(alias_citizen.pk), initiative="partner").status_code == 302


def test_another_units_and_one_that_has_ended_cannot_be_chosen(owner, stranger, other_unit, citizen, centre):
    with acting(stranger) as by:
        theirs = PartnerFactory(unit=other_unit, name="Deres værested", by=by)
    with acting(owner) as by:
        ended = PartnerFactory(unit=centre, name="Lukket hus", by=by)
        ended.closed_on = timezone.localdate()
        ended.save()
    page = client_of(owner).get(NEW).content.decode()
    refused = [
        list(
            post(owner, citizens=str(citizen.pk), initiative="partner", initiative_partner=str(row.pk))
            .context["form"]
            .errors
        )
        for row in (theirs, ended)
    ]

    assert ["Deres værested" in page, "Lukket hus" in page, *refused] == [False, False, *[["initiative_partner"]] * 2]


def test_the_action_and_the_database_hold_a_partner_to_its_initiative(owner, citizen, partner):
    with acting(owner) as by:
        with pytest.raises(ValidationError) as refused:
            approach(by, partner, citizen, initiative="citizen")
        contact = approach(by, partner, citizen)
        contact.initiative = "worker"
        with pytest.raises(IntegrityError), transaction.atomic():
            contact.save()

    assert list(refused.value.error_dict) == ["initiative_partner"]


def test_it_is_corrected_like_the_rest_and_goes_when_it_was_somebody_else(owner, citizen, partner):
    with acting(owner) as by:
        contact = approach(by, partner, citizen)
    client = client_of(owner)
    url = reverse("cases:contact_correct", args=[contact.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(
        url, {**sent, "at": "2026-11-01T10:00", "correction_reason": "Det var borgeren", "initiative": "citizen"}
    )
    with acting(owner) as by:
        again = correct_contact(
            contact=Contact.objects.get(corrects=contact), reason="Nej", initiative="partner", by=by
        )

    assert str(sent["initiative_partner"]) == str(partner.pk)
    with acting(owner):
        newer = Contact.objects.get(corrects=contact)
        assert (newer.initiative, newer.initiative_partner_id, again.initiative_partner_id) == ("citizen", None, None)


def test_the_partners_page_counts_this_years_and_leads_to_them(owner, unit_mate, citizen, partner):
    with acting(owner) as by:
        approach(by, partner, citizen)
        corrected = approach(by, partner, citizen)
        correct_contact(contact=corrected, reason="Forkert minuttal", minutes=5, by=by)
        approach(by, partner, citizen, at=year_begins(timezone.localdate()) - timedelta(hours=1))
        approach(by, PartnerFactory(unit=by.membership.unit, by=by), citizen)
    reader = client_of(unit_mate)
    counts = reader.get(partner.get_absolute_url()).context["counts"]
    ((label, words, url),) = counts

    assert (label, words) == ("Henvendelser fra dem", "2 i år")
    assert len(reader.get(url).context["lines"]) == 2
    assert len(reader.get(LIST, {"partner": partner.pk}).context["lines"]) == 3


def test_a_partner_nobody_heard_from_says_nothing(owner, partner):
    assert client_of(owner).get(partner.get_absolute_url()).context["counts"] == []


def test_what_makes_no_sense_in_the_address_chooses_nothing(owner, citizen, partner):
    with acting(owner) as by:
        approach(by, partner, citizen)

    assert len(client_of(owner).get(LIST, {"partner": "x", "periode": "y"}).context["lines"]) > 0


def test_a_place_and_a_partner_are_offered_as_what_they_are(owner, centre, partner):
    with acting(owner) as by:
        place = PlaceFactory(unit=centre, name="Kajen", area="Midtbyen", kind="shelter", by=by)
        places, partners = places_and_partners_of(by)

        told = [(row.pk, row.name, row.area, row.kind, row.unit_id) for row in (places[place.pk], partners[partner.pk])]
    assert told == [
        (place.pk, "Kajen", "Midtbyen", "shelter", centre.pk),
        (partner.pk, "Ankeret", "Havnen", "drop_in_centre", centre.pk),
    ]


def test_places_and_partners_of_any_number_cost_one_query(owner, citizen, centre, partner):
    client = client_of(owner)
    with acting(owner) as by:
        contact = approach(by, partner, citizen)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _one in range(number):
                PartnerFactory(unit=centre, by=by)
                PlaceFactory(unit=centre, by=by)
                approach(by, partner, citizen)

    pages = (NEW, contact.get_absolute_url(), reverse("cases:contact_correct", args=[contact.pk]), LIST)
    for url in (*pages, partner.get_absolute_url()):
        assert_same_queries(lambda url=url: client.get(url), lambda: more(2), lambda: more(20))
    asked = [sql for sql in queries_of(lambda: client.get(NEW)) if "directory_p" in sql]
    assert len(asked) == 1
