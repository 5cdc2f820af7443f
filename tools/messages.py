"""Translations: `python -m tools.messages update | check | compile`.

The strings in the code are Danish. `locale/da` repeats them, so that both languages are complete; `locale/en` is
where a translator writes. `.mo` files are made from them and not committed.
"""

from __future__ import annotations

import difflib
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.strings import ROOT, Text, Unreadable, everywhere

LOCALE = ROOT / "locale"
SOURCE, TARGET = "da", "en"
#: Problems that one run of `check` names.
SHOWN = 40
PLACEHOLDER = re.compile(r"%\([a-z_]\w*\)[sdf]|%[sd]|\{[a-z_]\w*\}", re.IGNORECASE)
#: Headers with a date or a program's version: they would change with every run.
RESTLESS = re.compile(
    rb'^"(POT-Creation-Date|Report-Msgid-Bugs-To|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n',
    re.M,
)


def po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def stored(language: str) -> Catalog:
    path = po(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def text_of(message: Message) -> Text:
    parts = (message.id,) if isinstance(message.id, str) else message.id
    return Text(parts[0], parts[1] if len(parts) > 1 else None, message.context)


def translations(catalog: Catalog) -> dict[Text, Message]:
    return {text_of(message): message for message in catalog if message.id}


def forms(message: Message) -> tuple[str, ...]:
    """The translated forms, one or two; empty strings where nothing is translated."""
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def fresh(language: str, found: dict[Text, list[str]]) -> Catalog:
    """The catalogue as it should be: today's strings, and what is known of their translations.

    A reworded string takes over the translation of the one it replaced, marked fuzzy: a person looks at it again.
    """
    known = translations(stored(language))
    gone = {(text.singular, bool(text.plural)): known[text] for text in known if text not in found}

    def translated(text: Text) -> tuple[tuple[str, ...], set[str]]:
        identity = tuple(filter(None, text[:2]))
        if language == SOURCE:
            return identity, set()
        if text in known:
            return forms(known[text]), known[text].flags & {"fuzzy"}
        candidates = [singular for singular, plural in gone if plural == bool(text.plural)]
        for near in difflib.get_close_matches(text.singular, candidates, n=1, cutoff=0.8):
            return forms(gone[near, bool(text.plural)]), {"fuzzy"}
        return ("",) * len(identity), set()

    head = f"# Brobyg, {language}"
    catalog = Catalog(locale=language, project="Brobyg", version="1", fuzzy=False, header_comment=head)
    for text in sorted(found, key=lambda text: (text.singular, text.context or "")):
        strings, flags = translated(text)
        identity = (text.singular, text.plural) if text.plural else text.singular
        places = [(name, 0) for name in found[text]]
        catalog.add(identity, strings if text.plural else strings[0], places, flags=flags, context=text.context)
    return catalog


def written(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog, width=120, include_lineno=False, sort_output=False)
    return RESTLESS.sub(b"", file.getvalue())


def update() -> None:
    found = everywhere()
    for language in (SOURCE, TARGET):
        po(language).parent.mkdir(parents=True, exist_ok=True)
        po(language).write_bytes(written(fresh(language, found)))


def compile_all() -> None:
    """Make each `.mo` that is missing or older than its `.po`."""
    for path in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parent.parent.name)
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        # Replaced in one step: a server that runs must not read half a file.
        part = target.with_suffix(".part")
        part.write_bytes(compiled.getvalue())
        part.replace(target)


def placeholders(strings: Iterable[str]) -> set[str]:
    return {name for string in strings for name in PLACEHOLDER.findall(string)}


def faults(text: Text, message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    translated = forms(message)
    if not all(translated) or message.fuzzy:
        yield f"not translated: {text.singular!r}"
        return
    wanted = placeholders(filter(None, (text.singular, text.plural)))
    # In a plural the singular may leave the number out; nothing may bring a name of its own.
    if placeholders(translated) - wanted or placeholders(translated[-1:]) != placeholders(
        [text.plural or text.singular]
    ):
        yield f"placeholders differ: {text.singular!r} → {translated[-1]!r}"


def problems() -> list[str]:
    """Everything that keeps the two languages from being complete, as lines to read."""
    try:
        found = everywhere()
    except Unreadable as error:
        return [str(error)]
    known = translations(stored(TARGET))
    lines = [f"new, run 'make messages': {text.singular!r}" for text in found if text not in known]
    lines += [f"no longer used, run 'make messages': {text.singular!r}" for text in known if text not in found]
    lines += [line for text, message in known.items() if text in found for line in faults(text, message)]
    if not lines and any(po(name).read_bytes() != written(fresh(name, found)) for name in (SOURCE, TARGET)):
        lines.append("locale/ is not as 'make messages' writes it")
    return lines


def check() -> bool:
    lines = problems()
    print("\n".join(lines[:SHOWN]) or "Both languages are complete.")
    if len(lines) > SHOWN:
        print(f"… and {len(lines) - SHOWN} more")
    return not lines


def main() -> int:
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "update":
        update()
        compile_all()
    elif command == "compile":
        compile_all()
    elif command == "check":
        return 0 if check() else 1
    else:
        sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main())
