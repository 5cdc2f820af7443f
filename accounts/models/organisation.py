"""The tenant and what it is divided into."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.municipalities import MUNICIPALITIES
from accounts.words import WORDS
from audit.models import Tracked


class Organisation(Tracked):
    """A municipality, a region or a private operator: the data controller of what it writes, and so the tenant."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommune")
        REGION = "region", _("Region")
        OPERATOR = "operator", _("Privat operatør")

    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("art"), max_length=20, choices=Kind.choices)
    municipality_code = models.CharField(
        _("kommunekode"),
        max_length=3,
        blank=True,
        choices=list(MUNICIPALITIES.items()),
        help_text=_("Tre cifre, fx 461."),
    )
    words = models.JSONField(_("egne ord"), default=dict, blank=True)
    #: Courses per worker, as the average of a team (S2 p. 15, 65); a warning comes before.
    caseload_limit = models.PositiveSmallIntegerField(
        _("grænse for forløb pr. medarbejder, i snit"), default=15, validators=[MinValueValidator(1)]
    )
    caseload_warn_from = models.PositiveSmallIntegerField(_("advar fra"), default=13, validators=[MinValueValidator(1)])
    #: What a course counts while its citizen is admitted somewhere or in a stay.
    stay_weight = models.DecimalField(
        _("en indlagt borger tæller som"),
        max_digits=3,
        decimal_places=1,
        default=Decimal(1),
        validators=[MinValueValidator(0), MaxValueValidator(9)],
    )
    #: Days between talks before it is *længe siden*: rarer than every 14 days is sporadic contact (S2 p. 27).
    rhythm_days = models.PositiveSmallIntegerField(
        _("dage mellem samtaler"), default=14, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    #: {"pathway.phase": days} where a phase has a rhythm of its own.
    phase_rhythms = models.JSONField(_("dage mellem samtaler i en fase"), default=dict, blank=True)
    #: When the description of somebody who never agreed to anything and was not met again is deleted.
    forget_after_days = models.PositiveSmallIntegerField(
        _("slet beskrivelser efter, dage"), default=180, validators=[MinValueValidator(30), MaxValueValidator(1830)]
    )

    #: What is copied into an SMS to a citizen; empty: the usual words (`cases.reminders`).
    reminder_text = models.CharField(_("påmindelse til borgeren"), max_length=200, blank=True)
    #: Made from a published report: nobody in it exists, and every page says so.
    reconstructed = models.BooleanField(_("rekonstrueret"), default=False, editable=False)

    class Meta(Tracked.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisationer")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organisation_municipality_has_code",
                condition=(
                    models.Q(kind="municipality") & ~models.Q(municipality_code="")
                    | ~models.Q(kind="municipality") & models.Q(municipality_code="")
                ),
                violation_error_message=_("En kommune skal have sin kommunekode; andre organisationer har ingen."),
            ),
            models.UniqueConstraint(
                fields=["municipality_code"], condition=~models.Q(municipality_code=""), name="organisation_code_once"
            ),
            models.CheckConstraint(
                name="organisation_warns_before_the_limit",
                condition=models.Q(caseload_warn_from__lte=models.F("caseload_limit")),
                violation_error_message=_("Advarslen kommer efter grænsen: vælg et lavere tal."),
            ),
        ]

    class Privacy:
        technical = (
            "name",
            "kind",
            "municipality_code",
            "words",
            "caseload_limit",
            "caseload_warn_from",
            "stay_weight",
            "rhythm_days",
            "phase_rhythms",
            "forget_after_days",
            "reminder_text",
            "reconstructed",
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        unknown = set(self.words) - set(WORDS)
        if unknown:
            raise ValidationError({"words": _("Ukendt ord: %(word)s.") % {"word": ", ".join(sorted(unknown))}})

    def word(self, key: str) -> str:
        """The organisation's own word for `key` (`accounts.words`), or the usual one."""
        return self.words.get(key) or str(WORDS[key].default)

    def say(self, text: object) -> str:
        """`text` with {centre}, {therapist} … in the organisation's own words."""
        said = str(text)
        for key in WORDS:
            if f"{{{key}}}" in said:
                said = said.replace(f"{{{key}}}", self.word(key))
        return said


class Unit(Tracked):
    """A place of work: what it writes is seen by its own people."""

    class Kind(models.TextChoices):
        TREATMENT_CENTRE = "treatment_centre", _("Rusmiddelcenter")
        CRISIS_CENTRE = "crisis_centre", _("Akutkrisecenter")
        DROP_IN_CENTRE = "drop_in_centre", _("Værested")
        SHELTER = "shelter", _("Forsorgshjem eller herberg")
        AUTHORITY = "authority", _("Myndighed")
        PARTNER = "partner", _("Samarbejdspartner")
        OTHER = "other", _("Andet")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units", verbose_name=_("organisation"))
    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("art"), max_length=20, choices=Kind.choices)
    closed_on = models.DateField(_("nedlagt"), null=True, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("enhed")
        verbose_name_plural = _("enheder")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="unit_name_once",
                violation_error_message=_("Der findes allerede en enhed med det navn."),
            )
        ]

    class Privacy:
        technical = ("organisation", "name", "kind", "closed_on")

    def __str__(self) -> str:
        return self.name


class Team(Tracked):
    """The colleagues who share citizens, usually two (S2 p. 17); a note is the team's unless it says otherwise."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="teams", verbose_name=_("enhed"))
    name = models.CharField(_("navn"), max_length=80)

    class Meta(Tracked.Meta):
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="team_name_once",
                violation_error_message=_("Der findes allerede et team med det navn i enheden."),
            )
        ]

    class Privacy:
        technical = ("organisation", "unit", "name")

    def __str__(self) -> str:
        return self.name
