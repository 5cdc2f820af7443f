"""What hours and costs are registered on: the eight activities of the evaluation (S2 p. 68-71), declared as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Hours are kept as whole quarters of an hour: an exact number on both engines.
QUARTERS = 4
MOST_QUARTERS = 168 * QUARTERS


class Grade(models.TextChoices):
    EMPLOYEE = "employee", _("medarbejder")
    LEADER = "leader", _("leder")


class Activity(models.TextChoices):
    OUTREACH = "outreach", _("Udgående og kontaktskabende indsats og motivationsarbejde")
    BRIDGING = "bridging", _("Brobygning og fortsat behandling")
    PLANNING = "planning", _("Planlægning af arbejdet med indsatsen")
    TRAINING = "training", _("Uddannelse og kompetenceudvikling af projektmedarbejdere")
    MAPPING = "mapping", _("Geografisk afdækning af borgernes opholdssteder")
    OUTREACH_PLANNING = (
        "outreach_planning",
        _("Planlægning af den udgående og kontaktskabende indsats og motivationsarbejde"),
    )
    BRIDGING_PLANNING = "bridging_planning", _("Planlægning af brobygning og fortsat behandling")
    OTHER = "other", _("Øvrige omkostninger")


class Spent(models.TextChoices):
    """The hope that the leader's view follows (S3 P2): less time on visitation and control, more face to face."""

    FACE = "face", _("Ansigt til ansigt")
    DESK = "desk", _("Visitation, møder og papir")
    REST = "rest", _("Andet")


@dataclass(frozen=True)
class Declared:
    """An activity with what belongs to it, and whether a citizen is there (direct).

    `desk`: it is about citizens without them. The report has no activity for visitation alone; it is part of these.
    """

    activity: Activity
    what: str | Promise = ""
    direct: bool = False
    desk: bool = False

    @property
    def spent(self) -> Spent:
        if self.direct:
            return Spent.FACE
        return Spent.DESK if self.desk else Spent.REST


ACTIVITIES = (
    Declared(
        Activity.OUTREACH,
        _("Kontaktskabelse, dialog, motivationsarbejde, udgående stofmisbrugsbehandling"),
        direct=True,
    ),
    Declared(
        Activity.BRIDGING,
        _("Borgerkonferencer og behandlingsmøder med borgeren, hjælp til transport"),
        direct=True,
    ),
    Declared(Activity.PLANNING, _("Etablering, redskaber, projektmøder, administration, dokumentation"), desk=True),
    Declared(Activity.TRAINING),
    Declared(Activity.MAPPING, _("Møder i teamet, rute, kommunikationsstrategi")),
    Declared(
        Activity.OUTREACH_PLANNING,
        _("Gøre opmærksom, tilstedeværelse i miljøet uden direkte borgerrettet arbejde"),
    ),
    Declared(Activity.BRIDGING_PLANNING, _("Samarbejdsaftaler, møder uden borger"), desk=True),
    Declared(Activity.OTHER, _("Materiale, bøger, transporttid m.m. (kan også bogføres i kroner)")),
)
DIRECT = tuple(one.activity for one in ACTIVITIES if one.direct)
SPENT = {one.activity.value: one.spent for one in ACTIVITIES}
INDIRECT = tuple(one.activity for one in ACTIVITIES if not one.direct)


def published(activity: Activity, grade: Grade | None = None) -> str:
    """The row's name in the published tables 9-1 and 9-2, whatever language is read: "… (medarbejder)"."""
    with translation.override("da"):
        return f"{activity.label} ({grade.label})" if grade else str(activity.label)
