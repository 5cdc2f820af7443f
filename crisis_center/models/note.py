"""Notes by shift: the centre's own, in its words. Health notes are for those who may read them."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case as Switch
from django.db.models import Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy import Can, Scope, scope_of
from audit.models import TrackedManager
from cases.models.change_cycle import ChangeStage
from crisis_center.models.health_check import HealthCheck
from crisis_center.models.of_stay import OfStay
from crisis_center.models.rows import OfStayQuerySet


class Shift(models.TextChoices):
    DAY = "day", _("Dag")
    EVENING = "evening", _("Aften")
    NIGHT = "night", _("Nat")


def shift_at(moment: datetime) -> Shift:
    """Day from 7, evening from 15, night from 23: what most houses have, and one can say otherwise."""
    hour = timezone.localtime(moment).hour
    if 7 <= hour < 15:
        return Shift.DAY
    return Shift.EVENING if 15 <= hour < 23 else Shift.NIGHT


class CentreNoteQuerySet(OfStayQuerySet):
    def in_force(self) -> Self:
        """Not corrected by a later one."""
        return self.exclude(Exists(CentreNote.objects.filter(corrects=OuterRef("pk"))))

    def with_text_for(self, user: User) -> Self:
        """`read_text` and `read_words`, empty where the user may only know that there is a note; `is_readable`."""
        readable = Q(noted_by=user) | ~Q(kind=CentreNote.Kind.HEALTH)
        if scope_of(user, Can.READ_HEALTH_NOTES) >= Scope.UNIT:
            readable |= Q(kind=CentreNote.Kind.HEALTH)
        return self.annotate(
            read_text=Switch(When(readable, then="text"), default=Value(""), output_field=models.TextField()),
            read_words=Switch(
                When(readable, then="citizens_words"), default=Value(""), output_field=models.TextField()
            ),
            is_readable=Switch(When(readable, then=True), default=False, output_field=models.BooleanField()),
        )


class CentreNote(OfStay):
    """Written once; a correction is a new note that points at it."""

    #: Hung on by `with_text_for`.
    read_text: str = ""
    read_words: str = ""
    is_readable: bool = False

    inner = True

    class Kind(models.TextChoices):
        SHIFT = "shift", _("Vagtnotat")
        TALK = "talk", _("Samtale")
        NEED = "need", _("Behov")
        HEALTH = "health", _("Helbred")

    kind = models.CharField(_("hvad slags"), max_length=8, choices=Kind.choices)
    shift = models.CharField(_("vagt"), max_length=8, choices=Shift.choices)
    happened_at = models.DateTimeField(_("hvornår"))
    text = models.TextField(_("notat"), max_length=4000)
    theme = models.CharField(_("tema"), max_length=120, blank=True)
    stage = models.CharField(_("trin i forandringscirklen"), max_length=20, choices=ChangeStage.choices, blank=True)
    citizens_words = models.TextField(_("borgerens egne ord"), max_length=1000, blank=True)
    health_check = models.ForeignKey(
        HealthCheck, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sundhedstjek")
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("retter")
    )

    objects = TrackedManager.from_queryset(CentreNoteQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("notat på akutkrisecentret")
        verbose_name_plural = _("notater på akutkrisecentret")
        constraints = [
            models.CheckConstraint(
                name="centre_note_talk_has_its_fields",
                condition=Q(kind="talk") | Q(theme="", stage="", citizens_words=""),
                violation_error_message=_("Tema, trin og borgerens ord hører til en samtale."),
            ),
            models.CheckConstraint(
                name="centre_note_findings_are_health",
                condition=Q(health_check=None) | Q(kind="health"),
            ),
            models.CheckConstraint(name="centre_note_never_shared", condition=Q(shared_with__isnull=True)),
        ]
        indexes = [models.Index(fields=["stay", "-happened_at"], name="centre_notes_of_stay")]

    class Privacy:
        technical = ("health_check", "corrects")
        ordinary = ("kind", "shift", "happened_at")
        special = ("text", "theme", "stage", "citizens_words")

    def __str__(self) -> str:
        return str(self.get_kind_display())
