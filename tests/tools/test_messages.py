import gettext

import pytest

from tools import messages
from tools.strings import Text


@pytest.fixture
def say(tmp_path, monkeypatch):
    """`say("Hej", …)`: the code says these strings and no others; the catalogues live in a folder of the test."""
    monkeypatch.setattr(messages, "LOCALE", tmp_path)

    def say(*texts: str | Text) -> None:
        found = {text if isinstance(text, Text) else Text(text, None, None): ["cases/x.py"] for text in texts}
        monkeypatch.setattr(messages, "everywhere", lambda: found)

    return say


def translate(danish: str, english: str) -> None:
    """What a translator does to the file."""
    path = messages.po("en")
    path.write_text(path.read_text().replace(f'msgid "{danish}"\nmsgstr ""', f'msgid "{danish}"\nmsgstr "{english}"'))


def test_a_new_string_asks_for_its_translation(say):
    say("Ny kontakt")
    messages.update()
    assert messages.problems() == ["not translated: 'Ny kontakt'"]


def test_a_translated_string_is_complete_and_survives_an_update(say):
    say("Ny kontakt")
    messages.update()
    translate("Ny kontakt", "New contact")
    say("Ny kontakt", "Gem")
    messages.update()
    assert messages.problems() == ["not translated: 'Gem'"]


def test_strings_that_came_and_went_are_named(say):
    say("Gammel")
    messages.update()
    say("Helt anderledes")
    assert messages.problems() == [
        "new, run 'make messages': 'Helt anderledes'",
        "no longer used, run 'make messages': 'Gammel'",
    ]


def test_a_reworded_string_keeps_its_translation_until_a_person_has_looked(say):
    say("Borgeren er ikke truffet")
    messages.update()
    translate("Borgeren er ikke truffet", "The citizen was not met")
    say("Borgeren blev ikke truffet")
    messages.update()
    assert "The citizen was not met" in messages.po("en").read_text()
    assert messages.problems() == ["not translated: 'Borgeren blev ikke truffet'"]


def test_a_lost_placeholder_is_found(say):
    say("Hej %(name)s")
    messages.update()
    translate("Hej %(name)s", "Hello %(nam)s")
    assert messages.problems() == ["placeholders differ: 'Hej %(name)s' → 'Hello %(nam)s'"]


def test_updating_twice_changes_nothing(say):
    say("Ny kontakt", Text("%(n)s dag", "%(n)s dage", None), Text("uge", None, "tid"))
    messages.update()
    before = messages.po("en").read_bytes()
    messages.update()
    assert messages.po("en").read_bytes() == before


def test_compiled_files_say_what_was_written(say, tmp_path):
    say("Ny kontakt", Text("%(n)s dag", "%(n)s dage", None))
    messages.update()
    translate("Ny kontakt", "New contact")
    messages.compile_all()
    english, danish = (gettext.translation("django", tmp_path, [language]) for language in ("en", "da"))
    assert english.gettext("Ny kontakt") == "New contact"
    assert [danish.ngettext("%(n)s dag", "%(n)s dage", n) for n in (1, 2)] == ["%(n)s dag", "%(n)s dage"]
