"""Consent (samtykke, retssikkerhedslov § 11 a): which information, from or to whom, for what, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models.case import Case, CasePeriod
from cases.models.citizen import Citizen, CitizenChildQuerySet
from cases.models.contact import Contact
from cases.models.receiver import WithReceiver, one_receiver

#: A consent to pass on falls away one year after it was given at the latest (forvaltningsloven § 28).
LONGEST = timedelta(days=366)
#: So long before its end a consent waits to be renewed: a fortnight is two meetings with most citizens.
ENDS_SOON = timedelta(days=14)


class Information(models.TextChoices):
    """Types of information. None of them means everything: a general consent is void."""

    WHEREABOUTS = "whereabouts", _("Hvor borgeren kan træffes")
    MEETINGS = "meetings", _("Aftaler og fremmøde")
    SUBSTANCES = "substances", _("Rusmidler og behandling")
    MEDICINE = "medicine", _("Medicin og substitution")
    HEALTH = "health", _("Fysisk og psykisk helbred")
    HOUSING = "housing", _("Bolig og økonomi")
    NETWORK = "network", _("Familie og netværk")
    WORK = "work", _("Arbejde og uddannelse")
    PLANS = "plans", _("Planer og mål")


def kinds_text(kinds: Iterable[str]) -> str:
    """The keys as they are stored: in the order of `Information`, each once."""
    chosen = set(kinds)
    return " ".join(kind for kind in Information.values if kind in chosen)


def check_kinds(text: str) -> None:
    if text != kinds_text(text.split()):
        raise ValidationError(_("Vælg blandt typerne af oplysninger."))


def covered(kinds: str | None, words: str | None) -> str:
    """ "Bolig og økonomi, Planer og mål, økonomien i august"."""
    labels = [str(Information(kind).label) for kind in (kinds or "").split()]
    return ", ".join([*labels, words] if words else labels)


class Kinds(models.CharField):
    """Keys of `Information`, separated by spaces."""

    def in_words(self, value: str) -> str:
        """As the history tells it."""
        return covered(value, "")


class ConsentQuerySet(CitizenChildQuerySet):
    never_shared = True

    def valid(self, on: date) -> Self:
        """In force on that day: given, not run out, not taken back on or before it."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), given_on__lte=on, to_on__gte=on)

    def passing_on(self) -> Self:
        return self.filter(direction__in=(Consent.Direction.PASS_ON, Consent.Direction.BOTH))

    def ending(self, today: date) -> Self:
        """Run out, or soon to, while the citizen has an open course: nobody has renewed it or let it lapse."""
        same = Q(partner=OuterRef("partner")) | Q(
            partner=None, other_kind=OuterRef("other_kind"), other_name=OuterRef("other_name")
        )
        newer = Consent.objects.filter(same, citizen=OuterRef("citizen"), to_on__gt=OuterRef("to_on"))
        runs = CasePeriod.objects.filter(case__citizen=OuterRef("citizen"), closed_at=None)
        due = self.filter(withdrawn_on=None, let_lapse_on=None, to_on__lte=today + ENDS_SOON)
        return due.filter(Exists(runs), ~Exists(newer.filter(withdrawn_on=None)))


