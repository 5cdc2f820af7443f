"""*Ny kontakt*: defaults, who may be chosen, what is written, what happens twice."""

from datetime import timedelta
from typing import Any

import pytest
import uuid6
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.models import Citizen, Contact, ContactColleague, Task, TreatmentRequest
from cases.models.contact import NOTE_LIMIT
from directory.models import Place
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, ContactFactory, CourseFactory, PlaceFactory
from tests.queries import assert_same_queries

NEW = "/kontakter/ny/"


def post(user: Any, client: Any = None, **data: Any) -> Any:
    """A post as the page makes it when nothing but `data` was touched."""
    sent = {"entry_id": str(uuid6.uuid7()), "when": "now", "result": "talked", "way": "street", **data}
    return (client or client_of(user)).post(NEW, sent)


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def written(user: Any) -> list[Contact]:
    with acting(user):
        return list(Contact.objects.filter(author=user).exclude(result="seen").order_by("at", "pk"))


def test_choosing_whom_and_what_happened_is_enough(alias_citizen, owner):
    response = post(owner, citizens=str(alias_citizen.pk))

    assert response.url == "/min-dag/"
    (contact,) = written(owner)
    values = (contact.citizen_id, contact.result, contact.way, contact.initiative, contact.visibility, contact.unit_id)
    assert values == (alias_citizen.pk, "talked", "street", "worker", "team", alias_citizen.unit_id)
    with acting(owner):
        assert contact.history.get().history_user_id == owner.pk


def test_the_button_ikke_truffet_answers_what_happened(alias_citizen, owner):
    post(owner, citizens=str(alias_citizen.pk), result="", quick="not_met")

    assert [contact.result for contact in written(owner)] == ["not_met"]


def test_several_met_at_once_are_one_occasion(alias_citizen, anonymous_citizen, owner, colleague):
    before = len(written(owner))
    ids = [str(alias_citizen.pk), str(anonymous_citizen.pk)]
    post(owner, citizens=ids, minutes="30", colleagues=[str(colleague.pk)])

    rows = [row for row in written(owner) if row.minutes == 30]
    assert len(written(owner)) == before + 2
    assert {row.citizen_id for row in rows} == {alias_citizen.pk, anonymous_citizen.pk}
    assert len({row.occasion for row in rows}) == 1
    with acting(owner):
        assert set(ContactColleague.objects.values_list("contact_id", "user_id")) >= {
            (row.pk, colleague.pk) for row in rows
        }


def test_a_new_alias_becomes_a_citizen_once_however_often_it_is_sent(owner, centre):
    entry = str(uuid6.uuid7())
    client = client_of(owner)
    for _time in range(2):
        post(owner, client, entry_id=entry, aliases=["Røde  Per 🙂"])

    with acting(owner):
        assert list(Citizen.objects.values_list("identity", "alias", "unit_id")) == [
            ("alias", "Røde Per 🙂", centre.pk)
        ]
        assert [str(contact.pk) for contact in Contact.objects.all()] == [entry]


def test_an_entry_written_meanwhile_takes_its_new_citizen_back(owner, centre, monkeypatch):
    """Two taps at once: the second made its own citizen before it saw that the first had written the contact."""
    from cases.actions import meeting

    entry = uuid6.uuid7()
    with acting(owner) as by:
        fields = {"unit": centre, "at": timezone.now(), "way": "street", "result": "talked", "by": by}
        first = meeting.write_meeting(entry_id=entry, aliases=["Per"], **fields)
        monkeypatch.setattr(meeting, "is_written", lambda entry_id: False)
        second = meeting.write_meeting(entry_id=entry, aliases=["Per"], **fields)

        assert second == first
        assert Citizen.objects.count() == 1


def test_a_new_place_is_made_with_the_contact(owner, alias_citizen):
    post(owner, citizens=str(alias_citizen.pk), new_place="Åparken", new_place_kind="park", way="")

    (contact,) = written(owner)
    with acting(owner):
        place = Place.objects.get()
    assert (place.name, place.kind, contact.place_id, contact.way) == ("Åparken", "park", place.pk, "street")


def test_somebody_unknown_is_described_and_nobody_is_said(owner):
    post(owner, described_as="Høj mand, grøn hue", result="talked")
    post(owner, nobody="on", result="not_met")

    assert [(row.citizen_id, row.described_as, row.result) for row in written(owner)] == [
        (None, "Høj mand, grøn hue", "talked"),
        (None, "", "not_met"),
    ]


