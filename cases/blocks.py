"""The catalogue as lists show it: by where the offers are, with how many places are left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Block
from cases.models.block import BlockQuerySet
from cases.names import danish_sort_key
from cases.own_plan_page import places_words

Badge = tuple[str, str, str]
_TONES = {Block.Kind.MUST.value: "", Block.Kind.MAY.value: "good", Block.Kind.MAYBE.value: "wait"}


@dataclass(frozen=True)
class BlockLine:
    title: str
    url: str
    meta: str
    more: str
    badges: list[Badge]


def looked_for(rows: BlockQuerySet, *, theme: str = "", where: str = "") -> BlockQuerySet:
    """What helps with a theme is also what helps with all of them."""
    rows = rows.filter(Q(theme=theme) | Q(theme="")) if theme else rows
    return rows.filter(where=where) if where else rows


def block_lines(
    rows: BlockQuerySet, today: date, *, url_of: Callable[[Block], str] | None = None
) -> list[tuple[str, list[BlockLine]]]:
    """[(where, its offers by name)…]. One query."""
    found: dict[str, list[Block]] = {}
    for block in sorted(rows.told().with_taken(today), key=lambda row: danish_sort_key(row.title)):
        found.setdefault(block.where, []).append(block)
    return [
        (str(where.label), [_line(block, today, url_of(block) if url_of else "") for block in found[where.value]])
        for where in Block.Where
        if where.value in found
    ]


def _line(block: Block, today: date, url: str) -> BlockLine:
    theme = str(block.get_theme_display()) if block.theme else ""
    suits = _("Passer til: %(whom)s") % {"whom": block.suits} if block.suits else ""
    demands = _("Kræver: %(what)s") % {"what": block.offer.demands} if block.offer and block.offer.demands else ""
    badges: list[Badge] = [(str(block.get_kind_display()), _TONES[block.kind], "")]
    words, tone = places_words(block)
    badges += [(words, tone, "")] if words else []
    if block.retired_on and block.retired_on <= today:
        badges.append((_("Findes ikke mere"), "", ""))
    return BlockLine(
        block.title, url,
        " · ".join(part for part in (block.provided_by, block.times, theme) if part),
        " · ".join(part for part in (suits, demands) if part),
        badges,
    )  # fmt: skip
