"""*Henvendelse*: somebody turned to us, by whatever door (S3 M1, M2: three entrances to one house).

Until it is known who it is nobody's file is opened. "No" is no way to end one (S3 P1, P3: no wrong door).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Case as Switch
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager
from cases.models import Assignment, Citizen, Contact, Handover, Task, TreatmentRequest
from cases.models.citizen import sees_citizen
from cases.models.forgetting import met_before

#: At most so many days in the reception (S3 M4 "Myretuen"); then the citizen is with somebody who follows.
RECEPTION_DAYS = 3
#: The longest text anybody may write to us.
LONGEST = 4000
#: What is blanked by the deadline where nobody's file was opened, in the row and in its history.
WORDS = ("wish", "called", "code_word", "first_help", "settled_words")


_BEGAN = Q(request__outcome=TreatmentRequest.Outcome.STARTED)
#: Another offer, chosen by the citizen and written down with its reason, is a plan.
_CHOSE = Q(request__outcome=TreatmentRequest.Outcome.OTHER_OFFER)
_GAVE_UP = Q(request__outcome=TreatmentRequest.Outcome.WITHDRAWN)
_RECEIVED = Q(handover__confirmed_on__isnull=False)


def ended_how() -> Switch:
    """What `with_end()` annotates, for whoever reads rows in columns of their own."""
    return Switch(
        models.When(~Q(outcome=""), then=F("outcome")),
        models.When(_BEGAN, then=models.Value(Enquiry.Outcome.TREATMENT.value)),
        models.When(_RECEIVED, then=models.Value(Enquiry.Outcome.HANDOVER.value)),
        models.When(_CHOSE, then=models.Value(Enquiry.Outcome.PLAN.value)),
        models.When(_GAVE_UP, then=models.Value(Enquiry.Outcome.WITHDRAWN.value)),
        output_field=models.CharField(null=True),
    )


def ended_day() -> Switch:
    return Switch(
        # The day treatment began, not the day it was written.
        models.When(_BEGAN & Q(outcome__in=("", Enquiry.Outcome.TREATMENT)), then=F("request__ended_on")),
        models.When(~Q(outcome=""), then=TruncDate("settled_at")),
        models.When(_RECEIVED, then=F("handover__confirmed_on")),
        models.When(_CHOSE | _GAVE_UP, then=F("request__ended_on")),
        output_field=models.DateField(null=True),
    )


class EnquiryQuerySet(CaseRecordQuerySet):
    seen_with = Can.RECEIVE_ENQUIRIES
    never_shared = True

    def unit_q(self, user: User) -> Q:
        """Until it is known who it is: the unit it came to. After that: those who see the citizen."""
        if user.membership is None:
            return Q(pk__in=[])
        return Q(citizen=None, unit_id=user.membership.unit_id) | sees_citizen(user)

    def own_q(self, user: User) -> Q:
        return Q(citizen=None) & (Q(author=user) | Q(taken_by=user)) | sees_citizen(user, own=True)

    def locked(self, enquiry_id: UUID) -> Enquiry:
        """As it stands now: two who press at once wait for one another here."""
        rows = self.select_for_update(of=("self",)).select_related(
            "unit", "taken_by", "settled_by", "citizen", "request", "handover", "agreement"
        )
        row: Enquiry = rows.get(pk=enquiry_id)
        return row

    def with_end(self) -> Self:
        """Annotates `ended_how` (an `Enquiry.Outcome`, None while it goes on) and `ended_day`.

        What the request for treatment and the handover say is not said here once more: treatment that began and a
        receiver's yes end it by themselves.
        """
        return self.annotate(ended_how=ended_how(), ended_day=ended_day())

    def open(self) -> Self:
        return self.with_end().filter(ended_how=None)

    def ended(self) -> Self:
        return self.with_end().exclude(ended_how=None)

    def with_follower(self, on: date | None = None) -> Self:
        """Annotates `is_followed`: the citizen has a contact person, who follows from here."""
        carried = Assignment.objects.current(on).filter(
            case__citizen=models.OuterRef("citizen"), kind=Assignment.Kind.CONTACT_PERSON
        )
        return self.annotate(is_followed=models.Exists(carried))

    def in_reception(self, on: date | None = None) -> Self:
        """Open, there themselves, not on the way to anybody, and followed by nobody yet: those the three days run
        for."""
        rows = self.open().with_follower(on).filter(is_followed=False, asker=Enquiry.Asker.SELF)
        return rows.filter(Q(handover=None) | Q(handover__ended_on__isnull=False))

    def overdue(self, now: datetime) -> Self:
        """Longer in the reception than three days."""
        return self.in_reception(timezone.localdate(now)).filter(came_at__lt=now - timedelta(days=RECEPTION_DAYS))

    def to_call(self) -> Self:
        """Who waits to be called back; the longest waiting first."""
        from intake.models.call_attempt import CallAttempt

        reached = CallAttempt.objects.filter(enquiry=models.OuterRef("pk"), reached=True)
        return self.open().filter(~models.Exists(reached), wants_call=True).order_by("came_at", "pk")

    def described(self) -> Self:
        """About nobody's file, and something is still told of whoever it was."""
        blank = Q(phone=None, **dict.fromkeys(WORDS, ""))
        return self.filter(~blank, citizen=None)

    def due_to_forget(self, *, days: int, on: date | None = None) -> Self:
        """Those whose words go on the day `on` (today), `days` after they were written or ended, if that is later."""
        before = met_before(on or timezone.localdate(), days)
        last = Coalesce("settled_at", "came_at")
        return self.described().annotate(last_at=last).filter(last_at__lt=before, noted_at__lt=before)


