"""Who follows the citizen all the way: contact person, backup and coordinator; and whom the citizen wished for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.case import assign, end_assignment
from cases.actions.handover import ChangedMeanwhile, Give, hand_over
from cases.models import Assignment, Case, FollowerWish

Kind = Assignment.Kind


@dataclass(frozen=True)
class Wish:
    """What the citizen said. `granted` is None while nothing is decided; `why_not` goes with False."""

    wished: User | None = None
    words: str = ""
    granted: bool | None = None
    why_not: str = ""


@action
def choose_followers(
    *,
    case: Case,
    contact_person: User | None,
    backup: User | None,
    coordinator: User | None,
    was: UUID | None,
    on: date,
    by: User,
    chosen_by: str = "",
    reason: str = "",
    with_tasks: bool = True,
    over_limit_reason: str = "",
    wish: Wish | None = None,
) -> None:
    """The three from `on`; who has it already goes on. `was`: the contact person's assignment on the screen.

    Raises ValidationError by field (a choice says whose it is, a change says why), ChangedMeanwhile, and as `assign`.
    """
    # Two who choose at the same moment wait for one another here.
    Case.objects.select_for_update().filter(pk=case.pk).values_list("pk").first()
    now = followers_of(case)
    before = now.get(Kind.CONTACT_PERSON)
    if contact_person is None and before and before.pk != was:
        # Whoever stops here is the one on the screen, not the one who came meanwhile.
        raise ChangedMeanwhile({case.pk: before}, set())
    wanted = {Kind.CONTACT_PERSON: contact_person, Kind.BACKUP: backup, Kind.COORDINATOR: coordinator}
    told = {"chosen_by": chosen_by, "change_reason": " ".join(reason.split())}
    _check(now, wanted, chosen_by, told["change_reason"])
    if contact_person and contact_person != _who(now, Kind.CONTACT_PERSON):
        give = Give(case, contact_person, was)
        hand_over(gives=[give], on=on, with_tasks=with_tasks, over_limit_reason=over_limit_reason, **told, by=by)
        # The backup who became contact person is the backup no more.
        now = followers_of(case)
    for kind, person in wanted.items():
        row = now.get(kind)
        if person is None and row:
            end_assignment(assignment=row, on=on, reason=reason, by=by)
        elif person and person != _who(now, kind):
            assign(case=case, user=person, kind=kind, on=on, **told, by=by)
    if wish:
        # Written down late it was said and answered when the choice was made.
        say_wish(case=case, wish=_settled(wish, contact_person), on=min(on, timezone.localdate()), by=by)


@action
def say_wish(*, case: Case, wish: Wish, by: User, on: date | None = None) -> FollowerWish | None:
    """The open wish as it stands now, answered where it is; None when the citizen wishes for nobody any more.

    `on`: today, or an earlier day. Raises ValidationError by field."""
    on = on or timezone.localdate()
    row = FollowerWish.objects.select_for_update(of=("self",)).filter(case=case).open().first()
    words, why_not = " ".join(wish.words.split()), " ".join(wish.why_not.split())
    if not wish.wished and not words:
        if wish.granted is not None:
            raise ValidationError({"wish_words": _("Skriv, hvad borgeren ønsker, eller vælg for hvem.")})
        if row:
            row.delete()
        return None
    if wish.granted is False and not why_not:
        raise ValidationError({"why_not": _("Skriv kort, hvorfor ønsket ikke kan opfyldes.")})
    row = row or FollowerWish(case=case, said_on=on)
    row.wished, row.words, row.granted = wish.wished, words, wish.granted
    row.why_not = why_not if wish.granted is False else ""
    row.answered_on = None if wish.granted is None else max(on, row.said_on)
    row.save()
    return row


def followers_of(case: Case) -> dict[str, Assignment]:
    """{kind: the open-ended assignment}. One query."""
    rows = Assignment.objects.filter(case=case, to_on=None, kind__in=Assignment.ONE_OF).select_related("user")
    return {row.kind: row for row in rows}


def open_wish(case: Case) -> FollowerWish | None:
    found: FollowerWish | None = FollowerWish.objects.filter(case=case).open().select_related("wished").first()
    return found


def _who(now: Mapping[str, Assignment], kind: str) -> User | None:
    return now[kind].user if kind in now else None


def _settled(wish: Wish, contact_person: User | None) -> Wish:
    """Who became what the citizen asked for has been chosen, said or not."""
    if wish.granted is None and wish.wished and wish.wished == contact_person:
        return Wish(wish.wished, wish.words, True)
    return wish


def _check(now: Mapping[str, Assignment], wanted: Mapping[Kind, User | None], chosen_by: str, reason: str) -> None:
    problems = {}
    if wanted[Kind.BACKUP] and wanted[Kind.BACKUP] == wanted[Kind.CONTACT_PERSON]:
        problems["backup"] = _("Bagstopperen skal være en anden end kontaktpersonen.")
    changed = [kind for kind, person in wanted.items() if person != _who(now, kind)]
    if not chosen_by and any(wanted[kind] for kind in changed):
        problems["chosen_by"] = _("Vælg, om det er borgeren eller teamet, der har valgt.")
    if not reason and any(kind in now for kind in changed):
        problems["reason"] = _("Skriv kort, hvorfor der skiftes.")
    if problems:
        raise ValidationError(problems)
