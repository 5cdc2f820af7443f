"""Two people edit the same row: nothing is lost, nothing is overwritten unseen."""

from __future__ import annotations

import pytest

from accounts.forms.versioned import VersionedForm
from cases.actions.citizen import edit_citizen
from cases.models import Citizen
from tests.cast import acting, met


class FactsForm(VersionedForm):
    class Meta:
        model = Citizen
        fields = ("alias", "address", "birth_year", "gender", "needs_interpreter")
        labels = {"alias": "Kaldenavn", "gender": "Køn", "birth_year": "Fødselsår"}


FACTS = {"alias": "Per", "address": "Gaden 1", "birth_year": "1990", "gender": "man", "needs_interpreter": ""}


@pytest.fixture
def row(owner, centre):
    with acting(owner) as by:
        return met("row", unit=centre, by=by, name="P", alias="Per", address="Gaden 1", birth_year=1990, gender="man")


@pytest.fixture
def seen(row, owner) -> int:
    """The version the first reader's form was drawn from."""
    with acting(owner):
        return FactsForm(instance=row).initial["version"]


def changed_by(user, row, **fields) -> None:
    with acting(user) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=row.pk), by=by, **fields)


def asked(form: VersionedForm) -> list[tuple]:
    return [(one.name, one.label, one.yours, one.theirs) for one in form.conflicts]


def test_nobody_else_saved(row, seen, owner):
    with acting(owner):
        form = FactsForm({**FACTS, "version": seen, "alias": "Peer"}, instance=row)
        assert (form.is_valid(), form.conflicts, form.cleaned_data["alias"]) == (True, [], "Peer")


def test_what_only_they_changed_is_kept(row, seen, owner, colleague):
    changed_by(colleague, row, address="Gaden 2", needs_interpreter=True)
    with acting(owner):
        form = FactsForm({**FACTS, "version": seen, "alias": "Peer"}, instance=row)
        assert (form.is_valid(), form.conflicts) == (True, [])
        assert [form.cleaned_data[name] for name in ("alias", "address", "needs_interpreter")] == [
            "Peer",
            "Gaden 2",
            True,
        ]


def test_what_both_changed_to_the_same_is_no_question(row, seen, owner, colleague):
    changed_by(colleague, row, alias="Peer")
    with acting(owner):
        form = FactsForm({**FACTS, "version": seen, "alias": "Peer"}, instance=row)
        assert (form.is_valid(), form.conflicts) == (True, [])


def test_what_both_changed_is_asked_about_with_who_saved(row, seen, owner, colleague):
    changed_by(colleague, row, gender="woman", birth_year=1991, address="Gaden 2")
    with acting(owner):
        form = FactsForm({**FACTS, "version": seen, "gender": "other", "birth_year": "1989"}, instance=row)
        assert form.is_valid() is False
        assert asked(form) == [("birth_year", "Fødselsår", "1989", "1991"), ("gender", "Køn", "Andet", "Kvinde")]
        assert form.conflict_by == "Kasper Holm"
        # Drawn again it shows my words, their untouched ones, and the version the question was asked at.
        assert [form[name].value() for name in ("gender", "birth_year", "address")] == ["other", "1989", "Gaden 2"]
        assert int(form["version"].value()) == row.history.latest().history_id


@pytest.mark.parametrize(("choice", "alias"), [("yours", "Mit"), ("theirs", "Deres")])
def test_the_choice_holds(choice, alias, row, seen, owner, colleague):
    changed_by(colleague, row, alias="Deres")
    with acting(owner):
        first = FactsForm({**FACTS, "version": seen, "alias": "Mit"}, instance=row)
        assert first.is_valid() is False
        answer = {**first.data, "alias_choice": choice}
        second = FactsForm(answer, instance=Citizen.objects.get(pk=row.pk))
        assert (second.is_valid(), second.cleaned_data["alias"]) == (True, alias)


def test_a_third_edit_while_choosing_is_asked_about_again(row, seen, owner, colleague):
    changed_by(colleague, row, alias="Deres")
    with acting(owner):
        first = FactsForm({**FACTS, "version": seen, "alias": "Mit"}, instance=row)
        assert first.is_valid() is False
    changed_by(colleague, row, alias="Nyere")
    with acting(owner):
        again = FactsForm({**first.data, "alias_choice": "yours"}, instance=Citizen.objects.get(pk=row.pk))
        assert again.is_valid() is False
        assert asked(again) == [("alias", "Kaldenavn", "Mit", "Nyere")]


def test_what_cannot_be_read_is_not_dropped_for_theirs(row, seen, owner, colleague):
    changed_by(colleague, row, birth_year=1991)
    with acting(owner):
        form = FactsForm({**FACTS, "version": seen, "birth_year": "firs"}, instance=row)
        assert form.is_valid() is False
        assert asked(form) == [("birth_year", "Fødselsår", "firs", "1991")]
        assert form["birth_year"].value() == "firs"


@pytest.mark.parametrize("version", ["", "0", "x", "999999999"])
def test_an_unknown_version_saves_nothing(version, row, owner):
    with acting(owner):
        form = FactsForm({**FACTS, "version": version, "alias": "Peer"}, instance=row)
        assert form.is_valid() is False
        assert form.non_field_errors() == ["Siden var for gammel. Se felterne efter, og gem igen."]
