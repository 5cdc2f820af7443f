"""A spreadsheet brought in under a finger: upload, columns, progress that moves by itself, preview, done."""

import pytest

from cases.actions import imports as actions
from cases.models import Contact
from tests.browser import axe, sign_in
from tests.cases.sheets import CONTACTS
from tests.cast import acting

pytestmark = pytest.mark.browser


def test_a_file_becomes_contacts_and_the_progress_moves_by_itself(house, page, leader, tmp_path, monkeypatch):
    monkeypatch.setattr(actions, "SLICE", 10)
    lines = [f"{1 + n % 28}.2.2026;;Smeden;;;Havnen;Gade;talt med;;10;Notat {n};" for n in range(40)]
    file = tmp_path / "kontakter.csv"
    file.write_text(CONTACTS + "\n".join([*lines, "31.02.2026;;Smeden;;;;;;;;;"]), encoding="cp1252")
    seen: list[str] = []
    page.on("response", lambda answer: seen.append(str(answer.status)) if "gennemgang" in answer.url else None)
    sign_in(page, leader)

    page.goto("/regneark/")
    axe(page)
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Hent ind").tap()
    page.get_by_role("checkbox", name="Opret de borgere, der mangler").check()
    axe(page)
    page.get_by_role("button", name="Gennemgå linjerne").tap()
    page.get_by_role("button", name="Indlæs 40 linjer").wait_for()
    axe(page)
    assert seen == ["200", "200", "200", "204"]
    assert page.get_by_role("row", name="42 Dato").inner_text().endswith("er ikke en dato. Skriv fx 22.11.2026.")
    page.get_by_role("button", name="Indlæs 40 linjer").tap()
    page.get_by_text("Indlæst: 40 kontakter, 1 borger, 1 sted.").wait_for()
    axe(page)

    with acting(leader):
        assert Contact.objects.filter(citizen__alias="Smeden", note__startswith="Notat").count() == 40
