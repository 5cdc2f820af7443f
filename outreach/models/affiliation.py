"""Which services a citizen was in contact with before the outreach, and after it (S2 p. 27-29, 60-62).

The codes are the survey's own, so that a table of ours and one of theirs count the same. What is not asked has no row.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models import Case, CasePeriod
from cases.models.case import CaseChildQuerySet


class Service(models.TextChoices):
    DRUG_TREATMENT = "drug_treatment", _("Social stofmisbrugsbehandling (SEL § 101)")
    SUBSTITUTION = "substitution", _("Substitutionsbehandling (SUL § 142)")
    HOME_SUPPORT = "home_support", _("Bostøtte (SEL § 85)")
    SUPPORT_PERSON = "support_person", _("Støtte- og kontaktperson (SEL § 99)")
    GP = "gp", _("Egen læge")
    PSYCHIATRY = "psychiatry", _("Behandlingspsykiatri")
    SOCIAL_PSYCHIATRY = "social_psychiatry", _("Socialpsykiatri")
    HOSPITAL = "hospital", _("Sygehus")
    HOME_HELP = "home_help", _("Hjemmehjælp (SEL § 83)")
    RESIDENCE = "residence", _("Botilbud (SEL §§ 107 og 108)")
    JOBCENTRE = "jobcentre", _("Jobcenter")
    DROP_IN = "drop_in", _("Værested")
    OTHER = "other", _("Andet tilbud")


class Status(models.TextChoices):
    """All codes; which belong to a question is said by `BEFORE` and `AFTER`."""

    UNKNOWN = "unknown", _("Hidtil ukendt")
    NO_CONTACT = "no_contact", _("Tidligere kendt, men ingen kontakt")
    SPORADIC = "sporadic", _("Sporadisk kontakt (sjældnere end hver 14. dag)")
    REGULAR = "regular", _("Regelmæssig kontakt")
    NEVER = "never", _("Ingen og ikke tidligere")
    EARLIER = "earlier", _("Ingen, men tidligere")
    RECEIVES = "receives", _("Modtager i øjeblikket")
    CONTINUES = "continues", _("Modtager fortsat")
    COMPLETED = "completed", _("Afsluttet og udskrevet som færdigbehandlet")
    STARTED = "started", _("Opstartet/genindskrevet")
    FOLLOWS = "follows", _("Følger")
    DROPPED = "dropped", _("Frafaldet")


_SUBSTITUTION_WORDS = {
    Status.NEVER: _("Modtager ikke og har ikke tidligere modtaget"),
    Status.EARLIER: _("Modtager ikke, men har tidligere modtaget"),
}
_TREATMENT_WORDS = {Status.CONTINUES: _("Modtager fortsat social stofmisbrugsbehandling")}

#: F4-3, F4-4, F4-5. *Regelmæssig* has no column in the report: without it some could not be answered.
BEFORE: Mapping[str, tuple[Status, ...]] = {
    **dict.fromkeys(Service.values, (Status.NEVER, Status.EARLIER, Status.RECEIVES)),
    Service.DRUG_TREATMENT: (Status.UNKNOWN, Status.NO_CONTACT, Status.SPORADIC, Status.REGULAR),
}
#: F7-3, F7-4, F7-5.
AFTER: Mapping[str, tuple[Status, ...]] = {
    **dict.fromkeys(Service.values, (Status.STARTED, Status.FOLLOWS, Status.DROPPED)),
    Service.DRUG_TREATMENT: (Status.CONTINUES, Status.COMPLETED, Status.DROPPED),
    Service.SUBSTITUTION: (Status.CONTINUES, Status.DROPPED, Status.NEVER),
}


def status_words(service: str, status: str) -> str:
    """The survey's words for the answer; empty for one that was not asked."""
    if not status:
        return ""
    own = {Service.SUBSTITUTION: _SUBSTITUTION_WORDS, Service.DRUG_TREATMENT: _TREATMENT_WORDS}.get(
        Service(service), {}
    )
    return str(own.get(Status(status), Status(status).label))


def _allowed(field: str, by_service: Mapping[str, tuple[Status, ...]]) -> Q:
    allowed = Q(**{field: ""})
    for service, codes in by_service.items():
        allowed |= Q(service=service, **{f"{field}__in": [code.value for code in codes]})
    return allowed


class Affiliation(CaseRecord):
    """One service in one period of a course: how it was before, how it is after, and the bridge in between."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="affiliations", db_index=False, verbose_name=_("forløb")
    )
    period = models.ForeignKey(
        CasePeriod, models.PROTECT, related_name="affiliations", db_index=False, verbose_name=_("periode")
    )
    service = models.CharField(_("tilbud"), max_length=20, choices=Service.choices)
    before = models.CharField(_("før"), max_length=12, choices=Status.choices, blank=True)
    before_on = models.DateField(_("spurgt før den"), null=True, blank=True)
    after = models.CharField(_("efter"), max_length=12, choices=Status.choices, blank=True)
    after_on = models.DateField(_("spurgt efter den"), null=True, blank=True)
    accompanied_on = models.DateField(_("fulgt til tilbuddet"), null=True, blank=True)
    stable_on = models.DateField(_("stabil kontakt opnået"), null=True, blank=True)
    note = models.CharField(_("bemærkning"), max_length=200, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("tilknytning til tilbud")
        verbose_name_plural = _("tilknytninger til tilbud")
        constraints = [
            models.UniqueConstraint(fields=["period", "service"], name="affiliation_once_in_period"),
            models.CheckConstraint(
                name="affiliation_before_is_a_code",
                condition=_allowed("before", BEFORE),
                violation_error_message=_("Det svar hører ikke til spørgsmålet."),
            ),
            models.CheckConstraint(
                name="affiliation_after_is_a_code",
                condition=_allowed("after", AFTER),
                violation_error_message=_("Det svar hører ikke til spørgsmålet."),
            ),
            models.CheckConstraint(
                name="affiliation_answer_has_its_day",
                condition=(Q(before="", before_on=None) | ~Q(before="") & Q(before_on__isnull=False))
                & (Q(after="", after_on=None) | ~Q(after="") & Q(after_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="affiliation_says_something",
                condition=~Q(before="", after="", accompanied_on=None, stable_on=None),
                violation_error_message=_("Skriv mindst én dag."),
            ),
        ]
        indexes = [models.Index(fields=["case", "service"], name="affiliation_of_case")]

    class Privacy:
        technical = ("case", "period")
        special = ("service", "before", "before_on", "after", "after_on", "accompanied_on", "stable_on", "note")

    def __str__(self) -> str:
        return str(self.get_service_display())

    @property
    def says_something(self) -> bool:
        return bool(self.before or self.after or self.accompanied_on or self.stable_on)
