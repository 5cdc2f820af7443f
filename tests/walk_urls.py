"""Every URL of the house and the rows of the cast to ask it with, for the permission matrix and the sentinel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.models import Membership, User
from cases.actions.absence import report_absence
from cases.actions.admission import admit
from cases.actions.appointment import Talk, plan_talk
from cases.actions.conference import raise_point
from cases.actions.duplicates import tell_apart
from cases.actions.follower import Wish, say_wish
from cases.actions.identity import move_rows
from cases.actions.imports import upload_sheet
from cases.actions.task import finish_task
from cases.imports.reading import Sheet
from cases.models import (
    Absence,
    Admission,
    Assignment,
    BestMet,
    Block,
    Case,
    ChecklistItem,
    ChosenBlock,
    Citizen,
    ConferencePoint,
    Contact,
    Effort,
    Evaluation,
    FormalPlan,
    Goal,
    GoalStep,
    GoodThing,
    NotTheSame,
    RowMove,
    SpeaksFor,
    StepRun,
    Task,
    TreatmentRequest,
)
from outreach.actions.affiliation import ask_before, bridge
from outreach.actions.assessment import begin_assessment
from outreach.actions.enrolment import enrol
from outreach.actions.guidance import guide
from outreach.actions.observation import observe
from outreach.actions.onward_plan import Agreed, Checked, begin_plan
from outreach.actions.prescreening import Settled, prescreen
from outreach.actions.referral_source import Referral
from outreach.actions.treatment import follow_treatment
from outreach.models import (
    CheckedOffer,
    Enrolment,
    Guidance,
    Observation,
    OnwardPlan,
    PlanStep,
    Route,
    TreatmentNote,
    Visit,
)
from tests.cases.consent_factories import about
from tests.cases.plan_factories import planned as planned_of
from tests.cases.plan_factories import planned_by_law
from tests.cases.relocation_factories import both_ways
from tests.cast import acting, client_of, met_on_the_street, token
from tests.crisis_center.walk import stayed
from tests.directory.partner_factories import planned
from tests.field.walk import sent_in_vain
from tests.intake import public_factories
from tests.intake.walk import about_nobody, enquired
from tests.measurements.fidelity_factories import walked as fidelity
from tests.measurements.hours_factories import counted
from tests.measurements.walk import measured_of
from tests.outreach.visit_factories import walked

#: Everybody of the cast, by fixture. ANONYMOUS has not signed in.
ACTORS = (
    "owner", "colleague", "unit_mate", "mentor", "health", "project_lead", "leader",
    "stranger", "other_leader", "crisis_worker", "spotter", "dpo", "administrator",
    "outsider", "outside_leader", "outside_dpo", "outside_administrator", "nobody",
)  # fmt: skip
ANONYMOUS = "anonymous"
CITIZENS = (
    "citizen", "protected_citizen", "alias_citizen", "anonymous_citizen", "unit_citizen", "other_citizen",
    "foreign_citizen",
)  # fmt: skip


def url_patterns(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(full name, pattern) of every URL there is."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern
        else:
            yield from url_patterns(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def parameters(pattern: URLPattern) -> list[str]:
    return sorted(pattern.pattern.regex.groupindex)


@dataclass
class House:
    """The whole cast on the stage. `targets[whose][parameter]` is what stands in a URL about that citizen."""

    people: dict[str, User]
    citizens: dict[str, Citizen]
    unknown_contact: Contact
    targets: dict[str, dict[str, Any]]

    def client(self, who: str) -> Client:
        """The browser of `who`, who has said for every citizen why they look: what then stops them is policy."""
        if who == ANONYMOUS:
            return Client()
        return client_of(self.people[who], purpose_for=list(self.citizens.values()))

    def addresses(self, name: str, pattern: URLPattern) -> dict[str, str]:
        """{whose: URL} for every row of the cast that fits the pattern; "" where the URL is about nobody."""
        wanted = parameters(pattern)
        if not wanted:
            return {"": reverse(name)}
        return {
            whose: reverse(name, kwargs={key: known[key] for key in wanted})
            for whose, known in self.targets.items()
            if set(wanted) <= set(known)
        }


@pytest.fixture
def full_house(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> House:
    # Thousands of pages: what each template was given, which the client would copy, nobody asks about here.
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_sent: None)
    people = {who: request.getfixturevalue(who) for who in ACTORS}
    for extra in ("checklists", "contact", "task", "health_contact"):
        request.getfixturevalue(extra)
    citizens = {whose: request.getfixturevalue(whose) for whose in CITIZENS}
    unknown = request.getfixturevalue("unknown_contact")
    write_more(people, citizens)
    writers = {"unit_citizen": "unit_mate", "other_citizen": "stranger", "foreign_citizen": "outsider"}
    targets = {}
    for whose, citizen in citizens.items():
        with acting(people[writers.get(whose, "owner")]) as by:
            targets[whose] = rows_about(citizen, by) | about(citizen, whose, by)
            if case := Case.objects.filter(citizen=citizen).order_by("pk").first():
                targets[whose] |= measured_of(case, by)
    targets["citizen"] |= administered(people["owner"]) | uploaded(people["leader"])
    targets["citizen"] |= counted(people["leader"])
    for whose, citizen in citizens.items():
        targets[whose] |= enquired(citizen, whose, people[writers.get(whose, "owner")])
    about_nobody(people["owner"])
    with acting(people["owner"]) as by:
        targets["citizen"] |= planned(by)
        targets["citizen"] |= fidelity(Case.objects.get(citizen=citizens["citizen"]), by)
    targets["citizen"] |= stayed(citizens["citizen"], people)
    targets["crisis_course"] = {"case_id": targets["citizen"].pop("crisis_case_id")}
    targets["citizen"]["other_id"] = citizens["unit_citizen"].pk
    for whose, citizen in citizens.items():
        other = citizens["unit_citizen" if whose == "citizen" else "citizen"]
        targets[whose] |= {"keep_id": citizen.pk, "gone_id": other.pk}
    moves = both_ways(citizens["citizen"], people["owner"], citizens["foreign_citizen"], people["outsider"])
    for whose, known in moves.items():
        targets[whose] |= known
    for whose, known in sent_in_vain(people, citizens).items():
        targets[whose] |= known
    targets["citizen"] |= public_factories.walked(people)
    targets["unknown_contact"] = {"contact_id": unknown.pk}
    return House(people, citizens, unknown, targets)


def write_more(people: dict[str, User], citizens: dict[str, Citizen]) -> None:
    """What the single fixtures have no need of: a task that is done, a contact where only an alias is known, two who
    are not the same."""
    with acting(people["owner"]) as by:
        finish_task(task=Task.objects.filter(agreed_in=None).earliest("pk"), outcome=Task.Outcome.DONE, by=by)
        met_on_the_street(citizens["alias_citizen"], "alias_citizen", by=by)
        yesterday = timezone.localdate() - timedelta(days=1)
        report_absence(unit=by.membership.unit, user=by, from_on=yesterday, to_on=timezone.localdate(), by=by)
        tell_apart(one=citizens["citizen"], other=citizens["alias_citizen"], by=by)
        pair = {"source": citizens["alias_citizen"], "target": citizens["citizen"]}
        move_rows(**pair, rows={}, kind=RowMove.Kind.SPLIT, reason="Forvekslet", by=by)
        walked(by=by, out_hours_ago=50, back_hours_ago=1)
        for whose in ("citizen", "protected_citizen"):
            # The catalogue is about nobody: its words bear no token.
            offer = {"name": f"Holdet {len(whose)}", "times": "mandag kl. 10"}
            made = planned_of(citizens[whose], by, lambda what, whose=whose: token(whose, f"own{what}"), **offer)
            planned_by_law(citizens[whose], made.chosen, by, lambda what, whose=whose: token(whose, f"law{what}"))
            since = timezone.localdate() - timedelta(days=2)
            where = {"ward": token(whose, "ward"), "plan": token(whose, "plan")}
            raise_point(
                unit=by.membership.unit,
                team=by.membership.team,
                citizen=citizens[whose],
                what=token(whose, "point"),
                by=by,
            )
            for agreement in Task.objects.filter(citizen=citizens[whose], kind=Task.Kind.AGREEMENT, done_at=None):
                link = f"https://video.example/{token(whose, 'link')}"
                plan_talk(task=agreement, talk=Talk(Contact.Way.VIDEO, 30, link=link), by=by)
            admit(citizen=citizens[whose], kind=Admission.Kind.HOSPITAL, since=since, by=by, **where)
            write_of_the_course(Case.objects.get(citizen=citizens[whose]), whose, by=by)


def write_of_the_course(case: Case, whose: str, *, by: User) -> None:
    """What the outreach has of a course."""
    today = timezone.localdate()
    say_wish(case=case, wish=Wish(words=token(whose, "wished"), granted=False, why_not=token(whose, "notmet")), by=by)
    guide(case=case, kinds=["attend"], given_on=today, note=token(whose, "guided"), by=by)
    observe(case=case, observed_on=today, citizens_words=token(whose, "observed"), by=by)
    settled = Settled("wait", on=today, reason=token(whose, "screened"))
    referral = Referral("relative", referred_on=today, note=token(whose, "referred"))
    prescreen(case=case, answers={}, settled=settled, referral=referral, with_steps=False, by=by)
    begin_plan(
        case=case,
        citizens_words=token(whose, "onward"),
        offers=[Checked(words=token(whose, "offered"))],
        steps=[Agreed(what=token(whose, "agreed"), due_on=today)],
        by=by,
    )
    begin_assessment(case=case, drugs_known=token(whose, "assessed"), begun_on=today, by=by)
    enrol(case=case, motivation_on=today, offer_words=token(whose, "offer"), therapist=token(whose, "therapist"), by=by)
    told = {"told_by": "therapist", "note": token(whose, "absence")}
    follow_treatment(case=case, kind="absence", happened_on=today, **told, by=by)
    ask_before(case=case, answers={"gp": "receives"}, on=today, by=by)
    bridge(case=case, service="gp", accompanied_on=today, note=token(whose, "bridge"), by=by)


def rows_about(citizen: Citizen, by: User) -> dict[str, Any]:
    """What hangs on the citizen, as URL parameters; what there is not is left out."""
    first = {
        "contact_id": Contact.objects.filter(citizen=citizen, author=by),
        "case_id": Case.objects.filter(citizen=citizen),
        "assignment_id": Assignment.objects.filter(case__citizen=citizen),
        "absence_id": Absence.objects.filter(user=by, covers__isnull=True),
        "run_id": StepRun.objects.filter(case__citizen=citizen),
        "item_id": ChecklistItem.objects.filter(version__step="contact.first_contact"),
        "task_id": Task.objects.filter(citizen=citizen),
        "request_id": TreatmentRequest.objects.filter(citizen=citizen),
        "admission_id": Admission.objects.filter(citizen=citizen),
        "point_id": ConferencePoint.objects.filter(citizen=citizen),
        "move_id": RowMove.objects.filter(target=citizen),
        "decision_id": NotTheSame.objects.filter(Q(first=citizen) | Q(second=citizen)),
        "best_met_id": BestMet.objects.filter(citizen=citizen),
        "speaks_for_id": SpeaksFor.objects.filter(citizen=citizen),
        "route_id": Route.objects.filter(workers__user=by),
        "visit_id": Visit.objects.filter(workers__user=by),
        "guidance_id": Guidance.objects.filter(case__citizen=citizen),
        "observation_id": Observation.objects.filter(case__citizen=citizen),
        "plan_id": OnwardPlan.objects.filter(case__citizen=citizen),
        "checked_offer_id": CheckedOffer.objects.filter(plan__case__citizen=citizen),
        "plan_step_id": PlanStep.objects.filter(plan__case__citizen=citizen),
        "enrolment_id": Enrolment.objects.filter(case__citizen=citizen),
        "goal_id": Goal.objects.filter(citizen=citizen),
        "goal_step_id": GoalStep.objects.filter(goal__citizen=citizen),
        "good_thing_id": GoodThing.objects.filter(citizen=citizen),
        "choice_id": ChosenBlock.objects.filter(citizen=citizen),
        "block_id": Block.objects.filter(choices__citizen=citizen),
        "formal_plan_id": FormalPlan.objects.filter(citizen=citizen),
        "effort_id": Effort.objects.filter(plan__citizen=citizen),
        "evaluation_id": Evaluation.objects.filter(citizen=citizen),
        "note_id": TreatmentNote.objects.filter(case__citizen=citizen),
    }
    found = {key: rows.order_by("pk").values_list("pk", flat=True).first() for key, rows in first.items()}
    fixed = {"citizen_id": citizen.pk, "worker_id": by.pk, "step_key": "contact.prescreening", "part": "hvor"}
    fixed["plan_kind"] = "coordinated"
    places = {"place_id": citizen.usual_place_id} if citizen.usual_place_id else {}
    return fixed | places | {key: pk for key, pk in found.items() if pk}


def administered(person: User) -> dict[str, Any]:
    """What an administrator changes of a person, their unit and their team."""
    membership = Membership.objects.get(user=person)
    return {
        "organisation_id": membership.organisation_id,
        "secret": "not-the-right-one",
        "person_id": person.pk,
        "membership_id": membership.pk,
        "unit_id": membership.unit_id,
        "team_id": membership.team_id,
    }


def uploaded(leader: User) -> dict[str, Any]:
    with acting(leader) as by:
        sheet = Sheet(headers=["Navn", "Fødselsår"], rows=[(2, [f"Vera {token('citizen', 'imported')}", "1980"])])
        return {
            "import_id": upload_sheet(unit=by.membership.unit, name="borgere.csv", sheet=sheet, by=by).pk,
            "kind": "borgere",
        }
