"""Who gets what from every URL: the permission matrix.

A row says what those who may get from a GET and from an empty POST, and what everybody else gets. The rows of the cast
behind the addresses belong to `citizen` (unit `centre`, on a course of owner and colleague), so one table shows own,
the unit's, another unit's and another organisation's. 404 is outside one's scope, 403 inside but not allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.walk_urls import ACTORS, ANONYMOUS

Who = frozenset[str]

OWN: Who = frozenset({"owner", "colleague"})
UNIT: Who = OWN | {"unit_mate", "mentor", "health", "project_lead", "leader"}
WORKERS: Who = UNIT | {"stranger", "other_leader", "crisis_worker", "outsider", "outside_leader"}
FAR: Who = frozenset({"outsider", "outside_leader"})
LEADERS: Who = frozenset({"leader", "other_leader", "outside_leader"})
DPOS: Who = frozenset({"dpo", "outside_dpo"})
EVERYBODY: Who = frozenset(ACTORS)
#: Home and the crisis centre alike.
HOME_AND_CENTRE: Who = UNIT | {"crisis_worker"}
#: On duty at the crisis centre; home sees the stay and is told that this is the centre's.
DUTY: Who = frozenset({"crisis_worker"})
AT_HOME = dict.fromkeys(UNIT, 403)
NO_METHOD = 405


@dataclass(frozen=True)
class Row:
    """`get` and `post`: what those in `who` get; None where the method does not exist (405 for all).

    `others` is what the rest gets, unless `but` says otherwise of somebody.
    """

    who: Who
    get: int | None = 200
    post: int | None = None
    others: int = 404
    but: dict[str, int] = field(default_factory=dict)
    #: Open to those who have not signed in.
    public: bool = False
    #: Whose row is asked for, by fixture.
    about: str = "citizen"
    #: What a GET gives everybody who has signed in, where it only leads to the page that then decides.
    leads_on: bool = False
    #: What is posted: {name: URL parameter of the same row whose value is sent}.
    posts: dict[str, str] = field(default_factory=dict)

    def expected(self, method: str) -> dict[str, int]:
        """{actor: status}"""
        ok = self.get if method == "get" else self.post
        if ok is None:
            return dict.fromkeys(ACTORS, NO_METHOD) | {ANONYMOUS: self._door(method, NO_METHOD)}
        if method == "get" and self.leads_on:
            return dict.fromkeys(ACTORS, ok) | {ANONYMOUS: self._door(method, ok)}
        answers = {who: ok if who in self.who else self.others for who in ACTORS}
        return answers | self.but | {ANONYMOUS: self._door(method, ok)}

    def _door(self, method: str, ok: int) -> int:
        if self.public:
            return ok
        return 302 if method == "get" else 401


def form(who: Who, **options) -> Row:
    """A form: GET shows it, an empty POST shows it again with what is missing."""
    return Row(who, **{"get": 200, "post": 200, **options})


def page(who: Who, **options) -> Row:
    return Row(who, **options)


def button(who: Who, post: int = 302, **options) -> Row:
    """Only a POST, which acts and leads back."""
    return Row(who, get=None, post=post, **options)


def inside(who: Who) -> dict[str, int]:
    """403 for those of the unit who may not: they see the row."""
    return dict.fromkeys(UNIT - who, 403)


def without(ability_of: Who) -> dict[str, int]:
    """403 for those whose role lacks the ability altogether: they are told before any row is looked for."""
    return dict.fromkeys(EVERYBODY - ability_of, 403)


ADMINISTRATOR: Who = frozenset({"administrator"})
ADMINISTRATORS: Who = ADMINISTRATOR | {"outside_administrator"}
#: Lists and new things: nobody's row is asked for, so there is nothing to hide and 403 says why.
REFUSED = {"others": 403}
#: Another organisation's people and units do not exist for its neighbour's administrator.
OF_ANOTHER_HOUSE = {"others": 403, "but": {"outside_administrator": 404}}

MATRIX: dict[str, Row] = {
    # The house itself
    "home": Row(EVERYBODY, get=302),
    "healthz": Row(EVERYBODY, public=True),
    "accounts:set_language": Row(EVERYBODY, get=302, post=302, public=True),
    "accounts:no_access": Row(EVERYBODY, get=302, but={"nobody": 200}),
    "accounts:switch_membership": button(EVERYBODY),
    "accounts:policy": page(EVERYBODY),
    # Administration of the own organisation
    "accounts:people": form(ADMINISTRATORS, **REFUSED),
    "accounts:person_add": form(ADMINISTRATORS, **REFUSED),
    "accounts:person": page(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:person_edit": form(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:person_deactivate": form(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:person_reactivate": button(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:person_password_link": button(ADMINISTRATOR, **OF_ANOTHER_HOUSE, post=200),
    "accounts:membership_add": form(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:membership_edit": form(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:units": page(ADMINISTRATORS, **REFUSED),
    "accounts:unit_add": form(ADMINISTRATORS, **REFUSED),
    "accounts:unit_edit": form(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:team_add": form(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:team_edit": form(ADMINISTRATOR, **OF_ANOTHER_HOUSE),
    "accounts:organisation": form(ADMINISTRATORS, **REFUSED),
    "cases:limits": form(ADMINISTRATORS, **REFUSED),
    "cases:reminder": form(ADMINISTRATORS, **REFUSED),
    # Places of the unit
    "directory:places": page(WORKERS, **REFUSED),
    "directory:places_map": page(WORKERS, **REFUSED),
    "directory:place_new": form(WORKERS, **REFUSED),
    "directory:place": page(UNIT),
    "directory:place_edit": form(UNIT),
    "directory:place_review": form(UNIT),
    "cases:planning_checklists": page(WORKERS, **REFUSED),
    "cases:planning_tick": button(WORKERS, **REFUSED),
    # The unit's partners
    "directory:partners": page(WORKERS, **REFUSED),
    "directory:partner_new": form(WORKERS, **REFUSED),
    "directory:partner": page(UNIT),
    "directory:partner_edit": form(UNIT),
    "directory:contact_person_new": form(UNIT),
    "directory:contact_person": form(UNIT),
    "directory:offer_new": form(UNIT),
    "directory:offer": form(UNIT),
    "directory:message_new": form(UNIT),
    "directory:message": form(UNIT),
    "directory:message_given": form(UNIT),
    "directory:communication": page(WORKERS, **REFUSED),
    "directory:meetings": page(WORKERS, **REFUSED),
    "directory:meeting_new": form(WORKERS, **REFUSED),
    "directory:meeting": form(UNIT),
    "directory:agreements": page(WORKERS, **REFUSED),
    "directory:agreement_new": form(WORKERS, **REFUSED),
    "directory:agreement": page(UNIT),
    "directory:agreement_edit": form(UNIT),
    "directory:agreement_review": form(UNIT),
    # Citizens
    "cases:citizens": form(WORKERS, **REFUSED),
    "cases:citizen_find": button(WORKERS, **REFUSED, post=200),
    # One searches first; the empty form leads to the search.
    "cases:citizen_new": Row(WORKERS, get=302, post=302, **REFUSED),
    "cases:citizen": page(UNIT),
    "cases:purpose": form(UNIT),
    "cases:citizen_edit": form(UNIT),
    "cases:citizen_edit_part": form(UNIT),
    "cases:citizen_cpr": Row(OWN | {"leader"}, get=302, post=200, but=inside(OWN | {"leader"}), leads_on=True),
    "cases:best_met_add": Row(UNIT, get=302, post=200, leads_on=True),
    "cases:best_met_remove": button(UNIT),
    "cases:speaks_for_add": Row(UNIT, get=302, post=200, leads_on=True),
    "cases:speaks_for_end": button(UNIT),
    "cases:duplicates": page(WORKERS, **REFUSED),
    "cases:duplicates_decided": page(WORKERS, **REFUSED),
    "cases:duplicate_apart": button(UNIT, posts={"other": "other_id"}),
    "cases:duplicate_again": button(UNIT),
    "cases:split": form(UNIT),
    # Who has a name already is led to where it is mended.
    "cases:identify": form(UNIT, about="alias_citizen"),
    "cases:merge_choose": form(UNIT),
    "cases:merge": form(UNIT),
    "cases:move_undo": Row(UNIT, post=302, but=without(WORKERS)),
    "cases:citizen_history": page(UNIT | {"dpo"}, but=without(WORKERS | DPOS)),
    "cases:citizen_access": page(frozenset({"leader", "dpo"}), but=without(LEADERS | DPOS)),
    "cases:access_log": page(LEADERS | DPOS, **REFUSED),
    "cases:deletions": page(LEADERS | DPOS | ADMINISTRATORS, **REFUSED),
    # Contacts
    "cases:contact_new": form(WORKERS, **REFUSED),
    "cases:contact_who": button(WORKERS, **REFUSED, post=200),
    "cases:contacts": page(WORKERS, **REFUSED),
    "cases:unrecognised": page(WORKERS, **REFUSED),
    "cases:contact": page(UNIT),
    "cases:contact_correct": form(OWN | {"leader"}, but=inside(OWN | {"leader"})),
    "cases:contact_read_along": form(OWN | {"leader"}, post=302, but=inside(OWN | {"leader"})),
    "cases:contact_recognise": form(UNIT, about="unknown_contact", but=without(WORKERS)),
    "cases:sighting_new": form(frozenset({"spotter"}), **REFUSED),
    "cases:journal": page(WORKERS, **REFUSED),
    "cases:journal_tick_all": button(WORKERS, **REFUSED),
    "cases:journal_tick": button(frozenset({"owner"})),
    # Courses
    "cases:case_open": form(UNIT),
    "cases:case": page(UNIT),
    "cases:case_assign": form(UNIT),
    "cases:assignment_end": button(UNIT),
    "cases:case_pause": form(UNIT),
    "cases:case_resume": button(UNIT),
    "cases:case_close": form(UNIT),
    "cases:case_reopen": form(UNIT),
    "cases:step_start": button(UNIT),
    "cases:step_skip": form(UNIT),
    "cases:step_end": button(UNIT),
    "cases:step_tick": button(UNIT, posts={"tick": "item_id"}),
    "cases:checklists": page(WORKERS, **REFUSED),
    "cases:checklist": page(WORKERS, **REFUSED),
    "cases:checklist_edit": form(LEADERS | {"project_lead"}, **REFUSED),
    # The outreach: who referred, prescreening, what was noticed on the way
    "outreach:referral": form(UNIT),
    "outreach:prescreening": form(UNIT),
    "outreach:guidance_new": form(UNIT),
    "outreach:guidance_remove": button(UNIT),
    "outreach:observation_new": form(UNIT),
    "outreach:observation_edit": form(UNIT),
    "outreach:referrals": page(WORKERS, **REFUSED),
    "outreach:partner_citizens": page(UNIT),
    # Where there is a plan the way to a new one leads to it.
    "outreach:plan_new": form(UNIT, get=302),
    "outreach:plan": page(UNIT),
    "outreach:plan_edit": form(UNIT),
    # The citizen need not add a word.
    "outreach:plan_read_along": form(UNIT, post=302),
    # Given today, unless something else is said.
    "outreach:plan_give": form(UNIT, post=302),
    "outreach:plan_renew": button(UNIT),
    "outreach:plan_paper": page(UNIT),
    "outreach:plan_offer": form(UNIT),
    "outreach:plan_offer_remove": button(UNIT),
    "outreach:plan_offer_done": form(UNIT, post=302),
    "outreach:plan_step": form(UNIT),
    "outreach:plan_step_remove": button(UNIT),
    "outreach:plan_step_done": form(UNIT, post=302),
    "outreach:assessment": page(UNIT),
    "outreach:assessment_write": form(UNIT),
    "outreach:assessment_end": form(UNIT, post=302),
    "outreach:assessment_reopen": button(UNIT),
    # Enrolment, treatment followed, other services
    "outreach:motivation_shown": button(UNIT),
    "outreach:enrolment_new": form(UNIT),
    "outreach:enrolment": form(UNIT),
    "outreach:treatment_new": form(UNIT),
    "outreach:treatment_edit": form(UNIT),
    "outreach:treatment_remove": button(UNIT),
    "outreach:affiliation_before": form(UNIT),
    "outreach:affiliation_after": form(UNIT),
    "outreach:affiliation_bridge": form(UNIT),
    "outreach:pace": page(WORKERS, **REFUSED),
    # Tasks, the day, the unit
    "cases:my_day": page(WORKERS, **REFUSED),
    "cases:tasks": page(WORKERS, **REFUSED),
    "cases:task_new": form(WORKERS, **REFUSED),
    "cases:task": form(UNIT),
    "cases:task_finish": button(UNIT),
    "cases:task_reopen": button(UNIT),
    "cases:appointment": form(UNIT),
    "cases:appointment_held": form(UNIT),
    "cases:appointment_missed": form(UNIT),
    "cases:appointment_cancelled": form(UNIT),
    # An empty answer is none.
    "cases:appointment_judge": button(UNIT, post=404),
    "cases:week": page(WORKERS, **REFUSED),
    "cases:day": page(WORKERS, **REFUSED),
    "cases:calendar_feed": page(WORKERS, **REFUSED),
    "cases:calendar_feed_open": button(WORKERS, post=200, **REFUSED),
    "cases:calendar_feed_close": button(WORKERS, **REFUSED),
    # The secret in the address is the key, and this one is wrong.
    "cases:calendar_file": Row(EVERYBODY, get=404, public=True),
    "cases:conference": page(WORKERS, **REFUSED),
    "cases:conference_new": form(WORKERS, **REFUSED),
    "cases:conference_decide": form(UNIT),
    "cases:conference_reopen": button(UNIT),
    "cases:talks": page(WORKERS, **REFUSED),
    "cases:unit_overview": page(WORKERS, **REFUSED),
    "cases:unit_courses": page(WORKERS, **REFUSED),
    "cases:unit_late_tasks": page(WORKERS, **REFUSED),
    # A colleague of the organisation may have left the unit; shown are only courses of the reader's own unit.
    "cases:unit_worker": page(UNIT, but=without(WORKERS)),
    "cases:absences": page(WORKERS, **REFUSED),
    "cases:absence_new": form(WORKERS, **REFUSED),
    "cases:absence": form(UNIT),
    "cases:absence_end": button(UNIT),
    # Nothing chosen leads back.
    "cases:handover": Row(WORKERS, get=302, post=302, **REFUSED),
    "cases:requests": page(WORKERS, **REFUSED),
    "cases:request_new": form(UNIT),
    "cases:request_end": form(UNIT),
    "cases:admissions": page(WORKERS, **REFUSED),
    "cases:admission_new": form(UNIT),
    "cases:admission_edit": form(UNIT),
    "cases:admission_end": form(UNIT),
    # Consents, and what is done under them
    "cases:consent_new": form(UNIT),
    "cases:consent": page(UNIT),
    "cases:consent_withdraw": form(UNIT),
    "cases:consent_lapse": button(UNIT),
    "cases:note_share": form(OWN | {"leader"}, but=inside(OWN | {"leader"})),
    "cases:gp_orientation_new": form(UNIT),
    "cases:gp_orientation": page(UNIT),
    "cases:gp_answer": form(UNIT),
    # Handovers to other offers
    "cases:warm_handovers": page(WORKERS, **REFUSED),
    "cases:warm_handover_new": form(UNIT),
    "cases:warm_handover": page(UNIT),
    "cases:warm_handover_edit": form(UNIT),
    "cases:warm_handover_confirm": form(UNIT),
    "cases:warm_handover_arrive": form(UNIT),
    "cases:warm_handover_settle": form(UNIT),
    "cases:warm_handover_end": form(UNIT),
    "cases:warm_handover_undo": button(UNIT),
    "cases:warm_handover_link": button(UNIT, post=200),
    "cases:warm_handover_link_revoke": button(UNIT),
    # Moving to another municipality: `come_id` waits elsewhere, `received_id` came from there
    "cases:relocation_new": form(UNIT),
    "cases:relocation": page(UNIT),
    "cases:relocation_take_back": button(UNIT),
    "cases:relocation_come": page(FAR, about="foreign_citizen"),
    "cases:relocation_receive": form(FAR, about="foreign_citizen"),
    "cases:relocation_decline": form(FAR, about="foreign_citizen"),
    "cases:relocation_received": page(UNIT),
    "cases:receipt": Row(EVERYBODY, post=200, public=True),
    # Routes and visits
    "outreach:routes": page(WORKERS, **REFUSED),
    "outreach:route_new": form(WORKERS, **REFUSED),
    "outreach:route": page(UNIT),
    "outreach:route_edit": form(UNIT),
    "outreach:route_out": button(UNIT),
    "outreach:route_call_off": form(UNIT),
    "outreach:out_now": page(WORKERS, **REFUSED),
    "outreach:visits": page(WORKERS, **REFUSED),
    "outreach:visit_numbers": page(WORKERS, **REFUSED),
    "outreach:visit_new": form(WORKERS, **REFUSED),
    "outreach:visit": page(UNIT),
    "outreach:visit_out": button(UNIT),
    "outreach:visit_more": button(UNIT),
    "outreach:visit_back": form(UNIT),
    "outreach:visit_edit": form(UNIT),
    "outreach:visit_call_off": form(UNIT),
    "outreach:visit_take_up": button(UNIT),
    # The acute crisis centre
    "crisis_center:stay": page(HOME_AND_CENTRE),
    "crisis_center:front": Row(WORKERS, get=302, **REFUSED),
    "crisis_center:board": page(DUTY, but=without(WORKERS)),
    "crisis_center:wall": page(DUTY, but=without(WORKERS)),
    "crisis_center:handovers": page(DUTY, but=without(WORKERS)),
    "crisis_center:handover_new": form(DUTY, but=without(WORKERS)),
    "crisis_center:handover_read": button(DUTY),
    "crisis_center:admit": Row(DUTY, get=302, post=302, but=AT_HOME),
    "crisis_center:stay_room": form(DUTY, but=AT_HOME),
    "crisis_center:check": button(DUTY, but=AT_HOME),
    "crisis_center:checks": form(DUTY, but=AT_HOME),
    "crisis_center:check_undo": button(DUTY),
    "crisis_center:watch": button(DUTY, but=AT_HOME),
    "crisis_center:alert_new": form(HOME_AND_CENTRE),
    "crisis_center:alert_end": button(HOME_AND_CENTRE),
    "crisis_center:delegation_new": form(HOME_AND_CENTRE),
    "crisis_center:delegation": form(HOME_AND_CENTRE),
    "crisis_center:problem_new": form(HOME_AND_CENTRE),
    "crisis_center:problem_settle": button(HOME_AND_CENTRE),
    "crisis_center:authority_new": form(HOME_AND_CENTRE),
    "crisis_center:inform": form(DUTY, but=AT_HOME),
    "crisis_center:health_check_new": form(DUTY, but=AT_HOME),
    "crisis_center:notes": page(DUTY, but=AT_HOME),
    "crisis_center:note_new": form(DUTY, but=AT_HOME),
    "crisis_center:note_correct": form(DUTY),
    "crisis_center:need_new": form(DUTY, but=AT_HOME),
    "crisis_center:need_settle": button(DUTY),
    "crisis_center:stay_step": Row(DUTY, get=200, post=302, but=dict.fromkeys(UNIT, 302)),
    "crisis_center:stay_step_skip": form(DUTY, but=AT_HOME),
    # Spreadsheets
    "cases:imports": form(LEADERS | {"project_lead"}, **REFUSED),
    "cases:import_sample": page(LEADERS | {"project_lead"}, **REFUSED),
    "cases:import": form(frozenset({"leader", "project_lead"})),
    "cases:import_check": button(frozenset({"leader", "project_lead"})),
    "cases:import_faults": page(frozenset({"leader", "project_lead"})),
    "cases:import_confirm": button(frozenset({"leader", "project_lead"})),
    "cases:import_cancel": button(frozenset({"leader", "project_lead"})),
}

#: URLs the matrix does not ask, and why.
ELSEWHERE: dict[str, str] = {
    "account_login": "the door itself: tests/accounts",
    "account_logout": "ends the session that the matrix needs: tests/accounts",
    "account_inactive": "allauth's page without data",
    "account_change_password": "about oneself only, behind signing in anew: tests/accounts",
    "account_reset_password": "the door itself: tests/accounts",
    "account_reset_password_done": "allauth's page without data",
    "account_reset_password_from_key": "needs the key of the mail: tests/accounts",
    "account_reset_password_from_key_done": "allauth's page without data",
    "sign_in_again": "answers those who have lost their session: tests/accounts",
    "sign_in_and_send": "answers those who have lost their session: tests/accounts",
}
