"""*Hvem har ændret hvad*: everything that hangs on a citizen, told to whom it may be told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.database import case_models
from audit.models import AccessLog
from audit.reading import MASK
from cases.actions.citizen import edit_citizen, remove_best_met
from cases.changes import HistoryKey, history_of, tables
from cases.models import BestMet, ChecklistItem, Citizen, ClockWarning, ImportFile, RowMove
from directory.models import Place
from tests.cast import SURNAMES, acting, client_of, token


def url(citizen) -> str:
    return reverse("cases:citizen_history", args=[citizen.pk])


def lines(citizen, user, **options) -> list:
    with acting(user) as by:
        return history_of({citizen.pk}, by, before=None, hidden=False, limit=100, **options).lines


def told(citizen, user, model: str) -> list[tuple]:
    return [
        (
            line.change.kind.value,
            line.who,
            line.change.reason,
            [(one.label, one.old, one.new) for one in line.change.fields],
        )
        for line in lines(citizen, user)
        if line.change.model == model
    ]


def test_every_row_that_points_at_what_is_told_is_told():
    told_of = set(tables())
    points = {
        model
        for model in case_models()
        if any(field.related_model in told_of for field in model._meta.concrete_fields if field.is_relation)
    }
    # What a house keeps for itself is told on no page of the citizen.
    assert points - told_of == {model for model in points if model.inner}
    assert {Citizen, RowMove, ClockWarning} <= told_of
    assert {Place, ChecklistItem, ImportFile} & told_of == set()


def test_a_change_says_what_who_and_why(citizen, owner, colleague):
    with acting(colleague) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=citizen.pk), alias="Kalle", reason="ringede", by=by)
    assert told(citizen, owner, "borger")[0] == (
        "changed",
        "Kasper Holm",
        "ringede",
        [("Kaldenavn", token("citizen", "alias"), "Kalle")],
    )


def test_cpr_is_masked(citizen, owner):
    with acting(owner) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=citizen.pk), cpr=None, by=by)
    assert told(citizen, owner, "borger")[0][3] == [("CPR-nummer", MASK, "")]


def test_what_was_removed_is_told(citizen, owner):
    with acting(owner) as by:
        remove_best_met(best_met=BestMet.objects.get(citizen=citizen), by=by)
    assert [row[0] for row in told(citizen, owner, "bedst at træffe")] == ["deleted", "created"]


def test_who_was_tied_to_it_is_told(citizen, owner):
    assert [row[3] for row in told(citizen, owner, "kollega ved kontakten")] == [[("Medarbejder", "", "Kasper Holm")]]
    assert sorted(row[3][0] for row in told(citizen, owner, "tildeling")) == [
        ("Medarbejder", "", "Kasper Holm"),
        ("Medarbejder", "", "Oda Lind"),
    ]


def test_notes_are_told_to_their_readers_only(health_contact, citizen, owner, health):
    note = token("citizen", "healthnote")
    assert [note in str(told(citizen, user, "kontakt")) for user in (owner, health)] == [False, True]


def test_other_citizens_are_not_told(citizen, unit_citizen, owner):
    page = client_of(owner).get(url(citizen)).content.decode()
    assert SURNAMES["citizen"] in page
    assert SURNAMES["unit_citizen"] not in page


def test_a_protected_name_is_masked_here_too(protected_citizen, unit_mate, owner):
    hidden = [SURNAMES["protected_citizen"], *(token("protected_citizen", what) for what in ("alias", "address"))]
    pages = [
        client_of(who, purpose_for=[protected_citizen]).get(url(protected_citizen)).content.decode()
        for who in (unit_mate, owner)
    ]
    assert [[word in page for word in hidden] for page in pages] == [[False] * 3, [True] * 3]


def test_the_data_protection_officer_sees_which_fields_and_no_content(citizen, dpo):
    page = client_of(dpo).get(url(citizen)).content.decode()
    tokens = [
        SURNAMES["citizen"],
        *(token("citizen", what) for what in ("alias", "note", "words", "sister", "agreement")),
    ]
    assert [word for word in tokens if word in page] == []
    assert f"Borger {citizen.pk.hex[-8:].upper()}" in page
    assert "Oda Lind" in page
    with acting(dpo):
        assert list(AccessLog.objects.filter(user_id=dpo.pk).values_list("action", "citizen_id")) == [
            ("view", citizen.pk)
        ]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 200),
        ("leader", 200),
        ("dpo", 200),
        ("stranger", 404),
        ("outside_dpo", 404),
        ("spotter", 403),
        ("administrator", 403),
    ],
)
def test_who_may_see_it(who, status, citizen, request):
    client = client_of(request.getfixturevalue(who), purpose_for=[citizen])
    assert client.get(url(citizen)).status_code == status


def test_pages_by_key_hold_each_change_once(citizen, owner):
    whole = [(line.change.model, line.change.object_id, line.change.at) for line in lines(citizen, owner)]
    seen, before = [], None
    with acting(owner) as by:
        for _page in range(30):
            page = history_of({citizen.pk}, by, before=before, hidden=False, limit=3)
            seen += [(line.change.model, line.change.object_id, line.change.at) for line in page.lines]
            if page.older is None:
                break
            before = HistoryKey.read(str(page.older))
    assert len(whole) > 10
    assert seen == whole


@pytest.mark.parametrize("text", ["", "x", "2026-01-01_1_1", "2026-01-01T10:00:00+00:00_x_1"])
def test_what_is_no_key_is_none(text):
    assert HistoryKey.read(text) is None
