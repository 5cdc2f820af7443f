"""What every template keeps: no inline code, no form that the browser remembers, no word that is not translated."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from tests.guards.walk import files, name

#: Password managers must be able to fill these in, and nothing in them is about a citizen.
FORMS_TO_FILL_IN = {"templates/components/sign_in_form.html"}
#: Words that are the same in every language.
NAMES = {"Brobyg"}

COMMENT = re.compile(r"{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
WORD = re.compile(r"[A-Za-zÆØÅæøå]{2,}")
ENTITY = re.compile(r"&\w+;")
#: Given to another template as they stand, so they end on the screen.
GIVEN = re.compile(r"{%\s*(?:include|with)\b.*?%}", re.DOTALL)
LITERAL = re.compile(r'(?<!include )\b\w+="([^"]*)"')
SENTENCE = re.compile(r"[A-ZÆØÅ]|.* ")
SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description", "label")


def templates() -> list[tuple[str, str]]:
    """(name, source without comments)."""
    return [(name(path), COMMENT.sub("", path.read_text())) for path in files(".html", under="templates")]


def violations(check: Callable[[str], Iterator[str]]) -> list[str]:
    return [f"{template}: {found}" for template, source in templates() for found in check(source)]


class Reader(HTMLParser):
    """Collects start tags and texts of a template whose template tags were replaced by nothing."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(TAG.sub("", TRANSLATED.sub("", source)))
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attributes}))

    def handle_data(self, text: str) -> None:
        self.texts.append(text)


def inline_code(source: str) -> Iterator[str]:
    for tag, attributes in Reader(source).tags:
        if tag == "style" or (tag == "script" and "src" not in attributes):
            yield f"<{tag}> inline"
        for key, value in attributes.items():
            if key == "style" or key.startswith(("on", "hx-on")) or value.strip().startswith("javascript:"):
                yield f"{key}={value!r}"


def forms_remembered(source: str) -> Iterator[str]:
    for tag, attributes in Reader(source).tags:
        if tag == "form" and attributes.get("autocomplete") != "off":
            yield "<form> without autocomplete=off"


def untranslated(source: str) -> Iterator[str]:
    reader = Reader(source)
    said = [*reader.texts, *(attributes.get(key, "") for _, attributes in reader.tags for key in SPOKEN)]
    for text in said:
        plain = ENTITY.sub("", text).strip()
        if WORD.search(plain) and plain.strip(" ·:.,") not in NAMES:
            yield repr(plain)
    for tag in GIVEN.findall(TRANSLATED.sub("", source)):
        yield from (repr(text) for text in LITERAL.findall(tag) if SENTENCE.match(text) and WORD.search(text))


def test_no_inline_code():
    assert violations(inline_code) == []


def test_no_form_is_remembered_by_the_browser():
    """Chromium writes what is typed to its session files otherwise."""
    found = violations(forms_remembered)
    assert [line for line in found if line.partition(":")[0] not in FORMS_TO_FILL_IN] == []


def test_forms_to_fill_in_are_not_stale():
    found = {line.partition(":")[0] for line in violations(forms_remembered)}
    assert sorted(set(FORMS_TO_FILL_IN) - found) == []


def test_every_word_is_translated():
    assert violations(untranslated) == []


def test_no_template_is_marked_safe_by_hand():
    """HTML comes from templates; a value that claims to be safe is how a script gets in."""
    assert violations(lambda source: iter(re.findall(r"\|\s*safe\b|autoescape off", source))) == []


def test_templates_live_in_one_place():
    elsewhere = [name(path) for path in files(".html") if not name(path).startswith(("templates/", "docs/"))]
    assert elsewhere == []
