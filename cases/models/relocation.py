"""Overlevering til anden kommune: a citizen moves, and what a consent covers is copied for those who take over (L-15).

The sender's row is shared with the receiver, who reads it until it is answered, taken back, or the consent ends. The
receiver's answer is a row of its own, shared back. What was received is copied once more, into a row of the receiver's
own citizen that nobody else sees. Neither side ever sees the other's citizen.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Organisation, Unit, User
from accounts.policy import Can
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager
from cases.holding import hold
from cases.models.citizen import Citizen, CitizenChildQuerySet
from cases.models.consent import Consent, Information, Kinds, check_kinds, covered
from cases.models.warm_handover import ANSWER_DAYS

#: The text for what a consent names in words of its own.
OTHER = "other"
#: One text for each type of information, and `OTHER`.
TEXTS = (*Information.values, OTHER)
TEXT_LIMIT = 4000


def _text(label: Any) -> models.TextField:
    return models.TextField(label, max_length=TEXT_LIMIT, blank=True)


class RelocationTexts(CaseRecord):
    """What goes over, and the words of the consent that lets it."""

    moved_on = models.DateField(_("flyttet"))
    name = models.CharField(_("navn"), max_length=120, blank=True)
    cpr = EncryptedTextField(_("CPR-nummer"), null=True, blank=True)
    phone = EncryptedTextField(_("telefon"), null=True, blank=True)
    protected = models.BooleanField(_("navne- og adressebeskyttelse"), default=False)
    kinds = Kinds(_("typer af oplysninger"), max_length=120, blank=True, validators=[check_kinds])
    kinds_words = models.CharField(_("andre oplysninger"), max_length=200, blank=True)
    purpose = models.CharField(_("hvad skal de bruges til"), max_length=200)
    consent_to_on = models.DateField(_("samtykket gælder til og med"))
    whereabouts = _text(Information.WHEREABOUTS.label)
    meetings = _text(Information.MEETINGS.label)
    substances = _text(Information.SUBSTANCES.label)
    medicine = _text(Information.MEDICINE.label)
    health = _text(Information.HEALTH.label)
    housing = _text(Information.HOUSING.label)
    network = _text(Information.NETWORK.label)
    work = _text(Information.WORK.label)
    plans = _text(Information.PLANS.label)
    other = _text(_("Andet, som samtykket nævner"))

    class Meta(CaseRecord.Meta):
        abstract = True

    class Privacy:
        technical = ("consent_to_on",)
        ordinary = ("moved_on", "name", "phone")
        confidential = ("cpr", "protected")
        special = ("kinds", "kinds_words", "purpose", *TEXTS)

    @property
    def covers(self) -> str:
        return covered(self.kinds, self.kinds_words)


def _has_kind(kind: str) -> Q:
    """Whole keys only: "work" stands in "network"."""
    ends = {"startswith": f"{kind} ", "endswith": f" {kind}", "contains": f" {kind} "}
    found = Q(kinds=kind)
    for lookup, words in ends.items():
        found |= Q(**{f"kinds__{lookup}": words})
    return found


def only_what_is_covered(prefix: str) -> list[models.CheckConstraint]:
    """No text of a type that the consent does not cover; no number of somebody who has no name."""
    allowed = {kind: _has_kind(kind) for kind in Information.values} | {OTHER: ~Q(kinds_words="")}
    texts = [
        models.CheckConstraint(name=f"{prefix}_{kind}_is_covered", condition=Q(**{kind: ""}) | covers)
        for kind, covers in allowed.items()
    ]
    numbers = models.CheckConstraint(
        name=f"{prefix}_numbers_have_a_name", condition=~Q(name="") | Q(cpr=None, phone=None)
    )
    return [*texts, numbers]


def _receives(user: User) -> Q:
    """Whether the user acts where people are treated: there, what comes from another municipality waits."""
    treats = Unit.objects.filter(pk=user.membership.unit_id, kind=Unit.Kind.TREATMENT_CENTRE)
    return Q(Exists(treats))


class RelocationQuerySet(CitizenChildQuerySet):
    """Of the sender's rows those whose citizen one sees; of what is shared with the organisation all that may be read,
    where people are treated."""

    seen_with = Can.SEE_CASELOAD
    shared_to_read = True
    shared_until = "consent_to_on"

    def unit_q(self, user: User) -> Q:
        # No join to the citizen: the receiver has none, and the database would show no row at all.
        seen = Citizen.objects.visible_to(user).filter(pk=OuterRef("citizen_id"))
        mine = Q(organisation_id=user.membership.organisation_id)
        return mine & Q(Exists(seen)) | ~mine & _receives(user)

    def sent_from(self, user: User) -> Self:
        return self.visible_to(user).filter(organisation_id=user.membership.organisation_id)

    def come_to(self, user: User) -> Self:
        """What waits for somebody in the user's municipality."""
        here = self.visible_to(user).filter(shared_with_id=user.membership.organisation_id)
        return here.filter(receipt=None)

    def unanswered(self, today: date, now: datetime) -> Self:
        """What the sender must do something about: nobody answered in a week, nobody can read it, or they said no."""
        late = Q(sent_at__lte=now - timedelta(days=ANSWER_DAYS)) | Q(shared_with=None) | Q(consent_to_on__lt=today)
        return self.filter(Q(receipt=None) & late | ~Q(receipt__refusal="") & Q(receipt__isnull=False)).filter(
            taken_back_at=None
        )

    def close_under(self, consent: Consent) -> None:
        """The consent was taken back: the receiver reads nothing here any more. What they received before is their
        own row. Inside an action."""
        open_to_somebody = self.filter(consent=consent).exclude(shared_with=None)
        for key in open_to_somebody.order_by("pk").values_list("pk", flat=True):
            hold(key)
        open_to_somebody.update(shared_with=None)


