"""*Kræver afklaring*: what waits, who sees what of it, and what a person decides."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from accounts.acting import inside
from audit.models import AccessLog
from cases.actions.citizen import edit_citizen
from cases.models import Citizen, Contact
from directory.actions.place import add_place
from field.models import Entry
from tests.cast import acting, client_of
from tests.field.tablet import Tablet, contact
from tests.queries import assert_same_queries

LIST = reverse("field:reviews")


def change(tablet: Tablet, citizen: Citizen, phone: str, base: str = "20304050") -> UUID:
    entry = tablet.write("citizen_change", {"phone": [phone]}, about={"citizen": str(citizen.pk)}, base={"phone": base})
    tablet.send(entry)
    return UUID(entry["id"])


@pytest.fixture
def conflict(tablet, citizen, colleague) -> UUID:
    """The tablet of `owner` says 55667788; `colleague` wrote 11223344 meanwhile."""
    with acting(colleague) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=citizen.pk), phone="11223344", by=by)
    return change(tablet, citizen, "55667788")


@pytest.fixture
def refused(tablet, citizen) -> UUID:
    """A contact about `citizen` with a note, which asks for too much at once."""
    data = contact([citizen.pk], note="note-refused-xq", citizens_words="words-refused-xq", result="seen", minutes="12")
    entry = tablet.write("contact", data | {"asks_for_treatment": ["on"]})
    tablet.send(entry)
    return UUID(entry["id"])


def move(citizen: Citizen, unit) -> None:
    with inside(unit.organisation):
        row = Citizen.objects.get(pk=citizen.pk)
        row.unit = unit
        row.save()


def page_of(user, entry_id: UUID) -> str:
    return client_of(user).get(reverse("field:review", args=[entry_id])).content.decode()


def post(user, name: str, entry_id: UUID, **data: str):
    return client_of(user).post(reverse(f"field:{name}", args=[entry_id]), data, follow=True)


def phone_of(user, citizen) -> str:
    with acting(user):
        return Citizen.objects.get(pk=citizen.pk).phone


def decided(user, entry_id: UUID) -> tuple[str, str, str | None]:
    with acting(user):
        row = Entry.objects.select_related("decided_by").get(pk=entry_id)
        return row.decision, row.decision_note, row.decided_by.name if row.decided_by else None


# --- The list ---------------------------------------------------------------------------------------------------------
def test_the_list_says_what_about_whom_by_whom_and_why(conflict, refused, owner, citizen):
    lines = client_of(owner).get(LIST).context["lines"]

    assert [(line.title, line.who, line.why) for line in lines] == [
        ("Ret telefon og sted", citizen.label, "Der er skrevet noget andet imens: Telefon."),
        ("Ny kontakt", citizen.label, "En anmodning om behandling kræver, at I har talt sammen."),
    ]
    assert lines[0].meta.startswith("Oda Lind på »Tablet, som Oda Lind tog i brug« · skrevet i dag kl. ")


def test_the_look_at_those_named_is_in_the_access_log(conflict, refused, owner, leader, citizen):
    client_of(leader).get(LIST)
    page_of(leader, refused)

    with acting(owner):
        looks = AccessLog.objects.filter(citizen_id=citizen.pk, user_id=leader.pk).order_by("pk")
        assert list(looks.values_list("action", "purpose")) == [
            ("list", ""),
            ("view", "Afklaring af det, en tablet har sendt"),
        ]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("owner", 200), ("leader", 200), ("colleague", 404), ("other_leader", 404), ("outside_leader", 404)],
)
def test_the_author_and_the_units_leader_see_an_entry_and_nobody_else(request, refused, who, sees):
    client = client_of(request.getfixturevalue(who))

    assert client.get(reverse("field:review", args=[refused])).status_code == sees
    assert len(client.get(LIST).context["lines"]) == (1 if sees == 200 else 0)


def test_any_number_of_entries_costs_the_same(tablet, owner, citizen, unit_citizen):
    client = client_of(owner)

    def more(count: int) -> None:
        for start in range(0, count, 20):
            some = range(start, min(start + 20, count))
            tablet.send(*(tablet.write("contact", contact([citizen.pk], result="xx", note=str(one))) for one in some))

    more(1)
    assert_same_queries(lambda: client.get(LIST), lambda: more(2), lambda: more(97))


def test_the_next_page_begins_where_this_one_ends(tablet, owner):
    tablet.send(*(tablet.write("contact", contact(result="xx")) for _one in range(31)))
    client = client_of(owner)

    first = client.get(LIST)
    second = client.get(first.context["more_url"])

    urls = [line.url for page in (first, second) for line in page.context["lines"]]
    assert (len(first.context["lines"]), len(second.context["lines"]), len(set(urls))) == (30, 1, 31)


def test_a_citizen_of_another_house_is_nobody_here(tablet, owner, foreign_citizen):
    entry = tablet.write("contact", contact([foreign_citizen.pk], note="note-x"))
    assert tablet.send(entry)[0]["status"] == "rejected"

    with acting(owner):
        assert Entry.objects.get().citizen_id is None
    assert client_of(owner).get(LIST).context["lines"][0].who == "Ikke på din liste"


def test_an_entry_nobody_can_read_stands_there_too(tablet, owner):
    entry = tablet.write("something_new", {"x": ["y"]})
    tablet.send(entry)

    assert "Denne slags indtastning findes ikke." in page_of(owner, entry["id"])


# --- A conflict -------------------------------------------------------------------------------------------------------
def test_both_versions_stand_beside_one_another_with_who_wrote_them(conflict, owner):
    side = client_of(owner).get(reverse("field:review", args=[conflict])).context["review"].sides[0]

    assert (side.label, side.standing, side.tablet) == ("Telefon", "11223344", "55667788")
    assert side.standing_by.startswith("Kasper Holm, i dag kl. ")


def test_the_tablets_version_is_written_over_by_whoever_decides(conflict, owner, leader, citizen):
    post(leader, "review_tablet", conflict, **{"seen-phone": "11223344"})

    assert phone_of(owner, citizen) == "55667788"
    assert decided(owner, conflict) == ("tablet", "", leader.name)
    with acting(owner):
        assert Citizen.history.filter(id=citizen.pk).latest("history_id").history_user_id == leader.pk
        assert Entry.objects.get(pk=conflict).payload == ""


def test_a_third_version_written_meanwhile_is_shown_and_not_overwritten(conflict, owner, colleague, citizen):
    with acting(colleague) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=citizen.pk), phone="99887766", by=by)

    page = post(owner, "review_tablet", conflict, **{"seen-phone": "11223344"}).content.decode()

    assert "Der er skrevet noget andet imens" in page
    assert "99887766" in page
    assert "55667788" in page
    assert (phone_of(owner, citizen), decided(owner, conflict)) == ("99887766", ("", "", None))


def test_what_stood_may_go_on_standing_and_be_decided_otherwise_later(conflict, owner, citizen):
    post(owner, "review_standing", conflict)
    assert (phone_of(owner, citizen), decided(owner, conflict)) == ("11223344", ("standing", "", owner.name))
    assert client_of(owner).get(LIST).context["lines"] == []
    line = client_of(owner).get(LIST, {"vis": "afgjort"}).context["lines"][0]
    assert line.decided.startswith("Afgjort af Oda Lind i dag kl. ")
    assert line.decided.endswith(": Det, der stod, gælder.")

    post(owner, "review_tablet", conflict, **{"seen-phone": "11223344"})

    assert phone_of(owner, citizen) == "55667788"
    page = page_of(owner, conflict)
    assert ": Det, der stod, gælder." in page
    assert ": Det fra tabletten gælder." in page
    # It stands where it belongs now: there is nothing left to decide.
    again = post(owner, "review_standing", conflict).content.decode()
    assert "Det er allerede afgjort" in again


def test_the_choice_is_for_all_that_the_tablet_wrote(tablet, owner, colleague, citizen, place, centre):
    """Only the phone was written meanwhile; the place, which nobody else touched, goes with it."""
    with acting(colleague) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=citizen.pk), phone="11223344", by=by)
        other = add_place(unit=centre, name="Havnen", kind="street", by=by)
    entry = tablet.write(
        "citizen_change",
        {"phone": ["55667788"], "usual_place": [str(other.pk)]},
        about={"citizen": str(citizen.pk)},
        base={"phone": "20304050", "usual_place": str(place.pk)},
    )
    tablet.send(entry)

    review = client_of(owner).get(reverse("field:review", args=[entry["id"]])).context["review"]
    assert [side.label for side in review.sides] == ["Telefon"]
    assert [(one.label, one.value) for one in review.typed] == [("Plejer at være", "Havnen")]
    post(owner, "review_tablet", entry["id"], **{f"seen-{name}": raw for name, raw in review.seen.items()})

    with acting(owner):
        row = Citizen.objects.get(pk=citizen.pk)
        assert (row.phone, row.usual_place_id) == ("55667788", other.pk)


def test_what_stood_is_no_answer_to_a_refusal(refused, owner):
    page = post(owner, "review_standing", refused).content.decode()

    assert "Her står der ikke to udgaver at vælge imellem." in page
    assert decided(owner, refused) == ("", "", None)


# --- A refusal --------------------------------------------------------------------------------------------------------
def test_what_was_typed_stands_in_words_with_the_reason_at_its_field(refused, owner):
    typed = client_of(owner).get(reverse("field:review", args=[refused])).context["review"].typed

    told = {one.label: (one.value, one.errors) for one in typed}
    reason = ("En anmodning om behandling kræver, at I har talt sammen.",)
    assert told["Hvad skete der"] == ("Set, ikke talt med", ())
    assert told["Måde"] == ("Gade", ())
    assert told["Minutter"] == ("12", ())
    assert told["Notat"] == ("note-refused-xq", ())
    assert told["Borgeren beder om behandling"] == ("Ja", reason)


@pytest.mark.parametrize(
    ("visibility", "reads"), [("team", True), ("unit", True), ("health", False), ("nonsense", True)]
)
def test_a_note_is_read_by_whom_it_was_written_for(tablet, owner, leader, citizen, visibility, reads):
    """The leader reads what the team and the unit may read, not what is for those of health; the author always."""
    data = contact([citizen.pk], note="note-refused-xq", citizens_words="words-refused-xq", visibility=visibility)
    entry = tablet.write("contact", data | {"result": ["xx"]})
    tablet.send(entry)

    pages = {who: page_of(who, entry["id"]) for who in (owner, leader)}

    assert "note-refused-xq" in pages[owner]
    assert "words-refused-xq" in pages[owner]
    assert [text in pages[leader] for text in ("note-refused-xq", "words-refused-xq")] == [reads, reads]
    assert ("Teksten kan du ikke læse" in pages[leader]) is not reads


def test_of_a_citizen_who_is_gone_from_the_list_neither_name_nor_content_is_shown(
    tablet, refused, owner, leader, citizen, other_unit
):
    move(citizen, other_unit)

    page, line = page_of(leader, refused), client_of(leader).get(LIST).context["lines"][0]

    assert line.who == "Ikke på din liste"
    assert [text in page for text in (citizen.label, "note-refused-xq", "Gade")] == [False, False, False]
    assert "så indholdet ser kun den, der skrev det" in page
    assert "note-refused-xq" in page_of(owner, refused)


def test_of_a_protected_citizen_who_is_not_on_the_course_sees_no_content(tablet, owner, unit_citizen, unit_mate):
    data = contact([unit_citizen.pk], note="note-refused-xq", result="xx")
    entry = tablet.write("contact", data)
    tablet.send(entry)
    with acting(unit_mate) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=unit_citizen.pk), protected=True, by=by)

    page = page_of(owner, entry["id"])

    assert "Beskyttet borger" in page
    assert ("note-refused-xq" in page, unit_citizen.label in page) == (False, False)


def test_a_change_that_was_refused_stands_with_its_reason(tablet, owner, citizen):
    entry = change(tablet, citizen, "abc")

    typed = client_of(owner).get(reverse("field:review", args=[entry])).context["review"].typed

    assert [(one.label, one.value, len(one.errors)) for one in typed] == [("Telefon", "abc", 1)]


def test_a_cpr_number_is_masked(tablet, owner):
    entry = tablet.write("citizen", {"identity": ["named"], "name": [""], "cpr": ["0101901234"], "alias": ["Bo"]})
    tablet.send(entry)

    page = page_of(owner, entry["id"])

    assert ("0101901234" in page, "010190-****" in page) == (False, True)


def test_what_was_refused_is_tried_again_in_its_authors_name(tablet, owner, leader, unit_citizen, centre, other_unit):
    """The citizen was in another unit when it came, and is back."""
    move(unit_citizen, other_unit)
    entry = tablet.write("contact", contact([unit_citizen.pk], note="note-again-xq"))
    assert tablet.send(entry)[0]["status"] == "rejected"
    still = post(leader, "review_again", entry["id"])
    assert still.status_code == 403
    move(unit_citizen, centre)

    post(leader, "review_again", entry["id"])

    with acting(owner):
        row = Contact.objects.get(pk=entry["id"])
        first = row.history.get()
        assert (row.author_id, row.note) == (owner.pk, "note-again-xq")
        assert first.history_change_reason == f"Fra tablet, taget ind af {leader.name}"
    assert decided(owner, entry["id"]) == ("tablet", "", leader.name)


def test_refused_again_it_tells_todays_reason(refused, owner):
    page = post(owner, "review_again", refused).content.decode()

    assert "Det kunne stadig ikke skrives ind." in page
    assert decided(owner, refused) == ("", "", None)
    with acting(owner):
        assert not Contact.objects.filter(pk=refused).exists()


def test_dropped_with_a_reason_it_can_still_be_taken_in(tablet, owner):
    first = tablet.write("contact", contact(result="xx"))
    tablet.send(first)
    empty = post(owner, "review_drop", first["id"], why=" ").content.decode()
    assert "Skal udfyldes." in empty

    post(owner, "review_drop", first["id"], why="Skrevet to gange")

    assert decided(owner, first["id"]) == ("dropped", "Skrevet to gange", owner.name)
    assert "Skal ikke bruges. Skrevet to gange" in page_of(owner, first["id"])
    assert "Prøv igen" in page_of(owner, first["id"])


def test_what_was_applied_is_nobodys_to_decide(tablet, owner, citizen):
    entry = tablet.write("contact", contact([citizen.pk]))
    tablet.send(entry)

    assert client_of(owner).get(reverse("field:review", args=[entry["id"]])).status_code == 404


# --- What waits -------------------------------------------------------------------------------------------------------
def test_what_waits_stands_on_the_authors_day_and_the_leaders_unit(
    refused, conflict, owner, leader, colleague, citizen
):
    titles = ["Kræver afklaring: Ret telefon og sted", "Kræver afklaring: Ny kontakt"]

    def told(user, page: str) -> list[str]:
        lines = client_of(user).get(reverse(page)).context["waiting"]
        return sorted(line.title for line in lines if line.title.startswith("Kræver afklaring"))

    named = sorted(f"{title}, {citizen.label}" for title in titles)
    assert told(owner, "cases:my_day") == named
    assert told(leader, "cases:unit_overview") == named
    assert told(colleague, "cases:my_day") == told(leader, "cases:my_day") == []
