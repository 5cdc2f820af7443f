"""The catalogue of offers: added, corrected, retired; never deleted, because citizens' plans point at it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Block
from directory.models import PartnerOffer

_GIVEN_BY_CODE = ["organisation", "shared_with", "offer"]


@action
def add_block(*, by: User, name: str = "", offer: PartnerOffer | None = None, **told: Any) -> Block:
    """`told`: provider, kind, where, theme, times, suits, places. Raises ValidationError by field."""
    block = Block()
    _say(block, name=name, offer=offer, **told)
    block.save()
    return block


@action
def edit_block(
    *, block: Block, by: User, name: str, offer: PartnerOffer | None, retired_on: date | None, reason: str = "",
    **told: Any,
) -> Block:  # fmt: skip
    """What is chosen already stays chosen, also of what is retired. Raises ValidationError by field."""
    _say(block, name=name, offer=offer, retired_on=retired_on, **told)
    block.save()
    return block


def _say(block: Block, **told: Any) -> None:
    for field, value in told.items():
        setattr(block, field, " ".join(value.split()) if isinstance(value, str) else value)
    # What the partner's own row says is not written a second time.
    if block.offer and block.name.casefold() == block.offer.name.casefold():
        block.name = ""
    if block.offer is None and not block.name:
        raise ValidationError({"name": _("Skriv navnet, eller vælg en samarbejdspartners tilbud.")})
    if block.offer and block.provider:
        raise ValidationError({"provider": _("Samarbejdspartneren står for tilbuddet. Lad feltet stå tomt.")})
    block.clean_fields(exclude=_GIVEN_BY_CODE)
    _require_once(block)


def _require_once(block: Block) -> None:
    """Two of one name would be chosen at random. Compared in Python: SQLite's own case folding knows no æøå."""
    mine = (block.title.casefold(), block.provided_by.casefold())
    others = Block.objects.filter(organisation=block.organisation_id, retired_on=None).exclude(pk=block.pk)
    for other in others.told():
        if block.retired_on is None and (other.title.casefold(), other.provided_by.casefold()) == mine:
            raise ValidationError({"name": _("Tilbuddet står der allerede.")})
