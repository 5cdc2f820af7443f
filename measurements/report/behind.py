"""Which courses stand behind a row of a table, for those with the right to see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Value

from cases.models import Citizen, Contact
from cases.models.citizen import CitizenQuerySet
from measurements.fidelity_items import FIGURES
from measurements.models import TechniqueUse
from measurements.report import citizens, keys
from measurements.report.affiliation import AFFILIATION, published
from measurements.report.counting import Asked, affiliation_rows, answered, begun_citizens, given, paired_courses
from measurements.report.scope import Scope
from outreach.models.affiliation import Service

_START, _FOLLOW_UP = "treatment_start", "treatment_follow_up"


@dataclass(frozen=True)
class Behind:
    """`citizens`, and where it is the answer that counts `answers` as rows of (citizen, answer before, after)."""

    citizens: CitizenQuerySet
    answers: QuerySet | None = None


def behind(scope: Scope, table: str, row: str) -> Behind | None:
    """None for a row whose people are not told one by one, and for what is no row. No query."""
    find = _FINDERS.get(table)
    return find(scope, table, row) if find else None


def _contacted(scope: Scope, _table: str, row: str) -> Behind | None:
    if row == keys.BEGUN:
        return Behind(begun_citizens(scope))
    begin, end = scope.moments
    contacts = Contact.objects.current().filter(citizen=OuterRef("pk"), at__gte=begin, at__lt=end, **scope.whose())
    return Behind(_of(scope).filter(Exists(contacts)))


def _who(scope: Scope, _table: str, row: str) -> Behind | None:
    begun = begun_citizens(scope)
    if row in keys.GENDERS:
        return Behind(begun.filter(gender=keys.GENDERS[row]))
    if row in keys.AGES:
        return Behind(begun.filter(age__range=keys.AGES[row]))
    nationality = {"Andet": "other", "Dansk": "danish"}.get(row)
    return _answer(scope, "nationality", nationality) if nationality else None


def _start(scope: Scope, table: str, row: str) -> Behind | None:
    if table == "F4-1" and row in keys.SUBSTANCES:
        rows = answered(scope, _START, "before").annotate(given=given("substances"))
        return _with_answers(scope, rows.filter(given__contains=f'"{keys.SUBSTANCES[row]}"'))
    if table == "F4-7" and row in keys.INCOMES:
        return _answer(scope, "income", *keys.INCOMES[row])
    question = {"Fysiske problemer": "physical_problems", "Psykiske problemer": "psychological_problems"}.get(row)
    return _answer(scope, question) if question else None


def _key_number(scope: Scope, _table: str, row: str) -> Behind | None:
    if row in keys.KEY_NUMBERS:
        question, *counted = keys.KEY_NUMBERS[row]
        return _answer(scope, question, *counted)
    if row == keys.AGE:
        return Behind(begun_citizens(scope).filter(age__isnull=False))
    if row == keys.UNKNOWN:
        return _affiliated(scope, "before", Service.DRUG_TREATMENT, ("unknown", "no_contact"))
    return None


def _answer(scope: Scope, question: str, *counted: str) -> Behind:
    rows = answered(scope, _START, "before").annotate(given=given(question))
    return _with_answers(scope, rows.filter(given__in=counted) if counted else rows.filter(given__isnull=False))


def _with_answers(scope: Scope, rows: QuerySet) -> Behind:
    told = rows.values_list("case__citizen_id", "given", Value(""))
    return Behind(_of(scope).filter(pk__in=rows.values("case__citizen_id")), told)


def _affiliation(scope: Scope, table: str, row: str) -> Behind | None:
    service, when, _words = AFFILIATION[table]
    statuses = published(table)
    return _affiliated(scope, when, service, (statuses[row],)) if row in statuses else None


def _affiliated(scope: Scope, when: str, service: str, statuses: tuple[str, ...]) -> Behind:
    rows = affiliation_rows(scope, when).filter(**{f"{when}__in": statuses})
    if service == "other":
        rows = rows.exclude(service__in=(Service.DRUG_TREATMENT, Service.SUBSTITUTION))
    else:
        rows = rows.filter(service=service)
    return Behind(_of(scope).filter(pk__in=rows.values("case__citizen_id")))


def _technique(scope: Scope, table: str, row: str) -> Behind | None:
    field = next((one.field for one in FIGURES[table][1] if one.number == row), None)
    if field is None:
        return None
    rows = TechniqueUse.objects.filter(
        answered_on__range=(scope.first, scope.last), **scope.whose("case__")
    ).exclude(**{field: ""})  # fmt: skip
    return Behind(
        _of(scope).filter(pk__in=rows.values("case__citizen_id")),
        rows.values_list("case__citizen_id", field, Value("")),
    )


def _pair(scope: Scope, table: str, row: str) -> Behind | None:
    asked = list(_asked(table, row))
    if not asked:
        return None
    first, *others = (paired_courses(scope, one).order_by().values_list("citizen_id", "was", "became") for one in asked)
    everybody = _of(scope).filter(pk__in=paired_courses(scope, asked[0]).values("citizen_id"))
    for one in asked[1:]:
        everybody |= _of(scope).filter(pk__in=paired_courses(scope, one).values("citizen_id"))
    return Behind(everybody, first.union(*others, all=True) if others else first)


def _asked(table: str, row: str) -> Iterator[Asked]:
    if table in ("T7-1", "F7-2"):
        if row in {item.key for item in citizens.motivation_items()}:
            yield Asked(row, "motivation", "motivation")
        return
    for theme in ("drugs",) if table == "T7-2" else ("physical", "psychological"):
        if f"{theme}_{row}" in citizens.follow_up_items():
            yield Asked(f"{theme}_{row}", _START, _FOLLOW_UP)


def _of(scope: Scope) -> CitizenQuerySet:
    found: CitizenQuerySet = Citizen.objects.filter(organisation_id=scope.organisation.pk)
    return found


_FINDERS: dict[str, Callable[[Scope, str, str], Behind | None]] = {
    "T4-1": _contacted,
    "F7-1": _contacted,
    "T4-2": _who,
    **dict.fromkeys(("F4-1", "F4-6", "F4-7"), _start),
    "P4-3": _key_number,
    **dict.fromkeys(AFFILIATION, _affiliation),
    **dict.fromkeys(("F5-2", "F5-3"), _technique),
    **dict.fromkeys(("T7-1", "F7-2", "T7-2", "T7-3"), _pair),
}
