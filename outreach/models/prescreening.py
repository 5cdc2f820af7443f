"""*Forscreening* (S2 p. 17): is the outreach meant for this citizen? The program proposes, the professional decides.

Filled in over as many contacts as it takes. A decided one stays as it is; to assess again is a new one, and the newest
decided one counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case, CasePeriod
from cases.models.case import CaseChildQuerySet


class Answer(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nej")
    #: Contact comes before knowledge.
    UNKNOWN = "unknown", _("Ved ikke endnu")


class Decision(models.TextChoices):
    IN = "in", _("I målgruppen")
    OUT = "out", _("Uden for målgruppen")
    WAIT = "wait", _("Vi venter med at afgøre det")


def _answer(words: Any) -> models.CharField:
    return models.CharField(words, max_length=10, choices=Answer.choices, default=Answer.UNKNOWN)


#: The criteria that are asked, in the report's words and order (S2 p. 17); the third follows from the five areas.
CRITERIA = {
    "treatment_law": _("Borgere, der tilhører målgruppen for social stofmisbrugsbehandling efter servicelovens § 101."),
    "mixed_use": _("Borgere, der har et stofmisbrug, som ofte er kendetegnet ved at være et intenst blandingsmisbrug."),
    "little_use_of_offers": _(
        "Borgere, der ikke benytter eller kun i begrænset omfang benytter de eksisterende "
        "stofmisbrugsbehandlingstilbud eller er i risiko for at falde ud af de eksisterende "
        "stofmisbrugsbehandlingstilbud."
    ),
    "several_systems": _(
        "Borgere, der har behov for støtte og hjælp fra flere systemer og dermed behov for koordinerede indsatser og "
        "behandling og opfølgning."
    ),
    "burdened_where": _(
        "Borgere, der oplever sig besværet af deres aktuelle situation, og som opholder sig på forsorgshjem, "
        "væresteder eller gaden."
    ),
}
BURDEN = _(
    "Borgere, der har komplekse problemer og en høj belastningsgrad på mindst tre af følgende områder: Fysisk helbred, "
    "psykisk helbred, økonomi, kriminalitet og familiemæssige og sociale relationer."
)
AREAS = {
    "physical_health": _("Fysisk helbred"),
    "mental_health": _("Psykisk helbred"),
    "economy": _("Økonomi"),
    "crime": _("Kriminalitet"),
    "family_social": _("Familiemæssige og sociale relationer"),
}
#: Every field that is answered.
ANSWERS = (*CRITERIA, *AREAS)
#: So many areas of high burden meet the third criterion.
ENOUGH_AREAS = 3
#: Days after which one asks again where the professional waits and names no day.
ASK_AGAIN = timedelta(days=14)


class PrescreeningQuerySet(CaseChildQuerySet):
    def begun(self) -> Self:
        return self.filter(decided_on=None)

    def counting_first(self) -> Self:
        """Decided ones, the one that counts first."""
        return self.filter(decided_on__isnull=False).order_by("-decided_on", "-pk")

    def asked_again(self, today: date) -> Self:
        """Those with which one waits and whose day has come: nothing was decided since, and the course never ended."""
        due = Q(ask_again_on__lte=today) | Q(ask_again_on=None, decided_on__lte=today - ASK_AGAIN)
        since = Prescreening.objects.filter(case=OuterRef("case"), decided_on__isnull=False).filter(
            Q(decided_on__gt=OuterRef("decided_on")) | Q(decided_on=OuterRef("decided_on"), pk__gt=OuterRef("pk"))
        )
        periods = CasePeriod.objects.filter(case=OuterRef("case"))
        is_open, ended = periods.filter(closed_at=None), periods.filter(closed_at__date__gte=OuterRef("decided_on"))
        return self.filter(due, ~Exists(since), ~Exists(ended), Exists(is_open), decision=Decision.WAIT)


class Prescreening(CaseRecord):
    case = models.ForeignKey(Case, models.PROTECT, related_name="prescreenings", verbose_name=_("forløb"))
    begun_on = models.DateField(_("begyndt"), default=timezone.localdate)

    treatment_law = _answer(_("målgruppe for social stofmisbrugsbehandling"))
    mixed_use = _answer(_("stofmisbrug, ofte intenst blandingsmisbrug"))
    physical_health = _answer(_("høj belastning: fysisk helbred"))
    mental_health = _answer(_("høj belastning: psykisk helbred"))
    economy = _answer(_("høj belastning: økonomi"))
    crime = _answer(_("høj belastning: kriminalitet"))
    family_social = _answer(_("høj belastning: familiemæssige og sociale relationer"))
    little_use_of_offers = _answer(_("benytter ikke eller i begrænset omfang de eksisterende tilbud"))
    several_systems = _answer(_("behov for hjælp fra flere systemer"))
    burdened_where = _answer(_("besværet af sin situation, på forsorgshjem, væresteder eller gaden"))
    #: S2 p. 30: hard to handle within the model. A warning, never an exclusion.
    psychiatric_residence = models.BooleanField(
        _("bor på psykiatrisk botilbud, isoleret, og har meget svært ved at møde op"), default=False
    )

    decision = models.CharField(_("afgørelse"), max_length=10, choices=Decision.choices, blank=True)
    reason = models.CharField(_("begrundelse"), max_length=500, blank=True)
    decided_on = models.DateField(_("afgjort"), null=True, blank=True)
    #: Only where one waits; rows without it are from before it was asked.
    ask_again_on = models.DateField(_("tages op igen"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afgjort af")
    )

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(PrescreeningQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("forscreening")
        verbose_name_plural = _("forscreeninger")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(decided_on=None), name="prescreening_begun_once"),
            models.CheckConstraint(
                name="prescreening_decided_is_whole",
                condition=Q(decided_on=None, decided_by=None, decision="")
                | Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="prescreening_decided_after_begun",
                condition=Q(decided_on=None) | Q(decided_on__gte=models.F("begun_on")),
                violation_error_message=_("Afgørelsen ligger før, forscreeningen blev begyndt."),
            ),
            models.CheckConstraint(
                name="prescreening_asked_again_after_waiting",
                condition=Q(ask_again_on=None) | Q(decision="wait", ask_again_on__gte=models.F("decided_on")),
                violation_error_message=_("Dagen ligger før afgørelsen."),
            ),
        ]

    class Privacy:
        technical = ("case", "decided_by")
        ordinary = ("begun_on", "decided_on", "ask_again_on")
        special = (
            "treatment_law", "mixed_use", "physical_health", "mental_health", "economy", "crime", "family_social",
            "little_use_of_offers", "several_systems", "burdened_where", "psychiatric_residence", "decision", "reason",
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.get_decision_display() or _("Ikke afgjort"))

    @property
    def answers(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ANSWERS}