def test_a_wish_a_request_and_an_agreement_have_their_consequences(owner, alias_citizen):
    tomorrow = timezone.localdate() + timedelta(days=1)
    post(
        owner,
        citizens=str(alias_citizen.pk),
        wish="not_now",
        asks_for_treatment="on",
        agreement_on=tomorrow.isoformat(),
        agreement_at="10:30",
        agreement_title="Kaffe på bænken",
    )

    (contact,) = written(owner)
    assert contact.rest_until == timezone.localdate() + timedelta(days=14)
    with acting(owner):
        assert TreatmentRequest.objects.get().requested_on == timezone.localdate()
        task = Task.objects.get()
    assert (task.title, task.due_on, task.owner, task.agreed_in_id) == ("Kaffe på bænken", tomorrow, owner, contact.pk)


@pytest.mark.parametrize(("when", "back"), [("now", 0), ("hour", 1), ("yesterday", 24)])
def test_the_time_is_when_the_form_was_opened(owner, alias_citizen, when, back):
    entry = uuid6.uuid7()
    opened = (entry.int >> 80) / 1000
    post(owner, citizens=str(alias_citizen.pk), entry_id=str(entry), when=when)

    (contact,) = written(owner)
    assert contact.at.timestamp() == pytest.approx(opened - back * 3600, abs=0.01)


LOCAL = "%Y-%m-%dT%H:%M"


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({}, "citizens", "Vælg, hvem det var"),
        ({"q": "Røde Per"}, "citizens", "Du søgte på »Røde Per«"),
        ({"nobody": "on", "result": ""}, "result", "Vælg, hvad der skete."),
        ({"nobody": "on", "described_as": "En mand"}, "described_as", "Skriv den ukendte som en kontakt for sig."),
        ({"nobody": "on", "when": "other"}, "at", "Skriv dag og klokkeslæt."),
        ({"nobody": "on", "when": "other", "at": "2999-01-01T10:00"}, "at", "i fremtiden"),
        ({"nobody": "on", "note": "æ" * (NOTE_LIMIT + 2000)}, "note", "Notatet er på 10000 tegn"),
        ({"nobody": "on", "asks_for_treatment": "on"}, "asks_for_treatment", "Vælg eller opret borgeren"),
        ({"nobody": "on", "wish": "no", "result": "not_met"}, "wish", "kan ikke have sagt"),
        ({"nobody": "on", "agreement_title": "Kaffe"}, "agreement_on", "hvilken dag"),
        ({"nobody": "on", "agreement_on": "2001-01-01"}, "agreement_on", "før kontakten"),
        ({"nobody": "on", "minutes": "1500"}, "minutes", "1440"),
        ({"aliases": "a" * 81}, "aliases", "80 tegn"),
        ({"aliases": ["A", "B"], "asks_for_treatment": "on"}, "asks_for_treatment", "den ene borger"),
        ({"citizens": str(uuid6.uuid7())}, "citizens", "ikke længere"),
    ],
)
def test_bad_input_is_told_at_the_field_and_nothing_is_lost(owner, data, field, words):
    sent = {"note": "Vi talte om æøå 🙂", **data}
    response = post(owner, **sent)

    assert list(errors(response)) == [field]
    assert words in errors(response)[field][0]
    assert response.context["form"]["note"].value() == sent["note"]
    assert written(owner) == []


def test_what_is_wrong_is_told_in_the_order_of_the_screen(owner):
    form = post(owner, result="", minutes="x").context["form"]

    assert [field.name for field in form if field.errors] == ["citizens", "result", "minutes"]


def test_a_contact_before_the_citizens_birth_is_refused_and_the_choice_stays(owner, citizen):
    response = post(owner, citizens=str(citizen.pk), when="other", at="1985-06-01T12:00")

    assert list(errors(response)) == ["at"]
    assert [person.id for person in response.context["who"].people if person.chosen] == [citizen.pk]


def test_citizens_of_others_cannot_be_chosen(owner, other_citizen, foreign_citizen):
    for stranger in (other_citizen, foreign_citizen):
        assert client_of(owner).get(NEW, {"borger": stranger.pk}).status_code == 404
        assert list(errors(post(owner, citizens=str(stranger.pk)))) == ["citizens"]


def test_places_and_colleagues_of_others_cannot_be_chosen(owner, alias_citizen, stranger, other_unit):
    with acting(stranger) as by:
        elsewhere = PlaceFactory(unit=other_unit, by=by)

    sent = {"place": str(elsewhere.pk), "colleagues": str(stranger.pk)}
    assert sorted(errors(post(owner, citizens=str(alias_citizen.pk), **sent))) == ["colleagues", "place"]


