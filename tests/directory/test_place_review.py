"""A place is gone through again: what falls due, what has changed, who is not met there any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import AccessLog
from directory.actions.place import edit_place, review_place
from directory.models import Place, PlaceReview
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, ContactFactory, PlaceFactory
from tests.queries import assert_same_queries

TODAY = timezone.localdate


def days(number: int):
    return TODAY() + timedelta(days=number)


def reviewed(place: Place, by, ago: int = 30, changes: str = "", due: int = 60) -> PlaceReview:
    return review_place(
        place=place, reviewed_on=days(-ago), changes=changes, next_review_on=days(due), reviewer=None, by=by
    )


def review_url(place: Place) -> str:
    return f"{place.get_absolute_url()}gennemgang/"


def test_a_review_says_what_changed_and_when_the_next_is(owner, colleague, place):
    answer = client_of(owner).post(
        review_url(place),
        {
            "reviewed_on": TODAY(),
            "changes": "De unge er flyttet til havnen.",
            "next_review_on": days(30),
            "reviewer": colleague.pk,
        },
    )

    assert answer.url == place.get_absolute_url()
    with acting(owner):
        row = PlaceReview.objects.get()
        place.refresh_from_db()
    assert (row.changes, row.reviewed_on, row.reviewed_by_id) == (
        "De unge er flyttet til havnen.",
        TODAY(),
        owner.pk,
    )
    assert (place.next_review_on, place.reviewer_id) == (days(30), colleague.pk)
    assert "De unge er flyttet til havnen." in client_of(owner).get(place.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reviewed_on": days(1)}, "Dagen ligger i fremtiden."),
        ({"next_review_on": days(0)}, "Vælg en dag efter denne gennemgang."),
        ({"changes": "x" * 2001}, "2000"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_the_rest_is_kept(owner, place, typed, said):
    whole = {"reviewed_on": TODAY(), "changes": "Bænkene er væk", "next_review_on": days(30)}

    page = client_of(owner).post(review_url(place), {**whole, **typed}).content.decode()

    assert said in page
    assert typed.get("changes", "Bænkene er væk") in page
    with acting(owner):
        assert not PlaceReview.objects.exists()


def test_the_next_review_is_proposed_in_three_months(owner, place):
    form = client_of(owner).get(review_url(place)).context["form"]

    assert form["next_review_on"].value() == days(91)


def test_the_page_shows_what_was_corrected_since_the_last_review(owner, place):
    with acting(owner) as by:
        reviewed(place, by, changes="Kiosken har fået låge.")
        edit_place(
            place=place, name=place.name, kind=place.kind, area="Syd", description="Bænkene", closed_on=None, by=by
        )

    page = client_of(owner).get(review_url(place))

    assert [(field.label, field.old, field.new) for change in page.context["changes"] for field in change.fields] == [
        ("Område", "Midtbyen", "Syd"),
        ("Kendetegn", "", "Bænkene"),
    ]
    assert "Kiosken har fået låge." in page.content.decode()


def met_at(place: Place, by, *, ago: int, **citizen):
    row = CitizenFactory(unit=place.unit, by=by, **citizen)
    at = timezone.now() - timedelta(days=ago)
    ContactFactory(citizens=[row], unit=place.unit, place=place, at=at, by=by)
    return row


def test_it_names_who_used_to_be_met_there_and_was_not_since(owner, place):
    with acting(owner) as by:
        gone = met_at(place, by, ago=40, name="Gerda Væk")
        back = met_at(place, by, ago=40, name="Bo Her")
        ContactFactory(citizens=[back], unit=place.unit, place=place, by=by)
        met_at(place, by, ago=500, name="Lone Længe")
        reviewed(place, by)

    page = client_of(owner).get(review_url(place)).content.decode()

    assert [name in page for name in ("Gerda Væk", "Bo Her", "Lone Længe")] == [True, False, False]
    assert AccessLog.objects.filter(citizen_id=gone.pk, user_id=owner.pk, action="list").exists()


def test_another_units_citizen_and_a_protected_name_are_not_shown(owner, unit_mate, stranger, other_unit, place):
    with acting(stranger) as by:
        row = CitizenFactory(unit=other_unit, name="Xenia Fremmed", by=by)
        ContactFactory(citizens=[row], unit=other_unit, place=place, at=timezone.now() - timedelta(days=100), by=by)
    with acting(owner) as by:
        met_at(place, by, ago=100, name="Pia Skjult", protected=True)

    page = client_of(unit_mate).get(review_url(place)).content.decode()

    assert [text in page for text in ("Xenia Fremmed", "Pia Skjult", "Beskyttet borger")] == [False, False, True]


def test_the_list_shows_only_what_is_due_when_asked(owner, centre):
    with acting(owner) as by:
        due, later, closed = (PlaceFactory(unit=centre, name=name, by=by) for name in ("Nu", "Siden", "Lukket"))
        for place, day in ((due, 0), (later, 1), (closed, 0)):
            place.next_review_on = days(day)
            place.closed_on = TODAY() if place is closed else None
            place.save()

    page = client_of(owner).get("/steder/", {"due": "on"})

    assert [line.name for area in page.context["areas"] for line in area.lines] == ["Nu"]


def test_the_review_costs_the_same_for_any_number_of_rows(owner, place):
    client = client_of(owner)
    with acting(owner) as by:
        reviewed(place, by)

    def grow(number: int) -> None:
        with acting(owner) as by:
            for turn in range(number):
                met_at(place, by, ago=60 + turn)
                area = f"Område {Place.history.count()}"
                edit_place(
                    place=place, name=place.name, kind=place.kind, area=area, description="", closed_on=None, by=by
                )
                reviewed(place, by, ago=40)

    grow(1)
    assert_same_queries(lambda: client.get(review_url(place)), lambda: grow(2), lambda: grow(40))
    assert_same_queries(lambda: client.get(place.get_absolute_url()), lambda: grow(2))
