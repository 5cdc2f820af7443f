"""The citizen: named, known by an alias only, or anonymous by law."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case as Switch
from django.db.models import Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.municipalities import MUNICIPALITIES
from accounts.policy import Can, Scope, scope_of
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager
from cases.models.forgetting import FORGOTTEN, NEEDS_DESCRIPTION, citizens_due
from cases.names import danish_sort_key, search_key
from directory.models import Place


def on_the_course(user: User, citizen: str = "pk") -> models.Q:
    """Rows whose citizen (at the end of this path) has a case the user is assigned to today."""
    from cases.models.case import Assignment

    mine = Assignment.objects.current().filter(user=user, case__citizen=models.OuterRef(citizen))
    return models.Q(models.Exists(mine))


def sees_citizen(user: User, to: str = "citizen", *, own: bool = False) -> models.Q:
    """Rows whose citizen (at the end of the path `to`) the user can see; `own`: and is on the course of.

    It says what `visible_to` says, along the join: of `citizen__in=…` beside an OR the database makes a list of every
    citizen one can see, for one row.
    """
    scope = scope_of(user, CitizenQuerySet.seen_with)
    if scope == Scope.NONE or user.membership is None:
        return models.Q(pk__in=[])
    seen = models.Q(**{f"{to}__organisation_id": user.membership.organisation_id, f"{to}__merged_into": None})
    if own or scope == Scope.OWN:
        return seen & on_the_course(user, to)
    if scope == Scope.UNIT:
        return seen & (models.Q(**{f"{to}__unit_id": user.membership.unit_id}) | on_the_course(user, to))
    return seen


class CitizenQuerySet(CaseRecordQuerySet):
    never_shared = True

    def visible_to(self, user: User, *, may: Can | None = None) -> Self:
        """Who was merged into another stands in no list: everything they had stands on the other. With whom nobody
        would know again nothing new is begun."""
        seen = super().visible_to(user, may=may).filter(merged_into=None)
        return seen.filter(forgotten_on=None) if may in NEEDS_DESCRIPTION else seen

    def due_to_forget(self, *, days: int, on: date | None = None) -> Self:
        """Whose description goes on the day `on` (today), `days` after they were last met; annotates `last_met_at`."""
        return citizens_due(self, on or timezone.localdate(), days)

    def own_q(self, user: User) -> models.Q:
        """Citizens with a case the user is assigned to today."""
        return on_the_course(user)

    def unit_q(self, user: User) -> models.Q:
        return models.Q(unit_id=user.membership.unit_id) | self.own_q(user)

    def own(self, user: User) -> Self:
        return self.visible_to(user).filter(self.own_q(user))

    def with_last_talked(self) -> Self:
        """Annotates `last_talked_at`: the last contact in which one talked (an attempt is none), or None."""
        from cases.models.contact import Contact

        talked = Contact.objects.talked().filter(citizen=models.OuterRef("pk")).order_by("-at")
        return self.annotate(last_talked_at=models.Subquery(talked.values("at")[:1]))

    def with_rest(self) -> Self:
        """Annotates `rest_until`: the day until which the last said wish lets the citizen be left in peace, or None."""
        from cases.models.contact import Contact

        said = Contact.objects.current().filter(citizen=models.OuterRef("pk")).exclude(wish="").order_by("-at")
        return self.annotate(rest_until=models.Subquery(said.values("rest_until")[:1]))

    def with_death(self) -> Self:
        """Annotates `is_dead`: a course of theirs was closed because they died, and not opened again as a mistake."""
        from cases.models.case import CasePeriod

        again = CasePeriod.objects.filter(case=models.OuterRef("case"), closed_at=None)
        ended = CasePeriod.objects.filter(case__citizen=models.OuterRef("pk"), close_reason="dead")
        return self.annotate(is_dead=models.Exists(ended.exclude(models.Exists(again))))

    def with_admission(self) -> Self:
        """Annotates `admitted_kind`, `admitted_since` of the admission that runs (`admission`), None where none does.

        One join: a citizen has at most one (`admission_open_once`).
        """
        running = models.FilteredRelation("admissions", condition=Q(admissions__ended_on=None))
        return self.annotate(
            admission=running, admitted_kind=models.F("admission__kind"), admitted_since=models.F("admission__since")
        )

    def called(self, user: User) -> Self:
        """Annotates `shown` alone, for lists that say no more: what this user may call the citizen."""
        return self.annotate(shown=_shown(self._hidden_from(user)))

    def named_to(self, user: User) -> Self:
        """Without those whose name is hidden from this user: a search must not tell it by finding them."""
        return self.exclude(self._hidden_from(user))

    def _hidden_from(self, user: User) -> Q:
        """Whose name this user may not know: protected, unless on the course or let by the policy."""
        scope = scope_of(user, Can.SEE_PROTECTED)
        if scope >= Scope.UNIT:
            return Q(pk__in=[])
        return Q(protected=True) & ~self.own_q(user) if scope == Scope.OWN else Q(protected=True)

    def labelled(self, user: User) -> Self:
        """Annotates `is_own`, `name_hidden` and `shown`: what this user may call the citizen.

        A protected name is shown to those on the course, and to whom the policy lets see protected names.
        """
        protected, scope = Q(protected=True), scope_of(user, Can.SEE_PROTECTED)
        if scope >= Scope.UNIT:
            protected = Q(pk__in=[])
        elif scope == Scope.OWN:
            protected &= Q(is_own=False)
        return self.annotate(is_own=Switch(When(self.own_q(user), then=Value(True)), default=Value(False))).annotate(
            name_hidden=Switch(When(protected, then=Value(True)), default=Value(False)),
            shown=_shown(protected),
        )


def _shown(protected: Q) -> Switch:
    """What a citizen is called by whom `protected` hides the name from."""
    return Switch(
        When(protected, then=Value(str(_("Beskyttet borger")))),
        When(identity="named", then="name"),
        When(~Q(alias=""), then="alias"),
        When(~Q(description=""), then="description"),
        When(forgotten_on__isnull=False, then=Value(str(FORGOTTEN))),
        default=Value(str(_("Ukendt borger"))),
        output_field=models.CharField(),
    )


class Citizen(CaseRecord):
    """One person. What is not known is left out; nothing here is asked for that no screen or duty uses."""

    class Identity(models.TextChoices):
        NAMED = "named", _("Med navn")
        ALIAS = "alias", _("Kun kaldenavn eller kendetegn")
        ANONYMOUS = "anonymous", _("Anonym efter loven")

    class AnonymousBasis(models.TextChoices):
        SEL_99 = "sel_99", _("SEL § 99")
        SEL_101A = "sel_101a", _("SEL § 101 a")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Kvinde")
        MAN = "man", _("Mand")
        OTHER = "other", _("Andet")

    class Children(models.TextChoices):
        """Asked because of the duty to notify (barnets lov § 133): own, cared for, or expected children."""

        NO = "no", _("Nej")
        LIVES_WITH = "lives_with", _("Ja, bor med børn")
        SOMETIMES = "sometimes", _("Ja, er sammen med børn i perioder")
        APART = "apart", _("Ja, men ser dem ikke")
        EXPECTING = "expecting", _("Venter barn")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    identity = models.CharField(_("kendes ved"), max_length=10, choices=Identity.choices, default=Identity.NAMED)
    anonymous_basis = models.CharField(_("anonym efter"), max_length=10, choices=AnonymousBasis.choices, blank=True)
    name = models.CharField(_("navn"), max_length=120, blank=True)
    alias = models.CharField(_("kaldenavn"), max_length=80, blank=True)
    description = models.CharField(
        _("neutral beskrivelse"),
        max_length=300,
        blank=True,
        help_text=_("Kun det, der kan kende personen igen: alder, tøj, hund, cykel. Ingen vurderinger."),
    )
    usual_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("plejer at være")
    )
    cpr = EncryptedTextField(_("CPR-nummer"), null=True, blank=True)
    phone = EncryptedTextField(_("telefon"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("fødselsår"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    gender = models.CharField(_("køn"), max_length=10, choices=Gender.choices, blank=True)
    home_municipality = models.CharField(
        _("hjemkommune"), max_length=3, blank=True, choices=list(MUNICIPALITIES.items())
    )
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    protected = models.BooleanField(
        _("navne- og adressebeskyttelse"),
        default=False,
        help_text=_("Navnet ses kun af dem, der er på forløbet. Adressen skjules og kommer aldrig ud."),
    )
    language = models.CharField(_("sprog"), max_length=40, blank=True, help_text=_("Hvis andet end dansk."))
    needs_interpreter = models.BooleanField(_("har brug for tolk"), default=False)
    contact_wishes = models.CharField(
        _("ønsker om kontakt"), max_length=300, blank=True, help_text=_("Hvordan og hvornår vil borgeren kontaktes?")
    )
    children = models.CharField(_("børn"), max_length=20, choices=Children.choices, blank=True)
    gp_name = models.CharField(_("egen læge"), max_length=120, blank=True)
    gp_phone = models.CharField(_("lægens telefon"), max_length=30, blank=True)
    #: Days between talks agreed with this citizen; empty: what holds for the phase (`cases.rhythm`).
    rhythm_days = models.PositiveSmallIntegerField(
        _("dage mellem samtaler"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    #: The same person as this one, who has everything now (`RowMove`); a merged citizen stands in no list.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("samlet med"),
    )
    #: The day on which alias and description of somebody who never agreed were deleted, here and in history.
    forgotten_on = models.DateField(_("beskrivelsen slettet"), null=True, blank=True, editable=False)
    #: Derived from name and alias for search and Danish order; SQLite folds no æøå and sorts them wrongly.
    search_key = models.CharField(max_length=220, editable=False)
    sort_key = models.CharField(max_length=220, editable=False)
    #: A digest of the spreadsheet's line, which may be made from a CPR number alone: guessed in seconds, so encrypted.
    import_key = EncryptedTextField(null=True, blank=True, editable=False)

    #: What `labelled()` annotates.
    is_own: bool
    name_hidden: bool
    shown: str
    #: What `with_admission()` annotates.
    admitted_kind: str | None
    admitted_since: date | None

    objects = TrackedManager.from_queryset(CitizenQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("borger")
        verbose_name_plural = _("borgere")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cpr"],
                condition=models.Q(cpr__isnull=False, merged_into=None),
                name="citizen_cpr_once",
                violation_error_message=_("En anden borger har allerede dette CPR-nummer."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "import_key"],
                condition=models.Q(import_key__isnull=False),
                name="citizen_import_once",
            ),
            models.CheckConstraint(
                name="citizen_named_has_name",
                condition=~models.Q(identity="named") | ~models.Q(name=""),
                violation_error_message=_("Skriv borgerens navn, eller vælg kaldenavn."),
            ),
            models.CheckConstraint(
                name="citizen_alias_is_recognised",
                condition=~models.Q(identity="alias")
                | ~models.Q(alias="")
                | ~models.Q(description="")
                | models.Q(forgotten_on__isnull=False),
                violation_error_message=_("Skriv et kaldenavn eller en neutral beskrivelse."),
            ),
            # What the law lets be anonymous cannot be named here, not even by mistake (SEL § 99, § 101 a).
            models.CheckConstraint(
                name="citizen_anonymous_is_anonymous",
                condition=~models.Q(identity="anonymous")
                | models.Q(name="", cpr__isnull=True, address="") & ~models.Q(anonymous_basis=""),
                violation_error_message=_(
                    "En anonym borger har hverken navn, CPR-nummer eller adresse; vælg den bestemmelse, der gælder."
                ),
            ),
            models.CheckConstraint(name="citizen_never_shared", condition=models.Q(shared_with__isnull=True)),
        ]
        indexes = [
            models.Index(fields=["organisation", "unit", "sort_key"], name="citizen_unit_sort"),
            # All that a search looks at: it goes through the organisation's names, and fetches no row but those found.
            models.Index(
                fields=["organisation"],
                include=["id", "search_key", "sort_key", "unit", "usual_place", "protected", "merged_into"],
                name="citizen_search",
            ),
        ]

    class Privacy:
        technical = ("unit", "search_key", "sort_key", "import_key")
        ordinary = (
            "identity",
            "anonymous_basis",
            "name",
            "alias",
            "description",
            "usual_place",
            "phone",
            "birth_year",
            "gender",
            "home_municipality",
            "address",
            "language",
            "needs_interpreter",
            "contact_wishes",
            "children",
            "gp_name",
            "gp_phone",
            "rhythm_days",
            "merged_into",
            "forgotten_on",
        )
        confidential = ("cpr", "protected")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What the citizen is called on screens: name, else alias, else description; never empty."""
        if self.identity == self.Identity.NAMED:
            return self.name
        return self.alias or self.description or str(FORGOTTEN if self.forgotten_on else _("Ukendt borger"))

    @property
    def citizen_id(self):
        """So that every case record answers the same question."""
        return self.pk

    def get_absolute_url(self) -> str:
        return reverse("cases:citizen", args=[self.pk])

    def set_keys(self) -> None:
        """Derive what is searched and sorted by."""
        self.search_key = search_key(self.name, self.alias, self.description if not self.name else "")
        self.sort_key = "" if self.forgotten_on else danish_sort_key(self.label)

    def save(self, **options: Any) -> None:
        self.set_keys()
        super().save(**options)


class CitizenChildQuerySet(CaseRecordQuerySet):
    def unit_q(self, user: User) -> models.Q:
        return sees_citizen(user)

    def own_q(self, user: User) -> models.Q:
        return sees_citizen(user, own=True)