class Relocation(RelocationTexts):
    """What the sender wrote. Never changed: taken back, and a new one sent."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="relocations", verbose_name=_("borger"))
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="relocations", verbose_name=_("samtykke"))
    receiver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name=_("ny kommune")
    )
    sent_at = models.DateTimeField(_("sendt"), default=timezone.now)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("sendt af"))
    taken_back_at = models.DateTimeField(_("taget tilbage"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("taget tilbage af"),
    )

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(RelocationQuerySet)()

    class Meta(RelocationTexts.Meta):
        verbose_name = _("overlevering til anden kommune")
        verbose_name_plural = _("overleveringer til anden kommune")
        constraints = [
            *only_what_is_covered("relocation"),
            models.CheckConstraint(name="relocation_goes_elsewhere", condition=~Q(receiver=F("organisation"))),
            models.CheckConstraint(
                name="relocation_is_shared_with_its_receiver",
                condition=Q(shared_with=None) | Q(shared_with=F("receiver")),
            ),
            models.CheckConstraint(
                name="relocation_taken_back_is_whole",
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__gte=F("sent_at"), taken_back_by__isnull=False, shared_with=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["shared_with", "sent_at"], condition=Q(shared_with__isnull=False), name="relocation_come"
            ),
            models.Index(fields=["organisation", "sent_at"], condition=Q(taken_back_at=None), name="relocation_sent"),
        ]

    class Privacy:
        technical = ("consent", "sent_at", "sent_by", "taken_back_at", "taken_back_by")
        ordinary = ("citizen", "receiver")

    def __str__(self) -> str:
        return str(self.receiver)

    def get_absolute_url(self) -> str:
        return reverse("cases:relocation", args=[self.pk])


class RelocationReceiptQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_CASELOAD
    shared_to_read = True

    def unit_q(self, user: User) -> Q:
        mine = Q(organisation_id=user.membership.organisation_id)
        sent = Relocation.objects.sent_from(user).filter(pk=OuterRef("relocation_id"))
        return mine & _receives(user) | ~mine & Q(Exists(sent))


class RelocationReceipt(CaseRecord):
    """The receiver's answer, shared with the sender: taken over, or not and why. It names no citizen."""

    relocation = models.OneToOneField(
        Relocation, models.PROTECT, related_name="receipt", verbose_name=_("overlevering til anden kommune")
    )
    answered_at = models.DateTimeField(_("svaret"), default=timezone.now)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("svaret af"))
    #: Why they do not take over; empty: they do.
    refusal = models.CharField(_("tager ikke imod, fordi"), max_length=300, blank=True)

    history_indexes = (("relocation", "history_date"),)

    objects = TrackedManager.from_queryset(RelocationReceiptQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("svar på overlevering")
        verbose_name_plural = _("svar på overleveringer")
        constraints = [
            models.CheckConstraint(
                name="relocation_receipt_is_told_the_sender",
                condition=Q(shared_with__isnull=False) & ~Q(shared_with=F("organisation")),
            )
        ]

    class Privacy:
        technical = ("relocation", "answered_at", "answered_by")
        special = ("refusal",)

    def __str__(self) -> str:
        return self.refusal or str(_("Modtaget"))


class ReceivedRelocationQuerySet(CitizenChildQuerySet):
    never_shared = True


class ReceivedRelocation(RelocationTexts):
    """The receiver's own copy, on its own citizen."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="received_relocations", verbose_name=_("borger"))
    receipt = models.OneToOneField(
        RelocationReceipt, models.PROTECT, related_name="received", verbose_name=_("svar på overlevering")
    )
    sender = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name=_("tidligere kommune")
    )
    sent_at = models.DateTimeField(_("sendt"))
    #: Whom to ring.
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("sendt af"))

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(ReceivedRelocationQuerySet)()

    class Meta(RelocationTexts.Meta):
        verbose_name = _("overlevering fra anden kommune")
        verbose_name_plural = _("overleveringer fra anden kommune")
        constraints = [
            *only_what_is_covered("received_relocation"),
            models.CheckConstraint(name="received_relocation_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("receipt", "sent_at", "sent_by")
        ordinary = ("citizen", "sender")

    def __str__(self) -> str:
        return str(self.sender)

    def get_absolute_url(self) -> str:
        return reverse("cases:relocation_received", args=[self.pk])
