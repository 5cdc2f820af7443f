"""Text can be read in the sun: 7:1 on every paper it stands on, in both lights."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
TEXTS = [
    *((ink, paper) for ink in ("ink", "ink-soft") for paper in ("paper", "surface", "sunken", "water-wash")),
    *((tone, f"{tone}-wash") for tone in ("water", "good", "wait", "bad", "quiet")),
    *(("ink", f"{tone}-wash") for tone in ("good", "wait", "bad")),
    *((tone, "surface") for tone in ("water", "water-deep", "bad")),
    ("on-water", "water"),
    ("on-water", "water-deep"),
]


def colours(*names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found |= dict(re.findall(r"--([\w-]+): #([0-9a-f]{6});", (CSS / name).read_text()))
    return found


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("files", [("tokens.css",), ("tokens.css", "dark.css")], ids=["light", "dark"])
def test_text_keeps_seven_to_one(files):
    palette = colours(*files)
    low = {pair: round(contrast(*(palette[name] for name in pair)), 2) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 7} == {}


@pytest.mark.parametrize("files", [("tokens.css",), ("tokens.css", "dark.css")], ids=["light", "dark"])
def test_borders_of_fields_keep_three_to_one(files):
    palette = colours(*files)
    assert min(contrast(palette["line-strong"], palette[on]) for on in ("surface", "paper")) >= 3


def test_dark_answers_every_colour_of_light():
    assert set(colours("tokens.css")) - set(colours("dark.css")) == set()


def test_no_other_stylesheet_names_a_colour():
    named = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?!;base)", re.sub(r'url\("[^"]*"\)', "", path.read_text()))
        for path in CSS.glob("*.css")
        if path.name not in ("tokens.css", "dark.css", "print.css")
    }
    assert {name: found for name, found in named.items() if found} == {}
