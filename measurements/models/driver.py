"""*Drivkræfter og barrierer*: what helps the model along and what is in its way (S2 ch. 8). About the work, nobody in
particular."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager


class DriverNoteQuerySet(CaseRecordQuerySet):
    seen_with = Can.MANAGE_TASK
    never_shared = True

    def own_q(self, user: User) -> Q:
        return self.unit_q(user)

    def within(self, first: date, last: date) -> Self:
        return self.filter(noticed_on__range=(first, last))


class DriverNote(CaseRecord):
    class Theme(models.TextChoices):
        """The four themes of the evaluation's chapter."""

        LEADERSHIP = "leadership", _("Ledelse")
        ORGANISATION = "organisation", _("Organisering")
        PEOPLE = "people", _("Mennesker")
        CONTEXT = "context", _("Kontekst")

    class Kind(models.TextChoices):
        DRIVER = "driver", _("Drivkraft")
        BARRIER = "barrier", _("Barriere")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    kind = models.CharField(_("drivkraft eller barriere"), max_length=8, choices=Kind.choices)
    theme = models.CharField(_("tema"), max_length=12, choices=Theme.choices)
    text = models.TextField(_("hvad har I set"), max_length=1000)
    noticed_on = models.DateField(_("hvornår"), default=timezone.localdate)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    objects = TrackedManager.from_queryset(DriverNoteQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("drivkraft eller barriere")
        verbose_name_plural = _("drivkræfter og barrierer")
        constraints = [models.CheckConstraint(name="driver_note_stays_at_home", condition=Q(shared_with=None))]
        indexes = [models.Index(fields=["organisation", "unit", "-noticed_on"], name="driver_note_of_unit")]

    class Privacy:
        technical = ("unit", "kind", "theme", "noticed_on", "written_at", "written_by")
        #: Meant for the work; somebody may nevertheless have written of a person.
        special = ("text",)

    def __str__(self) -> str:
        return self.text