@pytest.mark.parametrize("who", ["spotter", "dpo", "administrator"])
def test_who_writes_no_contacts_is_told_so(request, who):
    client = client_of(request.getfixturevalue(who))

    assert [client.get(NEW).status_code, client.post("/kontakter/hvem/").status_code] == [403, 403]


def test_everybody_shown_is_in_the_access_log(owner, citizen, unit_citizen):
    client = client_of(owner)
    client.get(NEW, {"borger": unit_citizen.pk})

    with acting(owner):
        seen = AccessLog.objects.filter(user_id=owner.pk, view_name="cases:contact_new")
        assert set(seen.values_list("citizen_id", "action")) == {(citizen.pk, "list"), (unit_citizen.pk, "list")}


def test_a_search_offers_whoever_is_alike_before_a_new_alias(owner, alias_citizen, citizen):
    response = client_of(owner).post("/kontakter/hvem/", {"q": alias_citizen.alias[:-1], "citizens": str(citizen.pk)})

    who = response.context["who"]
    assert [(person.id, person.chosen) for person in who.people] == [(citizen.pk, True), (alias_citizen.pk, False)]
    assert who.offer == alias_citizen.alias[:-1]


def test_a_number_is_never_offered_as_an_alias(owner, citizen):
    who = client_of(owner).post("/kontakter/hvem/", {"q": "010190-1234"}).context["who"]

    assert ([person.id for person in who.people], who.offer) == ([citizen.pk], "")


def test_a_protected_name_stays_hidden_from_those_not_on_the_course(protected_citizen, unit_mate):
    body = client_of(unit_mate).get(NEW, {"borger": protected_citizen.pk}).content.decode()

    assert "Beskyttet borger" in body
    assert "Quistorff" not in body


def test_without_script_a_search_keeps_what_was_typed(owner, citizen):
    response = post(owner, find="1", q="Karla", note="Halvt notat", result="")

    form = response.context["form"]
    assert (dict(form.errors), form["note"].value()) == ({}, "Halvt notat")
    assert [person.id for person in response.context["who"].people] == [citizen.pk]
    assert "Halvt notat" in response.content.decode()


def test_the_place_of_a_contact_just_written_is_suggested(owner, alias_citizen, place):
    post(owner, citizens=str(alias_citizen.pk), place=str(place.pk), way="walk_and_talk")

    form = client_of(owner).get(NEW).context["form"]
    assert (form["place"].value(), form["way"].value()) == (place.pk, "walk_and_talk")


def test_one_returns_to_where_one_came_from_but_never_elsewhere(owner, alias_citizen):
    client = client_of(owner)
    came = client.get(NEW, headers={"referer": "http://testserver/enheden/?a=1"}).context["form"]["next"].value()
    back = [
        post(owner, client, citizens=str(alias_citizen.pk), next=wanted).url
        for wanted in (came, "https://ondt.example/", "//ondt.example")
    ]

    assert back == ["/enheden/?a=1", "/min-dag/", "/min-dag/"]


def test_the_message_leads_to_the_citizen_and_to_the_next_one(owner, alias_citizen):
    client = client_of(owner)
    post(owner, client, citizens=str(alias_citizen.pk), next=NEW)

    body = client.get(NEW).content.decode()
    assert "Kontakten er gemt." in body
    assert f'<a href="{alias_citizen.get_absolute_url()}">' in body
    assert f'<a href="{reverse("cases:contact_new")}">' in body


def test_the_message_after_several_at_once_leads_to_no_one_of_them(owner, alias_citizen, anonymous_citizen):
    client = client_of(owner)
    post(owner, client, citizens=[str(alias_citizen.pk), str(anonymous_citizen.pk)], next=NEW)

    body = client.get(NEW).content.decode()
    assert ("2 kontakter er gemt." in body, "Se kontakten" in body) == (True, False)


def test_the_page_costs_the_same_for_any_number_of_citizens_places_and_contacts(owner, centre):
    client = client_of(owner)

    def grow(number: int) -> None:
        with acting(owner) as by:
            for _number in range(number):
                place = PlaceFactory(unit=centre, by=by)
                citizen = CitizenFactory(unit=centre, by=by)
                CourseFactory(citizen=citizen, unit=centre, contact_person=by, by=by)
                ContactFactory(citizens=[citizen], unit=centre, place=place, by=by)

    grow(1)
    assert_same_queries(lambda: client.get(NEW), lambda: grow(2))
