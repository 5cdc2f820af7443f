"""An icon that is asked for exists."""

import re

from django.conf import settings

SPRITE = settings.BASE_DIR / "static" / "icons" / "icons.svg"
ROOMS = ("accounts", "directory", "cases", "outreach", "crisis_center", "measurements", "field", "intake")


def drawn() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text()))


def asked_for() -> set[str]:
    found: set[str] = set()
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        text = re.sub(r"{#.*?#}", "", path.read_text())
        found |= set(re.findall(r'{% icon "([\w-]+)"', text))
        found |= set(re.findall(r'{% (?:card|notice|include)\b[^%]*\bicon="([\w-]+)"', text))
    for room in ROOMS:
        for path in (settings.BASE_DIR / room).rglob("doors.py"):
            found |= set(re.findall(r'Door\([^"]*"[^"]*"\)?, "[^"]*", "([\w-]+)"', path.read_text()))
    return found


def test_every_icon_asked_for_is_drawn():
    assert asked_for() - drawn() == set()
