"""`manage.py smdb_month`: the month as a file, whose look it was, and what it says when it cannot be made."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.acting import inside
from accounts.automatic import AUTOMATIC
from audit.models import AccessLog
from tests.cast import acting
from tests.factories import CitizenFactory
from tests.measurements.test_smdb import WHOLE, october
from tests.measurements.treated import treated

pytestmark = pytest.mark.django_db
OCTOBER = ("--month", "2025-10")


@pytest.fixture
def reported(owner, stranger, outsider, centre, other_unit, far_unit):
    """One in each unit: the leader's, another of the municipality, another municipality's."""
    found = []
    homes = ((owner, centre, "Her"), (stranger, other_unit, "Hos"), (outsider, far_unit, "Fjern"))
    for number, (worker, unit, name) in enumerate(homes):
        with acting(worker) as by:
            known = {**WHOLE, "cpr": f"010190123{number}"}
            found.append(CitizenFactory(unit=unit, name=name, by=by, **known))
            treated(found[-1], asked=october(1), begun=october(9), by=by)
    return found


def looks(organisation) -> list[tuple]:
    """(whose, by whom) of everything that was exported."""
    with inside(organisation):
        return list(AccessLog.objects.filter(action="export").values_list("citizen_id", "user_id"))


def made(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("smdb_month", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_leader_gets_the_units_they_lead_with_cpr_and_it_is_their_look(reported, municipality, leader):
    sheet, said = made(*OCTOBER, "--organisation", municipality.municipality_code, "--by", leader.email.upper())

    assert [line.split(";")[4:6] for line in sheet.splitlines()[1:]] == [["010190-1230", "Her"]] * 3
    assert "endnu ikke bekræftet" in said
    assert looks(municipality) == [(reported[0].pk, leader.pk)]


def test_without_a_leader_it_is_the_whole_organisation_without_numbers(reported, municipality, owner):
    with acting(owner) as by:
        treated(
            CitizenFactory(unit=by.membership.unit, name="Skjult", protected=True, cpr="0101901235", by=by),
            asked=october(1), begun=october(9), by=by,
        )  # fmt: skip
    sheet, said = made(*OCTOBER, "--organisation", municipality.name)

    assert {tuple(line.split(";")[4:6]) for line in sheet.splitlines()[1:]} == {("", "Her"), ("", "Hos"), ("", "")}
    assert "2025-10: 3 citizens" in said
    assert [who for _citizen, who in looks(municipality)] == [AUTOMATIC] * 3


def test_a_file_is_written_as_the_page_gives_it(reported, municipality, leader, tmp_path: Path):
    path = tmp_path / "smdb.csv"
    made(*OCTOBER, "--organisation", municipality.name, "--by", leader.email, "--output", str(path))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfmaaned;")
    assert path.read_bytes().count(b"\r\n") == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--month", "i går"], "Write it as 2026-10"),
        (["--month", "2026-10", "--organisation", "Atlantis"], "There are: "),
        (["--month", "2026-10", "--by", "nobody@nowhere.example"], "leads no unit"),
        (["--month", "2026-10", "--by", "owner"], "Name a leader with --by"),
        (["--month", "2026-10", "--output", "/nowhere/at/all.csv"], "Make it first"),
        (["--month", "2026-10", "--output", "/proc/smdb.csv"], "Choose another --output"),
    ],
)
def test_what_cannot_be_made_says_what_to_do_and_nothing_is_read(arguments, words, municipality, owner):
    named = [owner.email if one == "owner" else one for one in arguments]
    asked = named if "--organisation" in named else [*named, "--organisation", municipality.name]
    with pytest.raises(CommandError, match=words):
        made(*asked)
    assert looks(municipality) == []