class Enquiry(CaseRecord):
    """Who came, by which door, what they wish; and what became of it, as facts with dates."""

    class Door(models.TextChoices):
        DIGITAL = "digital", _("Hjemmesiden")
        WALK_IN = "walk_in", _("Mødte op")
        PHONE = "phone", _("Telefonen")
        STREET = "street", _("Gaden")

    class Asker(models.TextChoices):
        """Only the first is a citizen's own wish; what others say opens no file."""

        SELF = "self", _("Borgeren selv")
        RELATIVE = "relative", _("Pårørende")
        PARTNER = "partner", _("En fagperson")

    class Urgency(models.TextChoices):
        """The two of the visitation (S3 M3)."""

        ACUTE = "acute", _("Akut")
        LESS_ACUTE = "less_acute", _("Mindre akut")

    class Outcome(models.TextChoices):
        """All the ways there are to end: never "no"."""

        TREATMENT = "treatment", _("Behandlingen er begyndt")
        PLAN = "plan", _("Der er lagt en plan")
        HANDOVER = "handover", _("Modtaget af det rette sted")
        WITHDRAWN = "withdrawn", _("Borgeren ønsker ikke mere nu")
        #: Of those who do not ask for themselves.
        ADVISED = "advised", _("Den, der henvendte sig, er rådgivet")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    door = models.CharField(_("indgang"), max_length=10, choices=Door.choices)
    asker = models.CharField(_("hvem henvender sig"), max_length=10, choices=Asker.choices, default=Asker.SELF)
    wish = models.TextField(
        _("hvad drejer det sig om"), max_length=LONGEST, blank=True, validators=[MaxLengthValidator(LONGEST)]
    )
    #: What they called themselves, or where they do not ask for themselves: what they are called.
    called = models.CharField(_("navn eller kaldenavn"), max_length=120, blank=True)
    phone = EncryptedTextField(_("telefon"), null=True, blank=True)
    #: SEL § 101 a: known by a word of their own choice, and by nothing else.
    is_anonymous = models.BooleanField(_("anonym efter SEL § 101 a"), default=False)
    code_word = models.CharField(_("kodeord"), max_length=40, blank=True)
    wants_call = models.BooleanField(_("vil ringes op"), default=False)
    came_at = models.DateTimeField(_("henvendte sig"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    #: The contact of the outreach in which it was said.
    contact = models.OneToOneField(
        Contact, models.PROTECT, null=True, blank=True, related_name="enquiry", verbose_name=_("sagt i kontakten")
    )
    urgency = models.CharField(_("hvor akut"), max_length=10, choices=Urgency.choices, blank=True)

    taken_at = models.DateTimeField(_("taget imod"), null=True, blank=True)
    taken_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("taget imod af")
    )
    #: Somebody has stood before them: until then it is not known who wrote.
    met_at = models.DateTimeField(_("mødt"), null=True, blank=True)
    first_help_at = models.DateTimeField(_("første hjælp"), null=True, blank=True)
    first_help = models.CharField(_("hvilken hjælp"), max_length=300, blank=True)

    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name=_("borger")
    )
    request = models.ForeignKey(
        TreatmentRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("anmodning om behandling"),
    )
    handover = models.ForeignKey(
        Handover, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("overlevering")
    )
    #: When and where one meets; without a file it names nobody.
    agreement = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="enquiry", verbose_name=_("aftale")
    )

    outcome = models.CharField(_("hvordan det endte"), max_length=10, choices=Outcome.choices, blank=True)
    settled_words = models.CharField(_("med egne ord"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afsluttet af")
    )
    #: Its words went by the deadline.
    forgotten_on = models.DateField(_("ordene slettet"), null=True, blank=True, editable=False)

    #: What `with_end()` annotates.
    ended_how: str | None
    ended_day: date | None
    #: What `with_follower()` annotates.
    is_followed: bool

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(EnquiryQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("henvendelse")
        verbose_name_plural = _("henvendelser")
        constraints = [
            models.CheckConstraint(name="enquiry_never_shared", condition=Q(shared_with=None)),
            models.CheckConstraint(
                name="enquiry_anonymous_is_anonymous",
                condition=Q(is_anonymous=False, code_word="")
                | Q(is_anonymous=True, called="", phone=None, asker="self")
                & (~Q(code_word="") | Q(forgotten_on__isnull=False)),
                violation_error_message=_("En anonym henvendelse har et kodeord og hverken navn eller telefon."),
            ),
            models.CheckConstraint(
                name="enquiry_of_others_opens_no_file",
                condition=Q(asker="self") | Q(citizen=None, request=None),
                violation_error_message=_("Hvad andre fortæller, opretter ingen sag om borgeren."),
            ),
            models.CheckConstraint(
                name="enquiry_taken_is_whole",
                condition=Q(taken_at=None, taken_by=None) | Q(taken_at__gte=F("came_at"), taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_met_after_it_came", condition=Q(met_at=None) | Q(met_at__gte=F("came_at"))
            ),
            models.CheckConstraint(
                name="enquiry_first_help_is_whole",
                condition=Q(first_help_at=None, first_help="") | Q(first_help_at__gte=F("came_at")),
                violation_error_message=_("Hjælpen ligger før henvendelsen."),
            ),
            models.CheckConstraint(
                name="enquiry_follows_a_file",
                condition=Q(citizen__isnull=False) | Q(request=None, handover=None),
            ),
            models.CheckConstraint(
                name="enquiry_settled_is_whole",
                condition=Q(settled_at=None, settled_by=None, outcome="", settled_words="")
                | Q(settled_at__gte=F("came_at"), settled_by__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="enquiry_advice_is_for_others", condition=~Q(outcome="advised") | ~Q(asker="self")
            ),
            # The receiver's own answer says it; nobody else can.
            models.CheckConstraint(name="enquiry_handover_is_the_receivers", condition=~Q(outcome="handover")),
            models.CheckConstraint(
                name="enquiry_help_needs_a_file",
                condition=~Q(outcome__in=("treatment", "plan")) | Q(citizen__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_forgotten_opened_no_file", condition=Q(forgotten_on=None) | Q(citizen=None)
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "unit", "came_at"], condition=Q(outcome=""), name="enquiry_open"),
            models.Index(fields=["organisation", "-came_at"], name="enquiry_of_organisation"),
        ]

    class Privacy:
        technical = (
            "unit", "author", "noted_at", "contact", "taken_by", "request", "handover", "agreement", "settled_by",
            "forgotten_on",
        )  # fmt: skip
        ordinary = (
            "door", "asker", "called", "phone", "is_anonymous", "code_word", "wants_call", "came_at", "taken_at",
            "met_at", "first_help_at", "citizen", "settled_at",
        )  # fmt: skip
        special = ("wish", "urgency", "first_help", "outcome", "settled_words")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What whoever came is called: never more than they told, never empty."""
        if self.is_anonymous:
            return self.code_word or str(_("Anonym"))
        return self.called or str(_("Navn ukendt"))

    def get_absolute_url(self) -> str:
        return reverse("intake:enquiry", args=[self.pk])

    def why_not_moved(self) -> str | None:
        """Why it cannot go to another citizen by itself."""
        if self.citizen_id is None:
            return str(_("Henvendelsen står ikke på nogen."))
        if self.contact_id:
            return str(_("Det blev sagt i en kontakt. Flyt kontakten, så følger henvendelsen med."))
        return None

    @property
    def leaves_by(self) -> datetime:
        """When the three days in the reception are over."""
        return self.came_at + timedelta(days=RECEPTION_DAYS)
