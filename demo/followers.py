"""Who follows the citizens besides their contact persons since when, and whom some of them wished for.

Chosen with a random source for each course: what else the demo tells stays as it was.
"""

from __future__ import annotations

from datetime import date
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from accounts.policy import Role
from cases.actions.follower import Wish, choose_followers, followers_of
from cases.models import Assignment, Case
from demo.organisations import Stage

#: Words, and why it could not be so; empty: it could.
WISHES = (
    ("En, der også kommer om aftenen", ""),
    ("Helst en kvinde", ""),
    ("En, jeg ikke har haft før", "Der er kun to på holdet lige nu. Vi taler om det igen, når der kommer en ny."),
)
REASON = "Borgeren er flyttet til den anden ende af byen"


def fill(stage: Stage) -> None:
    people = {membership.user_id: membership for membership, _caseload in stage.workers()}
    mentor = stage.membership(Role.SOCIAL_MENTOR).user
    cases = Case.objects.active().filter(unit=stage.unit, citizen__merged_into=None).select_related("citizen", "unit")
    with acting_as(stage.membership(Role.LEADER)):
        carried = [(case, followers_of(case).get(Assignment.Kind.CONTACT_PERSON)) for case in cases.order_by("pk")]
    for number, (case, row) in enumerate(carried):
        if row is None or row.user_id not in people or number % 3 == 2:
            continue
        others = [one.user for one in people.values() if one.user_id != row.user_id] or [mentor]
        with acting_as(people[row.user_id]) as by:
            _follow(stage, case, row, others, mentor, number, by)


def _follow(stage: Stage, case: Case, row: Assignment, others: list[User], mentor: User, number: int, by: User) -> None:
    random = Random(f"followers-{stage.town.seed}-{number}")
    today = timezone.localdate(stage.now)
    words, why_not = random.choice(WISHES)
    wish = Wish(words=words, granted=not why_not, why_not=why_not) if random.random() < 0.3 else None
    first = min(today, max(case.assignments.filter(to_on=None).values_list("from_on", flat=True)))

    def choose(backup: User, on: date, wish: Wish | None = None) -> None:
        choose_followers(
            case=case, contact_person=row.user, backup=backup, coordinator=coordinator, was=row.pk, on=on,
            chosen_by=random.choice(Assignment.ChosenBy.values), reason=REASON, wish=wish, by=by,
        )  # fmt: skip

    backup = random.choice(others)
    coordinator = mentor if random.random() < 0.3 else row.user
    choose(backup, first, wish)
    later = [one for one in others if one != backup]
    if later and number % 5 == 1:
        choose(random.choice(later), first + (today - first) / 2)
