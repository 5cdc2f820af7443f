"""*Kontakter*: what one's own unit wrote, newest first, and nobody one may not know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.contact import correct_contact
from tests.cast import SURNAMES, acting, client_of
from tests.factories import CitizenFactory, ContactFactory
from tests.queries import assert_same_queries

URL = "/kontakter/"


def shown(client, address=URL):
    return [(line.who, line.result) for line in client.get(address).context["lines"]]


@pytest.mark.usefixtures("other_citizen", "foreign_citizen", "protected_citizen")
def test_the_units_own_contacts_newest_first(contact, unknown_contact, unit_citizen, unit_mate):
    people = [f"Karla {SURNAMES['unit_citizen']}", f"Karla {SURNAMES['citizen']}"]

    assert [who for who, _result in shown(client_of(unit_mate)) if who in people] == people
    assert shown(client_of(unit_mate))[-1] == (unknown_contact.described_as, "Set, ikke talt med")
    assert "Beskyttet borger" in dict(shown(client_of(unit_mate)))


def test_notes_stay_on_the_contact(contact, owner):
    assert contact.note not in client_of(owner).get(URL).content.decode()


def test_what_was_corrected_stands_once(contact, owner):
    with acting(owner) as by:
        newer = correct_contact(
            contact=contact, reason="Forkert resultat", result="seen", asks_for_treatment=False, by=by
        )

    lines = client_of(owner).get(URL).context["lines"]
    assert [line.url for line in lines] == [newer.get_absolute_url()]


def test_worker_place_and_result_choose(contact, unknown_contact, owner, colleague, place):
    client = client_of(owner)

    assert len(shown(client, f"{URL}?medarbejder={owner.pk}&sted={place.pk}")) == 2
    assert shown(client, f"{URL}?resultat=seen&sted={place.pk}") == [
        (unknown_contact.described_as, "Set, ikke talt med")
    ]
    assert shown(client, f"{URL}?medarbejder={colleague.pk}") == []
    assert "Ingen kontakter passer til valget" in client.get(f"{URL}?medarbejder={colleague.pk}").content.decode()


def test_pages_go_on_where_the_last_ended_also_within_one_moment(citizen, owner, centre):
    moment = timezone.now() - timedelta(hours=3)
    with acting(owner) as by:
        ContactFactory.create_batch(60, unit=centre, at=moment, described_as="En mand", by=by)
    client = client_of(owner)
    address = f"{URL}?resultat=talked"

    first = client.get(address)
    second = client.get(first.context["older_url"])
    urls = [line.url for line in [*first.context["lines"], *second.context["lines"]]]
    assert (len(first.context["lines"]), len(urls), len(set(urls))) == (50, 61, 61)
    assert (second.context["older_url"], second.context["newest_url"]) == ("", address)


def test_whose_names_were_shown_is_in_the_access_log(contact, unknown_contact, citizen, owner):
    client_of(owner).get(URL)

    with acting(owner):
        looks = AccessLog.objects.filter(view_name="cases:contacts").values_list("citizen_id", "action", "count")
        assert set(looks) == {(None, "list", 2), (citizen.pk, "list", None)}


def test_the_list_costs_the_same_for_any_number_of_rows(contact, owner, centre):
    client = client_of(owner)

    def grow(number: int) -> None:
        with acting(owner) as by:
            for _ in range(number):
                ContactFactory(citizens=[CitizenFactory(unit=centre, by=by)], unit=centre, by=by)

    assert_same_queries(lambda: client.get(URL), lambda: grow(2))


def test_an_empty_unit_says_what_to_do(crisis_worker):
    page = client_of(crisis_worker).get(URL).content.decode()

    assert "Ingen kontakter endnu" in page
    assert 'href="/kontakter/ny/"' in page