class Consent(WithReceiver):
    """What one citizen has allowed, told beforehand what it means to say no. Changed by giving a new one."""

    class Direction(models.TextChoices):
        ASK = "ask", _("Vi må indhente oplysninger")
        PASS_ON = "pass_on", _("Vi må give oplysninger videre")
        BOTH = "both", _("Begge veje")

    class How(models.TextChoices):
        ORAL = "oral", _("Mundtligt")
        WRITTEN = "written", _("Skriftligt")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="consents", verbose_name=_("borger"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("forløb")
    )
    direction = models.CharField(_("hvad må vi"), max_length=10, choices=Direction.choices)
    kinds = Kinds(_("typer af oplysninger"), max_length=120, blank=True, validators=[check_kinds])
    kinds_words = models.CharField(_("andre oplysninger"), max_length=200, blank=True)
    purpose = models.CharField(_("hvad skal de bruges til"), max_length=200)
    given_on = models.DateField(_("givet og gælder fra"))
    to_on = models.DateField(_("gælder til og med"))
    given_how = models.CharField(_("givet"), max_length=10, choices=How.choices)
    given_to = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("givet til"))
    consequences_told = models.BooleanField(_("fortalt, hvad det betyder at sige nej"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    withdrawn_on = models.DateField(_("trukket tilbage"), null=True, blank=True)
    withdrawn_how = models.CharField(_("trukket tilbage, hvordan"), max_length=10, choices=How.choices, blank=True)
    #: Somebody saw that it runs out, and it is to: it waits no more.
    let_lapse_on = models.DateField(_("udløber uden fornyelse"), null=True, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(ConsentQuerySet)()

    class Meta(WithReceiver.Meta):
        verbose_name = _("samtykke")
        verbose_name_plural = _("samtykker")
        constraints = [
            one_receiver("consent_names_one"),
            models.CheckConstraint(
                name="consent_says_what",
                condition=~Q(kinds="") | ~Q(kinds_words=""),
                violation_error_message=_("Vælg mindst én type oplysninger. Et generelt samtykke gælder ikke."),
            ),
            models.CheckConstraint(
                name="consent_consequences_told",
                condition=Q(consequences_told=True),
                violation_error_message=_("Fortæl borgeren, hvad det betyder at sige nej, før samtykket skrives."),
            ),
            models.CheckConstraint(
                name="consent_ends_within_a_year",
                condition=Q(to_on__gte=F("given_on"), to_on__lte=F("given_on") + LONGEST),
                violation_error_message=_("Et samtykke gælder højst et år fra den dag, det er givet."),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_is_whole",
                condition=Q(withdrawn_on=None, withdrawn_how="")
                | Q(withdrawn_on__gte=F("given_on")) & ~Q(withdrawn_how=""),
                violation_error_message=_("Skriv, hvilken dag og hvordan samtykket blev trukket tilbage."),
            ),
            models.CheckConstraint(name="consent_never_shared", condition=Q(shared_with__isnull=True)),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "to_on"],
                condition=Q(withdrawn_on=None, let_lapse_on=None),
                name="consent_ending",
            )
        ]

    class Privacy:
        technical = ("case", "given_to", "noted_at", "noted_by", "consequences_told", "let_lapse_on")
        ordinary = ("citizen", "direction", "given_on", "to_on", "given_how", "withdrawn_on", "withdrawn_how")
        special = ("kinds", "kinds_words", "purpose")

    def __str__(self) -> str:
        return f"{self.receiver}: {self.purpose}"

    def get_absolute_url(self) -> str:
        return reverse("cases:consent", args=[self.pk])

    @property
    def covers(self) -> str:
        return covered(self.kinds, self.kinds_words)


class NoteSharingQuerySet(CitizenChildQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return Q(contact__in=Contact.objects.visible_to(user))

    def own_q(self, user: User) -> Q:
        return self.unit_q(user)


class NoteSharing(CaseRecord):
    """What of a note was passed on, to whom and how, under which consent. Nothing is sent by Brobyg itself."""

    class How(models.TextChoices):
        ORAL = "oral", _("Mundtligt")
        SECURE_POST = "secure_post", _("Sikker post")

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="sharings", verbose_name=_("kontakt"))
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="sharings", verbose_name=_("samtykke"))
    what = models.TextField(_("hvad blev givet videre"), max_length=2000)
    how = models.CharField(_("hvordan"), max_length=12, choices=How.choices)
    shared_on = models.DateField(_("givet videre"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    shared_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("givet videre af")
    )

    history_indexes = (("contact", "history_date"),)

    objects = TrackedManager.from_queryset(NoteSharingQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("delt notat")
        verbose_name_plural = _("delte notater")
        constraints = [models.CheckConstraint(name="sharing_never_shared", condition=Q(shared_with__isnull=True))]

    class Privacy:
        technical = ("contact", "consent", "noted_at", "shared_by")
        ordinary = ("how", "shared_on")
        special = ("what",)

    def __str__(self) -> str:
        return f"{self.consent.receiver}, {self.shared_on:%d.%m.%Y}"
