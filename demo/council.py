"""The user council of each town: who sits in it by code name, when it met, and what became of what it proposed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.acting import acting_as
from accounts.policy import Role
from demo.organisations import Stage
from intake.actions.council import add_member, edit_member, hold_meeting
from intake.actions.proposal import decide_proposal, do_proposal, raise_proposal

NAMES = ("Mågen", "Kaptajnen", "Nord", "Solsort", "Pilen")
#: Days ago; the last is still to come.
MEETINGS = (117, 75, 33, -9)
#: (which meeting or None, which member or None, the proposal, (days ago, decision, by whom), (days ago, what was done))
PROPOSALS = (
    (0, 1, "Åbent lørdag formiddag. Weekenden er længst for dem, der ingen har.",
     (100, "Ja, på prøve i et halvt år. To frivillige er med hver gang.", "Ledelsen"),
     (86, "Der er åbent lørdag kl. 10–13.")),
    (0, 0, "En kaffekande ved døren, så man kan komme ind uden at skulle tale med nogen.",
     (110, "Ja.", "Husmødet"), (108, "Kanden står på bordet til venstre.")),
    (1, 3, "Skriv på døren, hvem der er på arbejde i dag.",
     (70, "Ja, med fornavn. Den, der møder først, skriver tavlen.", "Husmødet"), None),
    (1, None, "Hunde skal kunne komme med ind, når det fryser.",
     (61, "Nej, ikke indenfor: en medarbejder og to brugere kan ikke tåle dem. Der kommer læ og vand ved indgangen.",
      "Ledelsen"), None),
    (2, 4, "Ring til os om eftermiddagen. Om formiddagen sover vi.", None, None),
    (None, None, "Et skab, hvor man kan låse sine papirer inde.", None, None),
)  # fmt: skip


def fill(stage: Stage) -> None:
    today = timezone.localdate(stage.now)
    with acting_as(stage.membership(Role.LEADER)) as by:
        members = [
            add_member(code_name=name, from_on=today - timedelta(days=130 - 20 * number), by=by)
            for number, name in enumerate(NAMES)
        ]
        meetings = []
        for number, days in enumerate(MEETINGS):
            held_on = today - timedelta(days=days)
            there = [member for member in members if member.from_on <= held_on][: 3 + number] if days > 0 else []
            meetings.append(hold_meeting(held_on=held_on, place="Caféen", present=there, by=by))
        for meeting, member, what, decided, done in PROPOSALS:
            row = raise_proposal(
                what=what,
                meeting=None if meeting is None else meetings[meeting],
                raised_on=today - timedelta(days=4),
                raised_by=None if member is None else members[member],
                by=by,
            )
            if decided:
                days, decision, decided_by = decided
                on = today - timedelta(days=days)
                decide_proposal(proposal=row, decision=decision, decided_on=on, decided_by=decided_by, by=by)
            if done:
                do_proposal(proposal=row, done_what=done[1], done_on=today - timedelta(days=done[0]), by=by)
        # One has moved on.
        last = members[0]
        edit_member(
            member=last, code_name=last.code_name, from_on=last.from_on, to_on=today - timedelta(days=12), by=by
        )
