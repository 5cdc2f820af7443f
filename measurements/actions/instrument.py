"""Instruments are declared once for an organisation, and every change of wording is a new version."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from audit.writing import action
from measurements.instruments import read_themes
from measurements.models import InstrumentVersion
from measurements.models.instrument import unsaved


@action
def kept(*, version: InstrumentVersion, organisation: Organisation, by: User) -> InstrumentVersion:
    """The version itself, or a declared one saved when it is first used."""
    if not version._state.adding:
        return version
    known = InstrumentVersion.objects.filter(organisation=organisation, key=version.key, number=version.number).first()
    if known is None:
        version.organisation = organisation
        version.save()
    return known or version


@action
def write_instrument(
    *, organisation: Organisation, title: str, themes: list[dict[str, Any]], occasions: list[str], by: User,
    source: str = "", key: str = "",
) -> InstrumentVersion:  # fmt: skip
    """An instrument of one's own, or with `key` a new version of a known one. Raises ValidationError by field."""
    if not title.strip():
        raise ValidationError({"title": _("Skriv, hvad redskabet hedder.")})
    if not any(theme.items for theme in read_themes(themes)):
        raise ValidationError({"themes": _("Skriv mindst ét spørgsmål.")})
    known = InstrumentVersion.objects.filter(organisation=organisation)
    before = known.filter(key=key).order_by("-number").first() if key else None
    if key and before is None:
        # A declared one that nobody has used yet.
        before = next((one for one in unsaved() if one.key == key), None)
    if key and before is None:
        raise ValidationError(_("Redskabet findes ikke."))
    row = InstrumentVersion(
        organisation=organisation, key=key or _free_key(title, set(known.values_list("key", flat=True))),
        number=before.number + 1 if before else 1, title=title.strip(), themes=themes, occasions=occasions,
        pathway=before.pathway if before else "", scoring=before.scoring if before else "", source=source.strip(),
    )  # fmt: skip
    row.save()
    return row


def _free_key(title: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:30] or "redskab"
    key, number = f"own_{plain}", 1
    while key in taken:
        number += 1
        key = f"own_{plain}_{number}"
    return key


@action
def retire_instrument(*, version: InstrumentVersion, retired: bool, by: User) -> InstrumentVersion:
    """Asked no more, or again. What was answered stays."""
    version = kept(version=version, organisation=by.membership.organisation, by=by)
    version.retired_on = timezone.localdate() if retired else None
    version.save()
    return version
