"""*Flyt til en anden borger*: what stood on the wrong person stands on the right one, and can go back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.contact import correct_contact, log_contact
from cases.actions.identity import undo_move
from cases.actions.splitting import split_off
from cases.models import Citizen, Contact, RowMove, Task, TreatmentRequest
from cases.splitting import PAGE
from tests.cast import acting, client_of, met_on_the_street
from tests.factories import ContactFactory, TaskFactory
from tests.queries import assert_same_queries

WHY = {"reason": "Skrevet på den forkerte"}


def url(citizen) -> str:
    return reverse("cases:split", args=[citizen.pk])


def split(citizen, target, *contacts, by, tasks=(), **fields) -> RowMove:
    return split_off(source=citizen, target=target, contacts=contacts, tasks=tasks, by=by, **WHY, **fields)


def on(citizen, model=Contact) -> set:
    return set(model.objects.filter(citizen=citizen).values_list("pk", flat=True))


def clocks(citizen) -> list[tuple]:
    """(day of the request counted from today, outcome) of each, the earliest first."""
    rows = TreatmentRequest.objects.filter(citizen=citizen).order_by("requested_on", "ended_on")
    return [((row.requested_on - timezone.localdate()).days, row.outcome) for row in rows]


def asks(citizen, days_ago: int, by) -> Contact:
    return met_on_the_street(citizen, "citizen", days_ago=days_ago, asks_for_treatment=True, by=by)


# --- The act ----------------------------------------------------------------------------------------------------------
def test_a_contact_goes_with_correction_agreement_and_request(citizen, unit_citizen, contact, owner):
    with acting(owner) as by:
        right = correct_contact(contact=contact, reason="Tid", minutes=5, by=by)
        before = on(unit_citizen)

        split(citizen, unit_citizen, right, by=by)

        assert on(citizen) == set()
        assert on(unit_citizen) == before | {contact.pk, right.pk}
        assert Task.objects.get(agreed_in=contact).citizen_id == unit_citizen.pk
        assert (clocks(citizen), clocks(unit_citizen)) == ([], [(-1, "")])
        assert {row.user_id for row in Contact.objects.get(pk=right.pk).colleagues.all()} != set()


def test_a_task_that_no_contact_brought_goes_alone(citizen, unit_citizen, task, owner):
    with acting(owner) as by:
        split(citizen, unit_citizen, tasks=[task], by=by)

        assert on(unit_citizen, Task) == {task.pk}
        assert len(on(citizen)) == 1


def test_somebody_new_needs_an_alias_only(citizen, contact, owner):
    with acting(owner) as by:
        move = split(citizen, None, contact, alias="Lange Ib", by=by)

        new = Citizen.objects.get(alias="Lange Ib")
        assert (move.target_id, new.identity, new.unit_id) == (new.pk, "alias", citizen.unit_id)
        assert on(new) == {contact.pk}


def test_undone_everything_stands_as_before(citizen, unit_citizen, contact, task, owner):
    with acting(owner) as by:
        before = [(on(one), on(one, Task), clocks(one)) for one in (citizen, unit_citizen)]
        move = split(citizen, unit_citizen, contact, tasks=[task], by=by)
        undo_move(move=move, by=by)

        assert [(on(one), on(one, Task), clocks(one)) for one in (citizen, unit_citizen)] == before


def test_the_histories_of_both_say_it(citizen, unit_citizen, contact, owner, leader):
    with acting(owner) as by:
        split(citizen, unit_citizen, contact, by=by)

    client = client_of(leader, purpose_for=[citizen, unit_citizen])
    pages = [client.get(reverse("cases:citizen_history", args=[one.pk])) for one in (citizen, unit_citizen)]
    assert [WHY["reason"] in page.content.decode() for page in pages] == [True, True]


@pytest.mark.parametrize(
    ("target", "field"), [("citizen", "citizens"), ("there_too", "contacts"), ("too_young", "citizens")]
)
def test_a_contact_that_cannot_be_about_the_other_stays(citizen, place, owner, centre, target, field):
    with acting(owner) as by:
        from cases.actions.citizen import add_citizen

        there_too = add_citizen(unit=centre, name="Bo Lind", by=by)
        too_young = add_citizen(unit=centre, name="Ny Ung", birth_year=timezone.localdate().year, by=by)
        people = {"citizen": citizen, "there_too": there_too, "too_young": too_young}
        at = timezone.now() - timedelta(days=400)
        contact, _also = log_contact(
            unit=centre, citizens=[citizen, there_too], at=at, way="street", result="seen", place=place, by=by
        )

        with pytest.raises(ValidationError) as refused:
            split(citizen, people[target], contact, by=by)
        assert list(refused.value.error_dict) == [field]
        assert contact.pk in on(citizen)


# --- The 14 days ------------------------------------------------------------------------------------------------------
def test_of_two_who_asked_each_has_a_clock_when_the_first_request_goes(citizen, unit_citizen, contact, owner):
    with acting(owner) as by:
        first = asks(unit_citizen, 9, by)
        second = asks(unit_citizen, 4, by)
        assert clocks(unit_citizen) == [(-9, "")]

        split(unit_citizen, _new(unit_citizen, by), first, by=by)

        assert clocks(unit_citizen) == [(-4, "")]
        assert TreatmentRequest.objects.get(citizen=unit_citizen).contact_id == second.pk


def test_of_two_who_asked_each_has_a_clock_when_the_later_contact_goes(citizen, unit_citizen, owner):
    with acting(owner) as by:
        asks(unit_citizen, 9, by)
        second = asks(unit_citizen, 4, by)
        other = _new(unit_citizen, by)

        move = split(unit_citizen, other, second, by=by)
        assert (clocks(unit_citizen), clocks(other)) == ([(-9, "")], [(-4, "")])

        undo_move(move=move, by=by)
        assert (clocks(unit_citizen), clocks(other)) == ([(-9, ""), (-4, "merged")], [])


def test_who_has_a_clock_already_keeps_the_first_day(citizen, unit_citizen, contact, owner):
    with acting(owner) as by:
        asks(unit_citizen, 6, by)

        move = split(citizen, unit_citizen, contact, by=by)
        assert (clocks(citizen), clocks(unit_citizen)) == ([], [(-6, ""), (-1, "merged")])

        undo_move(move=move, by=by)
        assert (clocks(citizen), clocks(unit_citizen)) == ([(-1, "")], [(-6, "")])


def _new(like: Citizen, by) -> Citizen:
    from cases.actions.citizen import add_citizen

    return add_citizen(unit=like.unit, identity="alias", alias="Lange Ib", by=by)


# --- The page ---------------------------------------------------------------------------------------------------------
def test_the_page_moves_and_tells_where_it_stands(citizen, unit_citizen, contact, owner):
    client = client_of(owner, purpose_for=[unit_citizen])

    answer = client.post(url(citizen), {"contacts": contact.pk, "citizens": unit_citizen.pk, **WHY}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == citizen.get_absolute_url()
    assert "1 kontakt er flyttet." in page
    assert "Anmodningen om behandling fulgte med." in page
    with acting(owner):
        assert contact.pk in on(unit_citizen)
        assert reverse("cases:move_undo", args=[RowMove.objects.get().pk]) in page


def test_from_the_contact_it_is_chosen_beforehand(citizen, contact, owner):
    client = client_of(owner)
    assert f"{url(citizen)}?kontakt={contact.pk}" in client.get(contact.get_absolute_url()).content.decode()

    lines = client.get(url(citizen), {"kontakt": contact.pk}).context["choice"].contacts

    assert [(line.id, line.chosen) for line in lines] == [(contact.pk, True)]


def test_what_is_missing_is_said_and_what_was_typed_stays(citizen, contact, owner):
    sent = {"contacts": contact.pk, "aliases": "Lange Ib", "reason": ""}
    form = client_of(owner).post(url(citizen), sent).context["form"]
    nothing = client_of(owner).post(url(citizen), {}).context["form"]

    assert (list(form.errors), form.picked("contacts"), form.chosen_new) == (["reason"], [contact.pk], ["Lange Ib"])
    assert sorted(nothing.errors) == ["citizens", "contacts", "reason"]


def test_chosen_contacts_stay_in_sight_on_older_pages(citizen, owner, centre):
    with acting(owner) as by:
        for days in range(2, PAGE + 5):
            at = timezone.now() - timedelta(days=days)
            ContactFactory(citizens=[citizen], unit=centre, at=at, by=by)
    client = client_of(owner)
    first = client.get(url(citizen)).context["choice"]
    chosen = first.contacts[3].id

    sent = {"contacts": chosen, "older": str(first.older), "reason": "Fordi"}
    older = client.post(url(citizen), sent).context

    ids = [line.id for line in older["choice"].contacts]
    assert (ids[0], older["choice"].contacts[0].chosen, older["form"]["reason"].value()) == (chosen, True, "Fordi")
    assert not set(ids[1:]) & {line.id for line in first.contacts}
    assert older["choice"].older is None


def test_days_narrow_the_list(citizen, contact, owner):
    yesterday, today = (timezone.localdate(contact.at), timezone.localdate())
    client = client_of(owner)

    def shown(first, last) -> list:
        sent = {"first": first, "last": last, "show": "1"}
        return [line.id for line in client.post(url(citizen), sent).context["choice"].contacts]

    assert [shown(yesterday, yesterday), shown(today, ""), shown("", "rod"), shown("", yesterday - timedelta(1))] == [
        [contact.pk],
        [],
        [contact.pk],
        [],
    ]


def test_a_note_for_others_is_not_shown(citizen, health_contact, owner):
    page = client_of(owner).get(url(citizen)).content.decode()

    assert "Notatet kan kun læses af: Kun sundhedsfaglige" in page
    assert "healthnote" not in page


def test_what_stands_on_another_citizen_cannot_be_moved_from_here(citizen, unit_citizen, contact, other_citizen, owner):
    client = client_of(owner, purpose_for=[unit_citizen])
    with acting(owner):
        theirs = Contact.objects.get(citizen=unit_citizen)

    foreign = client.post(url(citizen), {"contacts": theirs.pk, "aliases": "Lange Ib", **WHY})
    outside = client.post(url(citizen), {"contacts": contact.pk, "citizens": other_citizen.pk, **WHY})

    assert [list(answer.context["form"].errors) for answer in (foreign, outside)] == [["contacts"], ["citizens"]]


def test_of_a_protected_citizen_only_those_on_the_course_move_anything(protected_citizen, colleague, owner):
    answers = [
        client_of(user, purpose_for=[protected_citizen]).get(url(protected_citizen)) for user in (colleague, owner)
    ]

    assert [answer.status_code for answer in answers] == [403, 200]


def test_a_citizen_with_nothing_says_so(alias_citizen, owner):
    page = client_of(owner, purpose_for=[alias_citizen]).get(url(alias_citizen)).content.decode()

    assert "Der er ingen kontakter på borgeren." in page


def test_many_cost_what_few_cost(citizen, contact, task, owner, centre):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            ContactFactory.create_batch(number, citizens=[citizen], unit=centre, by=by)
            TaskFactory.create_batch(number, citizen=citizen, unit=centre, by=by)

    assert_same_queries(lambda: client.get(url(citizen)), lambda: more(2), lambda: more(40))
    assert_same_queries(lambda: client.get(url(citizen), {"kontakt": contact.pk}), lambda: more(2))
