"""The whole evaluation of the largest municipality, over all years, against the statements it needs written by hand."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from bench.desk import Desk
from bench.metrics import Metric
from bench.metrics.floor import rows
from measurements.report import citizens, target_group
from measurements.report.counting import single
from measurements.report.readers import readings_without_user
from measurements.report.scope import Scope
from measurements.report.whole import report

CONTACTED = """
SELECT count(*) FROM cases_citizen z WHERE z.organisation_id = %(organisation)s AND EXISTS (
  SELECT 1 FROM cases_contact t WHERE t.citizen_id = z.id AND t.at >= %(begin)s AND t.at < %(end)s
  AND NOT EXISTS (SELECT 1 FROM cases_contact n WHERE n.corrects_id = t.id))
"""
PEOPLE = """
SELECT z.gender, extract(year FROM begun.at AT TIME ZONE 'Europe/Copenhagen') - z.birth_year, count(*)
FROM (SELECT c.citizen_id, min(s.started_at) AS at FROM cases_steprun s JOIN cases_case c ON c.id = s.case_id
      WHERE s.organisation_id = %(organisation)s AND s.step LIKE 'motivation.%%' AND s.started_at < %(end)s
      GROUP BY c.citizen_id HAVING min(s.started_at) >= %(begin)s) begun
JOIN cases_citizen z ON z.id = begun.citizen_id GROUP BY 1, 2
"""
ANSWERS = """
SELECT given.key, given.value, count(*) FROM measurements_measurement m, jsonb_each_text(m.answers) given
WHERE m.organisation_id = %(organisation)s AND m.instrument = 'treatment_start' AND m.occasion = 'before'
  AND m.replaced_at IS NULL AND m.ended_at IS NOT NULL AND m.missing = ''
  AND m.answered_on BETWEEN %(first)s AND %(last)s AND given.key = ANY(%(keys)s) GROUP BY 1, 2
"""
PAIRS = """
SELECT was.key, was.value, became.value, count(*)
FROM measurements_measurement a
JOIN measurements_measurement b ON b.case_id = a.case_id AND b.occasion = 'before' AND b.replaced_at IS NULL
 AND b.ended_at IS NOT NULL AND b.missing = ''
 AND b.instrument = CASE a.instrument WHEN 'motivation' THEN 'motivation' ELSE 'treatment_start' END
CROSS JOIN LATERAL jsonb_each_text(a.answers) became
JOIN LATERAL jsonb_each_text(b.answers) was ON was.key = became.key
WHERE a.organisation_id = %(organisation)s AND a.instrument IN ('motivation', 'treatment_follow_up')
  AND a.occasion = 'after' AND a.replaced_at IS NULL AND a.ended_at IS NOT NULL AND a.missing = ''
  AND a.answered_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3
"""
AFFILIATIONS = """
SELECT service, {when}, count(*) FROM outreach_affiliation WHERE organisation_id = %(organisation)s
  AND {when}_on BETWEEN %(first)s AND %(last)s AND {when} <> '' GROUP BY 1, 2
"""
ENDED = """
SELECT instrument, occasion, missing, count(*) FROM measurements_measurement WHERE organisation_id = %(organisation)s
  AND replaced_at IS NULL AND ended_at IS NOT NULL AND answered_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3
"""
#: Everybody was met within them.
_YEARS = timedelta(days=8 * 365)


def metric(desk: Desk) -> Metric:
    last = timezone.localdate()
    scope = Scope(Organisation.objects.get(pk=desk.organisation), None, last - _YEARS, last)
    begin, end = scope.moments
    values: dict[str, Any] = {
        "organisation": desk.organisation, "first": scope.first, "last": last, "begin": begin, "end": end,
        "keys": list(target_group.QUESTIONS),
    }  # fmt: skip

    def sql() -> dict[str, list[tuple]]:
        found = {"contacted": rows(CONTACTED, values), "people": rows(PEOPLE, values)}
        found |= {"answers": rows(ANSWERS, values), "pairs": rows(PAIRS, values), "ended": rows(ENDED, values)}
        for when in ("before", "after"):
            found[when] = rows(AFFILIATIONS.format(when=when), values)
        return found

    def our_rows() -> list[Any]:
        target, developed = target_group.gather(scope), citizens.gather(scope)
        pairs = {(key, *pair): n for key, found in developed.pairs.items() for pair, n in found.items()}
        return [
            target.contacted, target.people.citizens, target.people.ages, single(target.answers["substances"]),
            target.answers["drugs_days"], {key: n for key, n in pairs.items() if key[0] in _questions()},
        ]  # fmt: skip

    def sql_rows() -> list[Any]:
        found = sql()
        ages = Counter({int(age): 0 for _gender, age, _n in found["people"]})
        for _gender, age, number in found["people"]:
            ages[int(age)] += number
        answers = {key: Counter[str]() for key in target_group.QUESTIONS}
        for key, value, number in found["answers"]:
            answers[key][value] += number
        pairs = {(key, int(was), int(became)): n for key, was, became, n in found["pairs"]}
        citizens_begun = sum(row[-1] for row in found["people"])
        return [
            found["contacted"][0][0], citizens_begun, ages, single(answers["substances"]), answers["drugs_days"], pairs
        ]  # fmt: skip

    address = f"{reverse('measurements:evaluation')}?fra={scope.first}&til={last}"
    calls = {
        "ours": lambda: report(readings_without_user([scope.organisation], scope.first, last)),
        "sql": sql,
        "page": lambda: desk.as_leader.get(address),
    }
    return Metric("evaluation", calls, {"ours": our_rows, "sql": sql_rows})


def _questions() -> set[str]:
    return {item.key for item in citizens.motivation_items()} | set(citizens.follow_up_items())
