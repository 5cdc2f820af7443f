"""*Måleredskab*: what is asked, in versions, so that an old answer always stands with the question it answered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from accounts.policy import Can
from audit.models import TrackedManager
from measurements.instruments import Item, Theme, declared, read_themes


class InstrumentVersionQuerySet(CaseRecordQuerySet):
    """The organisation's own, for everybody who works with citizens; nothing in it is about one."""

    seen_with = Can.WORK_PATHWAY
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return Q()

    def own_q(self, user: User) -> Q:
        return Q()

    def newest(self) -> Self:
        newer = InstrumentVersion.objects.filter(
            organisation=OuterRef("organisation"), key=OuterRef("key"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(newer))


class InstrumentVersion(CaseRecord):
    """An instrument in the wording of one version. `themes` as `measurements.instruments.read_themes` reads them."""

    #: Stable across versions.
    key = models.CharField(_("nøgle"), max_length=40)
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("navn"), max_length=120)
    #: The model of work it belongs to; empty: to any.
    pathway = models.CharField(_("model"), max_length=20, blank=True)
    occasions = models.JSONField(_("hvornår"), encoder=DjangoJSONEncoder)
    themes = models.JSONField(_("spørgsmål"), encoder=DjangoJSONEncoder)
    source = models.CharField(_("kilde"), max_length=300, blank=True)
    #: How a sum is made of it; most have none, and none is made up.
    scoring = models.CharField(_("sum"), max_length=10, blank=True)
    #: Its official wording is still to be written in.
    wording_needed = models.BooleanField(_("ordlyden mangler"), default=False)
    since = models.DateTimeField(_("gælder fra"), default=timezone.now)
    retired_on = models.DateField(_("ikke brugt siden"), null=True, blank=True)

    objects = TrackedManager.from_queryset(InstrumentVersionQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("måleredskab")
        verbose_name_plural = _("måleredskaber")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "number"], name="instrument_version_once"),
            models.CheckConstraint(name="instrument_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = (
            "key", "number", "title", "pathway", "occasions", "themes", "source", "scoring", "wording_needed", "since",
            "retired_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @cached_property
    def read(self) -> tuple[Theme, ...]:
        return read_themes(self.themes)

    @cached_property
    def items(self) -> dict[str, Item]:
        return {item.key: item for theme in self.read for item in theme.items}

    @property
    def is_used(self) -> bool:
        return self.retired_on is None and not self.wording_needed


def unsaved() -> Iterator[InstrumentVersion]:
    """Version 1 of each declared instrument, as it will be kept."""
    for one in declared():
        yield InstrumentVersion(number=1, **one)
