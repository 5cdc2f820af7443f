"""A contact is one kind of thing wherever it happens; an attempt that met nobody is one too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

import uuid6
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case as Switch
from django.db.models import Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Membership, Unit, User
from accounts.policy import Can, Scope, scope_of
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager
from cases.models.citizen import Citizen, sees_citizen
from cases.models.forgetting import strangers_due
from directory.models import Partner, Place

NOTE_LIMIT = 8000


class ContactQuerySet(CaseRecordQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        """Contacts of citizens one sees, and the unit's own with nobody or somebody unknown."""
        return sees_citizen(user) | Q(citizen=None, unit_id=user.membership.unit_id)

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, own=True) | Q(author=user)

    def current(self) -> Self:
        """Without those that a later row corrects.

        Asked as a question: along the join the database would walk through every correction there is.
        """
        return self.filter(~Exists(Contact.objects.filter(corrects=OuterRef("pk"))))

    def talked(self) -> Self:
        """*Successful* contacts, the one definition every list uses: somebody was spoken with."""
        return self.current().filter(result=Contact.Result.TALKED)

    def due_to_forget(self, *, days: int, on: date | None = None) -> Self:
        """With somebody nobody knew, whose description goes on the day `on` (today)."""
        return strangers_due(self, on or timezone.localdate(), days)

    def with_note_for(self, user: User) -> Self:
        """Annotates `may_read_note` and `note_text` (empty when withheld); the raw note is not loaded at all."""
        readable = self._readable(user)
        return self.defer("note", "citizens_words").annotate(
            may_read_note=Switch(
                When(readable, then=Value(True)), default=Value(False), output_field=models.BooleanField()
            ),
            note_text=Switch(When(readable, then="note"), default=Value(""), output_field=models.TextField()),
            words_text=Switch(
                When(readable, then="citizens_words"), default=Value(""), output_field=models.TextField()
            ),
        )

    def _readable(self, user: User) -> Q:
        """Who may read which note: its author always; else by the note's visibility and the policy table."""
        readable = Q(author=user)
        if scope_of(user, Can.READ_UNIT_NOTES) >= Scope.UNIT:
            readable |= Q(visibility=Contact.Visibility.UNIT)
        if scope_of(user, Can.READ_HEALTH_NOTES) >= Scope.UNIT:
            readable |= Q(visibility=Contact.Visibility.HEALTH)
        team_scope = scope_of(user, Can.READ_TEAM_NOTES)
        if team_scope >= Scope.UNIT:
            readable |= Q(visibility=Contact.Visibility.TEAM)
        elif team_scope == Scope.OWN:
            from cases.models.case import Assignment

            on_the_case = Assignment.objects.current().filter(user=user, case__citizen=OuterRef("citizen"))
            there_too = ContactColleague.objects.filter(contact=OuterRef("pk"), user=user)
            of_the_team = Q(Exists(on_the_case)) | Q(Exists(there_too))
            if user.membership.team_id:
                mates = Membership.objects.active().filter(team_id=user.membership.team_id).values("user_id")
                of_the_team |= Q(author__in=mates)
            readable |= Q(visibility=Contact.Visibility.TEAM) & of_the_team
        return readable


