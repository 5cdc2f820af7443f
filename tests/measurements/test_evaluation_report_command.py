"""`manage.py evaluation_report`: the report as a file, and what it says when it cannot be made."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.measurements.test_evaluation import both

pytestmark = pytest.mark.django_db


def made(*arguments: str) -> str:
    out = StringIO()
    call_command("evaluation_report", *arguments, stdout=out)
    return out.getvalue()


def days() -> list[str]:
    return ["--from", f"{timezone.localdate().replace(day=1, month=1)}", "--to", f"{timezone.localdate()}"]


def test_it_tells_of_the_organisation_by_name_code_or_key(case, owner, municipality, elsewhere):
    both(case, {"hope": ["2"]}, {"hope": ["4"]}, by=owner)

    for name in (municipality.name, municipality.municipality_code, str(municipality.pk)):
        data = json.loads(made(*days(), "--organisation", name))
        assert (data["meta"]["organisations"], data["T7-1"]["rows"]["hope"]["N"]) == ([municipality.name], 1)
    elsewhere = json.loads(made(*days(), "--organisation", elsewhere.name))
    assert elsewhere["T7-1"]["rows"]["hope"]["N"] == 0


def test_several_are_told_together_and_small_numbers_hidden_where_one_says_so(case, owner, municipality, elsewhere):
    both(case, {"hope": ["2"]}, {"hope": ["4"]}, by=owner)

    data = json.loads(made(*days()))
    assert set(data["meta"]["organisations"]) == {municipality.name, elsewhere.name}
    assert data["T7-1"]["rows"]["hope"]["N"] == 1
    hidden = json.loads(made(*days(), "--hide-small"))
    assert hidden["T7-1"]["rows"]["hope"]["N"] is None


def test_a_file_is_written(municipality, tmp_path: Path):
    path = tmp_path / "rapport.pdf"
    made(*days(), "--organisation", municipality.name, "--format", "pdf", "--output", str(path))
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "i går", "--to", "2026-01-01"], "is no day"),
        (["--from", "2026-02-01", "--to", "2026-01-01"], "ends before it begins"),
        (["--from", "2026-01-01", "--to", "2026-02-01", "--organisation", "Atlantis"], "There is no organisation"),
        (["--from", "2026-01-01", "--to", "2026-02-01", "--output", "/nowhere/at/all"], "cannot be written"),
    ],
)
def test_what_cannot_be_made_says_what_to_do(arguments, words, municipality):
    with pytest.raises(CommandError, match=words):
        made(*arguments)
