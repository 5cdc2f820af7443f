"""A name found later; two records of one person become one, and two again."""

import json

import pytest
from django.core.exceptions import ValidationError

from cases.actions.citizen import edit_citizen
from cases.actions.identity import CannotMove, identify_citizen, merge_citizens, undo_move
from cases.models import Citizen, Contact, Identification, NotTheSame, RowMove
from cases.pairs import fingerprint
from tests.cases.moved import fresh, on
from tests.cast import acting, met_on_the_street, token


def test_an_alias_gets_a_name_and_stays_as_alias(alias_citizen, owner):
    with acting(owner) as by:
        how = identify_citizen(citizen=alias_citizen, name=" Karl  Holm ", cpr="010190-1234", how="papers", by=by)

        now = fresh(alias_citizen)
        assert (now.identity, now.name, now.alias, now.cpr) == (
            "named",
            "Karl Holm",
            token("alias_citizen", "alias"),
            "0101901234",
        )
        assert (how.was, how.how, how.identified_by_id) == ("alias", "papers", owner.pk)


@pytest.mark.parametrize("how", ["colleague", "partner"])
def test_nobody_else_names_an_anonymous_citizen(anonymous_citizen, owner, how):
    with acting(owner) as by:
        with pytest.raises(ValidationError) as refused:
            identify_citizen(citizen=anonymous_citizen, name="Karl Holm", how=how, by=by)
        assert list(refused.value.error_dict) == ["how"]
        assert fresh(anonymous_citizen).identity == "anonymous"


def test_an_anonymous_citizen_may_give_a_name(anonymous_citizen, owner):
    with acting(owner) as by:
        identify_citizen(citizen=anonymous_citizen, name="Karl Holm", how="said_so", by=by)

        now = fresh(anonymous_citizen)
        assert (now.identity, now.anonymous_basis, now.name) == ("named", "", "Karl Holm")
        assert Identification.objects.get(citizen=anonymous_citizen).was == "anonymous"


def test_who_has_a_name_gets_no_other(citizen, owner):
    with acting(owner) as by, pytest.raises(ValidationError):
        identify_citizen(citizen=citizen, name="Karl Holm", how="said_so", by=by)


def test_everything_of_the_one_stands_on_the_other(citizen, unit_citizen, owner):
    with acting(owner) as by:
        before = {name: on(citizen).get(name, 0) + count for name, count in on(unit_citizen).items()}
        merge_citizens(keep=citizen, gone=unit_citizen, by=by)

        assert on(citizen) == {**on(citizen), **before}
        assert on(unit_citizen) == {}
        assert unit_citizen.pk not in Citizen.objects.visible_to(owner).values_list("pk", flat=True)


def test_what_only_one_says_is_kept_and_the_rest_is_chosen(alias_citizen, citizen, owner):
    with acting(owner) as by:
        move = merge_citizens(keep=alias_citizen, gone=citizen, choices={"contact_wishes": "gone"}, by=by)

        now = fresh(alias_citizen)
        assert (now.identity, now.name, now.cpr, now.alias, now.description, now.contact_wishes) == (
            "named",
            "Karla Zornfeldt",
            "0101901234",
            f"{token('alias_citizen', 'alias')}, {token('citizen', 'alias')}",
            token("alias_citizen", "description"),
            token("citizen", "wishes"),
        )
        assert json.loads(move.taken or "")["fields"]["identity"] == ["alias", "named"]
        assert fresh(citizen).cpr == "0101901234"


def test_undoing_gives_each_what_they_had(alias_citizen, citizen, owner):
    def facts() -> list[dict]:
        left_out = ("id", "organisation_id")
        return [
            {name: value for name, value in row.items() if name not in left_out}
            for row in Citizen.objects.filter(pk__in=[alias_citizen.pk, citizen.pk]).order_by("pk").values()
        ]

    with acting(owner) as by:
        before, rows = facts(), on(citizen)
        move = merge_citizens(keep=alias_citizen, gone=citizen, by=by)
        undone = undo_move(move=move, by=by)

        assert (facts(), on(citizen), on(alias_citizen)) == (before, rows, {})
        assert (undone.kept, undone.elsewhere) == ([], 0)