class Contact(CaseRecord):
    """One citizen met (or sought, or seen) once. Written once; a correction is a new row that points at it."""

    class Way(models.TextChoices):
        STREET = "street", _("Gade")
        DROP_IN = "drop_in", _("Værested")
        HOME = "home", _("Hjemme")
        PHONE = "phone", _("Telefon")
        SMS = "sms", _("SMS")
        VIDEO = "video", _("Video")
        WALK_AND_TALK = "walk_and_talk", _("Walk'n'talk")
        HOSPITAL = "hospital", _("Sygehus")
        PSYCHIATRY = "psychiatry", _("Psykiatri")
        CENTRE = "centre", _("I huset")
        SHELTER = "shelter", _("Forsorgshjem")
        OTHER = "other", _("Andet")

    class Initiative(models.TextChoices):
        WORKER = "worker", _("Medarbejder")
        CITIZEN = "citizen", _("Borger")
        PARTNER = "partner", _("Samarbejdspartner")

    class Result(models.TextChoices):
        TALKED = "talked", _("Talte sammen")
        SEEN = "seen", _("Set, ikke talt med")
        NOT_MET = "not_met", _("Ikke truffet")

    class Wish(models.TextChoices):
        """What the citizen wants, apart from what happened (professionals' remark: two things)."""

        CONTACT = "contact", _("Ønsker kontakt")
        NOT_NOW = "not_now", _("Ikke nu")
        NO = "no", _("Nej")

    class Visibility(models.TextChoices):
        TEAM = "team", _("Teamet")
        UNIT = "unit", _("Enheden")
        HEALTH = "health", _("Kun sundhedsfaglige")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    citizen = models.ForeignKey(
        Citizen,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        db_index=False,
        verbose_name=_("borger"),
    )
    #: Who it was, when nobody knows the person: neutral words of the writer.
    described_as = models.CharField(_("hvem det var"), max_length=200, blank=True)
    at = models.DateTimeField(_("hvornår"))
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="contacts", db_index=False, verbose_name=_("sted")
    )
    way = models.CharField(_("måde"), max_length=20, choices=Way.choices)
    initiative = models.CharField(
        _("på initiativ af"), max_length=10, choices=Initiative.choices, default=Initiative.WORKER
    )
    initiative_partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("hvilken samarbejdspartner"),
    )
    result = models.CharField(_("hvad skete der"), max_length=10, choices=Result.choices)
    wish = models.CharField(_("borgerens ønske"), max_length=10, choices=Wish.choices, blank=True)
    rest_until = models.DateField(_("lad være i fred til"), null=True, blank=True)
    asks_for_treatment = models.BooleanField(_("beder borgeren om behandling?"), default=False)
    minutes = models.PositiveSmallIntegerField(
        _("minutter"), null=True, blank=True, validators=[MaxValueValidator(1440)]
    )
    #: The same for all contacts written in one go, so that their minutes count once.
    occasion = models.UUIDField(default=uuid6.uuid7, editable=False)
    note = models.TextField(_("notat"), blank=True, max_length=NOTE_LIMIT)
    visibility = models.CharField(
        _("hvem kan læse notatet"), max_length=10, choices=Visibility.choices, default=Visibility.TEAM
    )
    citizens_words = models.TextField(_("borgerens egne ord"), blank=True, max_length=NOTE_LIMIT)
    read_along_at = models.DateTimeField(_("læst sammen med borgeren"), null=True, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction", verbose_name=_("retter")
    )
    #: The author stays who wrote the note: whoever corrects the minutes of a note they may not read still may not.
    corrected_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("rettet af")
    )
    correction_reason = models.CharField(_("hvorfor rettet"), max_length=200, blank=True)
    #: A digest of the spreadsheet's line, which may be made from a CPR number alone: guessed in seconds, so encrypted.
    import_key = EncryptedTextField(null=True, blank=True, editable=False)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(ContactQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("kontakt")
        verbose_name_plural = _("kontakter")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "import_key"],
                condition=Q(import_key__isnull=False),
                name="contact_import_once",
            ),
            models.CheckConstraint(
                name="contact_not_in_the_future",
                condition=Q(at__lte=models.F("written_at") + timedelta(minutes=5)),
                violation_error_message=_("Kontakten ligger i fremtiden. Ret tidspunktet, eller opret en aftale."),
            ),
            models.CheckConstraint(
                name="contact_rest_follows_wish",
                condition=Q(rest_until=None) | Q(wish__in=["not_now", "no"]),
                violation_error_message=_("En hvileperiode hører til et »ikke nu« eller »nej«."),
            ),
            models.CheckConstraint(
                name="contact_request_needs_talk",
                condition=Q(asks_for_treatment=False) | Q(result="talked", citizen__isnull=False),
                violation_error_message=_(
                    "En anmodning om behandling kræver, at I har talt sammen, og at borgeren er valgt."
                ),
            ),
            models.CheckConstraint(
                name="contact_correction_has_reason",
                condition=Q(corrects=None, corrected_by=None)
                | Q(corrected_by__isnull=False, corrects__isnull=False) & ~Q(correction_reason=""),
                violation_error_message=_("Skriv kort, hvorfor kontakten rettes."),
            ),
            models.CheckConstraint(
                name="contact_partner_took_the_initiative",
                condition=Q(initiative_partner=None) | Q(initiative="partner"),
                violation_error_message=_("Samarbejdspartneren hører til, når det var dem, der tog initiativet."),
            ),
            models.CheckConstraint(name="contact_never_shared", condition=Q(shared_with__isnull=True)),
        ]
        indexes = [
            models.Index(fields=["citizen", "-at", "-id"], name="contact_of_citizen"),
            models.Index(fields=["organisation", "unit", "-at", "-id"], name="contact_of_unit"),
            models.Index(
                fields=["organisation", "unit", "-at", "-id"], condition=Q(citizen=None), name="contact_unknown_of_unit"
            ),
            models.Index(fields=["citizen", "-at"], condition=~Q(wish=""), name="contact_with_wish"),
            models.Index(fields=["author", "-at"], name="contact_of_author"),
            models.Index(fields=["place", "-at"], name="contact_of_place"),
            models.Index(fields=["occasion"], name="contact_of_occasion"),
            models.Index(
                fields=["initiative_partner", "-at"],
                condition=Q(initiative_partner__isnull=False),
                name="contact_of_partner",
            ),
        ]

    class Privacy:
        technical = (
            "unit",
            "written_at",
            "author",
            "minutes",
            "occasion",
            "corrects",
            "corrected_by",
            "correction_reason",
            "import_key",
            "visibility",
        )
        ordinary = ("citizen", "at", "place", "way", "initiative", "result", "wish", "rest_until", "read_along_at")
        special = ("initiative_partner", "described_as", "asks_for_treatment", "note", "citizens_words")

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {timezone.localtime(self.at):%d.%m.%Y %H.%M}"

    def get_absolute_url(self) -> str:
        return reverse("cases:contact", args=[self.pk])


class ContactColleague(CaseRecord):
    """Who was there too: one contact, written once, hours not doubled."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="colleagues", verbose_name=_("kontakt"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("kollega"))

    history_indexes = (("contact", "history_date"),)

    class Meta(CaseRecord.Meta):
        verbose_name = _("kollega ved kontakten")
        verbose_name_plural = _("kolleger ved kontakten")
        constraints = [models.UniqueConstraint(fields=["contact", "user"], name="contact_colleague_once")]

    class Privacy:
        technical = ("contact", "user")

    def __str__(self) -> str:
        return str(self.user)


class JournalMark(CaseRecord):
    """*Til journalen*: this note has been copied into the municipality's journal system."""

    contact = models.OneToOneField(Contact, models.PROTECT, related_name="journal_mark", verbose_name=_("kontakt"))
    copied_at = models.DateTimeField(_("ført til journalen"), default=timezone.now)
    copied_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("ført af"))

    history_indexes = (("contact", "history_date"),)

    class Meta(CaseRecord.Meta):
        verbose_name = _("ført til journalen")
        verbose_name_plural = _("ført til journalen")

    class Privacy:
        technical = ("contact", "copied_at", "copied_by")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.copied_at):%d.%m.%Y %H.%M}"
