"""Which files the app consists of, and the name of exactly this set of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

#: What the app shares with the pages. Its own files are all that lie in static/field/.
SHARED = (
    "vendor/atkinson-latin.woff2",
    "vendor/idb.js",
    "icons/icons.svg",
    "icons/mark.svg",
    "vendor/bootstrap.min.css",
    "css/fonts.css",
    "css/tokens.css",
    "css/dark.css",
    "css/foundation.css",
    "css/buttons.css",
    "css/forms.css",
    "css/choices.css",
    "css/components.css",
    "css/lists.css",
    "css/contact.css",
)
#: The house's own (config/storage.py), which knows the hashed names.
_storage: Any = staticfiles_storage
OWN = Path(settings.BASE_DIR) / "static" / "field"
#: Beside the static files: what a view draws.
TEMPLATES = ("field/shell.html", "field/sw.js")


@dataclass(frozen=True)
class Build:
    id: str
    #: Addresses of the static files, hashed where they are collected.
    files: tuple[str, ...]


def build() -> Build:
    """Found once per process in service; anew each time where the files are served from their sources."""
    return _kept(settings.STATIC_ROOT) if _storage.hashed_files else _made()


@lru_cache(maxsize=4)
def _kept(static_root: str) -> Build:
    return _made()


def names() -> list[str]:
    own = sorted(path.relative_to(OWN.parent).as_posix() for path in OWN.rglob("*") if path.is_file())
    return [*SHARED, *own]


def _made() -> Build:
    from field.words import all_words

    summed = hashlib.sha256(repr(all_words()).encode())
    for name in names():
        found = finders.find(name)
        summed.update(name.encode())
        summed.update(Path(str(found)).read_bytes() if found else _storage.stored_name(name).encode())
    for template in TEMPLATES:
        summed.update((Path(settings.BASE_DIR) / "templates" / template).read_bytes())
    return Build(summed.hexdigest()[:12], tuple(staticfiles_storage.url(name) for name in names()))
