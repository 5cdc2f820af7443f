"""The migration that gave each no a reason of its own: what was whose, told from history."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

apart = import_module("crisis_center.migrations.0006_answers_apart_and_forgotten_spottings").apart
NOTHING = ("", "", "", False)


def snapshot(
    accepted: bool | None, granted: bool | None, reason: str = "", centre_at: int = 0, home_at: int = 0
) -> SimpleNamespace:
    return SimpleNamespace(
        accepted=accepted, decided_at=centre_at, decided_by_id=None, granted=granted,
        granted_at=home_at, granted_by_id=None, refusal=reason, refusal_words="", instead="", appeal_told=False,
    )  # fmt: skip


def reasons(*snapshots: SimpleNamespace) -> list[tuple[str, str]]:
    return [(centre[0], municipality[0]) for centre, municipality in apart(snapshots)]


def test_a_reason_belongs_to_whoever_said_no():
    assert reasons(snapshot(None, None), snapshot(False, None, "no_room"), snapshot(True, None)) == [
        ("", ""), ("no_room", ""), ("", ""),
    ]  # fmt: skip
    assert reasons(snapshot(None, None), snapshot(True, False, "other")) == [("", ""), ("", "other")]


def test_where_both_said_no_the_earlier_ones_reason_comes_from_history():
    centre = snapshot(False, None, "no_room", centre_at=1)
    both = snapshot(False, False, "other", centre_at=1, home_at=2)
    touched = snapshot(False, False, "other", centre_at=1, home_at=2)
    anew = snapshot(False, False, "not_acute", centre_at=3, home_at=2)

    assert reasons(centre, both, touched, anew) == [
        ("no_room", ""), ("no_room", "other"), ("no_room", "other"), ("not_acute", "other"),
    ]  # fmt: skip


def test_the_municipality_first_keeps_its_own_too():
    first = snapshot(None, False, "other", home_at=1)

    assert reasons(first, snapshot(False, False, "no_room", home_at=1, centre_at=2)) == [
        ("", "other"), ("no_room", "other"),
    ]  # fmt: skip


def test_without_an_earlier_word_both_have_the_one_there_is():
    assert reasons(snapshot(False, False, "other")) == [("other", "other")]
