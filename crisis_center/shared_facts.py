"""What home and centre both write about a stay, as facts of the stay's page: no query of its own.

`future`: code theme, text words, day said, who wrote. `midway`: at planned, day held, day_to not held, text where, more
why not. `ready`: code area, text what, more side|outcome, day due, who. `hard_times`: text risk, more plan.
`discharge`: the municipality's decision, text reason.
"""

from __future__ import annotations

from django.db.models import F, Value
from django.db.models.functions import Concat, TruncDate

from crisis_center.models import FutureEntry, HardTimesPlan, MidwayMeeting, MunicipalDischarge, Readiness
from crisis_center.stay_facts import fact_rows, register_stay_facts

FUTURE, MIDWAY, READY, HARD, DISCHARGE = "future", "midway", "ready", "hard_times", "discharge"

register_stay_facts(
    FUTURE,
    lambda user: fact_rows(
        FutureEntry.objects.visible_to(user).in_force(), FUTURE, code=F("theme"), text=F("words"), day=F("said_on"),
        at=F("written_at"), who=F("written_by__name"),
    ),
)  # fmt: skip
register_stay_facts(
    MIDWAY,
    lambda user: fact_rows(
        MidwayMeeting.objects.visible_to(user), MIDWAY, at=F("planned_at"), day=TruncDate("held_at"),
        day_to=TruncDate("missed_at"), text=F("where"), more=F("missed_because"),
    ),
)  # fmt: skip
register_stay_facts(
    READY,
    lambda user: fact_rows(
        Readiness.objects.visible_to(user), READY, code=F("area"), text=F("what"),
        more=Concat(F("side"), Value("|"), F("outcome")), day=F("due_on"), who=F("who"), at=F("written_at"),
    ),
)  # fmt: skip
register_stay_facts(
    HARD,
    lambda user: fact_rows(
        HardTimesPlan.objects.visible_to(user), HARD, text=F("risk"), more=F("plan"), at=F("written_at"),
        who=F("written_by__name"),
    ),
)  # fmt: skip
register_stay_facts(
    DISCHARGE,
    lambda user: fact_rows(
        MunicipalDischarge.objects.visible_to(user), DISCHARGE, text=F("reason"), at=F("decided_at"),
        who=F("decided_by__name"),
    ),
)  # fmt: skip