def test_what_was_written_meanwhile_stays(alias_citizen, citizen, owner):
    with acting(owner) as by:
        move = merge_citizens(keep=alias_citizen, gone=citizen, by=by)
        meanwhile = met_on_the_street(fresh(alias_citizen), "meanwhile", days_ago=0, by=by)
        edit_citizen(citizen=fresh(alias_citizen), name="Karla Z. Holm", phone="55667788", by=by)

        undone = undo_move(move=move, by=by)

        now = fresh(alias_citizen)
        assert undone.kept == ["name", "phone"]
        assert (now.name, now.identity, now.phone, now.cpr) == ("Karla Z. Holm", "named", "55667788", None)
        assert list(Contact.objects.filter(citizen=alias_citizen)) == [meanwhile]


def test_two_cpr_numbers_are_two_people(citizen, unit_citizen, owner):
    with acting(owner) as by:
        edit_citizen(citizen=unit_citizen, cpr="0202902345", by=by)
        with pytest.raises(CannotMove):
            merge_citizens(keep=citizen, gone=unit_citizen, by=by)


@pytest.mark.parametrize("anonymous_goes", [True, False])
def test_an_anonymous_citizen_is_not_merged(citizen, anonymous_citizen, owner, anonymous_goes):
    keep, gone = (citizen, anonymous_citizen) if anonymous_goes else (anonymous_citizen, citizen)
    with acting(owner) as by, pytest.raises(CannotMove):
        merge_citizens(keep=keep, gone=gone, by=by)


def test_the_same_merge_twice_is_one(citizen, unit_citizen, owner):
    with acting(owner) as by:
        moves = [merge_citizens(keep=citizen, gone=unit_citizen, by=by) for _time in range(2)]
        assert (moves[0].pk, RowMove.objects.count()) == (moves[1].pk, 1)


def test_an_edit_after_one_looked_is_looked_at_again(citizen, unit_citizen, owner):
    with acting(owner) as by:
        seen = fingerprint(fresh(citizen), fresh(unit_citizen))
        edit_citizen(citizen=fresh(unit_citizen), phone="55667788", by=by)
        with pytest.raises(CannotMove):
            merge_citizens(keep=citizen, gone=unit_citizen, seen=seen, by=by)


def test_what_came_last_is_undone_first(citizen, unit_citizen, alias_citizen, owner):
    with acting(owner) as by:
        first = merge_citizens(keep=unit_citizen, gone=alias_citizen, by=by)
        last = merge_citizens(keep=citizen, gone=fresh(unit_citizen), by=by)
        with pytest.raises(CannotMove):
            undo_move(move=first, by=by)
        undo_move(move=last, by=by)
        undo_move(move=first, by=by)

        assert list(Citizen.objects.exclude(merged_into=None)) == []


def test_who_is_not_the_one_is_not_the_other_either(citizen, unit_citizen, alias_citizen, owner):
    with acting(owner) as by:
        said = {tuple(sorted(pair)) for pair in ((citizen.pk, unit_citizen.pk), (unit_citizen.pk, alias_citizen.pk))}
        for first, second in said:
            NotTheSame(first_id=first, second_id=second, decided_by=by).save()
        move = merge_citizens(keep=citizen, gone=unit_citizen, by=by)
        pairs = set(NotTheSame.objects.values_list("first", "second"))
        undo_move(move=move, by=by)

        assert pairs == {
            tuple(sorted(pair)) for pair in ((citizen.pk, unit_citizen.pk), (citizen.pk, alias_citizen.pk))
        }
        assert set(NotTheSame.objects.values_list("first", "second")) == said
