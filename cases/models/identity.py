"""Who somebody turned out to be: a name found later, two records of one person, what was written on the wrong one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager
from cases.models.citizen import Citizen, CitizenChildQuerySet, sees_citizen


class Identification(CaseRecord):
    """Somebody known by an alias, or anonymous, got a name."""

    class How(models.TextChoices):
        """From where the name is known; an anonymous citizen is named by nobody else."""

        SAID_SO = "said_so", _("Borgeren sagde det selv")
        PAPERS = "papers", _("Borgeren viste legitimation")
        COLLEAGUE = "colleague", _("En kollega kender borgeren")
        PARTNER = "partner", _("Myndighed eller samarbejdspartner")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="identifications", verbose_name=_("borger"))
    was = models.CharField(_("var kendt ved"), max_length=10, choices=Citizen.Identity.choices)
    how = models.CharField(_("hvorfra kendes navnet"), max_length=10, choices=How.choices)
    identified_at = models.DateTimeField(_("fik navn"), default=timezone.now)
    identified_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af")
    )

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(CitizenChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("fik navn")
        verbose_name_plural = _("fik navn")
        constraints = [
            models.CheckConstraint(
                name="identification_of_anonymous_is_own_act",
                condition=~Q(was="anonymous") | Q(how__in=["said_so", "papers"]),
                violation_error_message=_("Kun borgeren selv kan ophæve sin anonymitet."),
            )
        ]

    class Privacy:
        technical = ("citizen", "identified_at", "identified_by")
        ordinary = ("was", "how")

    def __str__(self) -> str:
        return str(self.get_how_display())


class RowMoveQuerySet(CaseRecordQuerySet):
    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "target")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "target", own=True)


class RowMove(CaseRecord):
    """What was written on `source` stands on `target` now: two were one person, or it was written on the wrong one.

    One act, undone as one act: `rows` says which rows it moved, `taken` what the target got of the source's own words.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("Samlet: det er den samme person")
        SPLIT = "split", _("Flyttet: det var en anden person")

    kind = models.CharField(_("hvad"), max_length=10, choices=Kind.choices)
    source = models.ForeignKey(Citizen, models.PROTECT, related_name="moved_from", verbose_name=_("fra"))
    target = models.ForeignKey(Citizen, models.PROTECT, related_name="moved_to", verbose_name=_("til"))
    reason = models.CharField(_("hvorfor"), max_length=300, blank=True)
    #: {"cases.Contact": ["uuid", …]}
    rows = models.JSONField(_("rækker"), default=dict)
    #: JSON {"fields": {field: [before, after]} of the target, "settled": {"cases.Admission": {id: {field: …}}} of what
    #: the move ended or tied to something else}. Encrypted: it may hold a CPR number.
    taken = EncryptedTextField(_("oplysninger"), null=True, blank=True)
    moved_at = models.DateTimeField(_("flyttet"), default=timezone.now)
    moved_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("flyttet af"))
    undone_at = models.DateTimeField(_("fortrudt"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("fortrudt af")
    )

    history_indexes = (("source", "history_date"), ("target", "history_date"))

    objects = TrackedManager.from_queryset(RowMoveQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("samling eller flytning")
        verbose_name_plural = _("samlinger og flytninger")
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(kind="merge", undone_at=None), name="citizen_merged_once"
            ),
            models.CheckConstraint(name="row_move_between_two", condition=~Q(source=models.F("target"))),
            models.CheckConstraint(
                name="row_move_split_has_reason",
                condition=~Q(kind="split") | ~Q(reason=""),
                violation_error_message=_("Skriv kort, hvorfor det flyttes."),
            ),
            models.CheckConstraint(
                name="row_move_undone_is_whole",
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
            models.CheckConstraint(
                name="row_move_undone_after", condition=Q(undone_at=None) | Q(undone_at__gte=models.F("moved_at"))
            ),
        ]

    class Privacy:
        technical = ("source", "target", "rows", "moved_at", "moved_by", "undone_at", "undone_by")
        ordinary = ("kind",)
        special = ("reason",)
        confidential = ("taken",)

    def __str__(self) -> str:
        return str(self.get_kind_display())


class NotTheSameQuerySet(CaseRecordQuerySet):
    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "first") & sees_citizen(user, "second")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "first", own=True) & sees_citizen(user, "second", own=True)


class NotTheSame(CaseRecord):
    """Two who look alike are two: decided once, so that nobody is asked again."""

    first = models.ForeignKey(Citizen, models.PROTECT, related_name="+", verbose_name=_("borger"))
    second = models.ForeignKey(Citizen, models.PROTECT, related_name="+", verbose_name=_("anden borger"))
    decided_at = models.DateTimeField(_("afgjort"), default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("afgjort af"))

    history_indexes = (("first", "history_date"), ("second", "history_date"))

    objects = TrackedManager.from_queryset(NotTheSameQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("ikke den samme")
        verbose_name_plural = _("ikke de samme")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_the_same_once"),
            # One way of writing a pair, so that it is found whoever asks.
            models.CheckConstraint(name="not_the_same_in_order", condition=Q(first__lt=models.F("second"))),
        ]

    class Privacy:
        technical = ("first", "second", "decided_at", "decided_by")

    def __str__(self) -> str:
        return str(_("ikke den samme"))
