"""*Til journalen*: my own notes, ready to copy, ticked once."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.contact import mark_journaled
from cases.models import JournalMark
from tests.cast import acting, client_of, token
from tests.factories import CitizenFactory, ContactFactory
from tests.queries import assert_same_queries

PAGE = "/journal/"


def waiting(client):
    return [entry.id for entry in client.get(PAGE).context["journal"].waiting]


def done(client):
    return [entry.id for entry in client.get(PAGE).context["journal"].done]


def tick(client, contact, value="1"):
    return client.post(reverse("cases:journal_tick", args=[contact.pk]), {"done": value})


def test_only_ones_own_words_about_somebody_wait(owner, contact, unknown_contact, health_contact, alias_citizen):
    with acting(owner) as by:
        ContactFactory(citizens=[alias_citizen], unit=alias_citizen.unit, by=by)
        old = timezone.now() - timedelta(days=15)
        ContactFactory(citizens=[alias_citizen], unit=alias_citizen.unit, note="Gammelt", at=old, by=by)

    assert waiting(client_of(owner)) == [contact.pk]


def test_the_text_says_when_where_how_who_and_what(owner, contact):
    entry = client_of(owner).get(PAGE).context["journal"].waiting[0]

    at = timezone.localtime(contact.at)
    assert entry.text.split("\n") == [
        f"{at:%d.%m.%Y} kl. {at:%H.%M}",
        "Gade · Banegårdspladsen, Midtbyen",
        "Borger: Karla Zornfeldt",
        "Kontakt: Talte sammen",
        "På initiativ af: Medarbejder",
        "Varighed: 20 minutter",
        "Borgeren bad om behandling (SEL § 101).",
        "",
        token("citizen", "note"),
        "",
        f"Borgerens egne ord: {token('citizen', 'words')}",
    ]


def test_a_ticked_note_folds_away_and_comes_back_when_it_was_a_mistake(owner, contact):
    client = client_of(owner)
    tick(client, contact)
    assert (waiting(client), done(client)) == ([], [contact.pk])
    with acting(owner):
        assert JournalMark.objects.get().history.get().history_user_id == owner.pk

    tick(client, contact, "0")
    assert (waiting(client), done(client)) == ([contact.pk], [])


def test_all_that_stood_on_the_page_are_ticked_and_no_others(owner, contact, colleague, alias_citizen):
    with acting(owner) as by:
        later = ContactFactory(citizens=[alias_citizen], unit=alias_citizen.unit, note="Senere", by=by)
    with acting(colleague) as by:
        theirs = ContactFactory(citizens=[alias_citizen], unit=alias_citizen.unit, note="Deres", by=by)
    client = client_of(owner)

    client.post("/journal/alle/", {"contact": [str(contact.pk), str(theirs.pk), "skrammel"]})

    assert waiting(client) == [later.pk]
    assert waiting(client_of(colleague)) == [theirs.pk]


def test_nobody_ticks_for_another(contact, colleague, stranger):
    assert [tick(client_of(user), contact).status_code for user in (colleague, stranger)] == [404, 404]


def test_ticking_twice_changes_nothing(owner, contact):
    with acting(owner) as by:
        counts = [mark_journaled(contacts=[contact], by=by) for _time in range(2)]

    assert counts == [1, 0]


def test_everybody_on_the_page_is_in_the_access_log(owner, contact, citizen):
    client_of(owner).get(PAGE)

    with acting(owner):
        log = AccessLog.objects.filter(view_name="cases:journal")
        assert list(log.values_list("citizen_id", "action")) == [(citizen.pk, "list")]


def test_those_without_contacts_have_no_journal(dpo, spotter, administrator):
    assert [client_of(user).get(PAGE).status_code for user in (dpo, spotter, administrator)] == [403, 403, 403]


def test_the_page_costs_the_same_for_any_number_of_notes(owner, centre):
    client = client_of(owner)

    def grow(number: int) -> None:
        with acting(owner) as by:
            for _number in range(number):
                citizen = CitizenFactory(unit=centre, by=by)
                ContactFactory(citizens=[citizen], unit=centre, note="Et notat", by=by)

    grow(1)
    assert_same_queries(lambda: client.get(PAGE), lambda: grow(2))
