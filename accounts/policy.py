"""Who may do what: the one table.

It drives the querysets (`visible_to`), the object checks (`get_or_404`), the templates (`{% if may.… %}`) and the page
*Roller og rettigheder*. Row-level security says the same for organisations, once more, inside PostgreSQL.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class Role(models.TextChoices):
    OUTREACH_WORKER = "outreach_worker", _("Udgående behandler")
    SPOTTER = "spotter", _("Spotter")
    SOCIAL_MENTOR = "social_mentor", _("Social mentor")
    CENTRE_STAFF = "centre_staff", _("Medarbejder på akutkrisecenter")
    HEALTH_STAFF = "health_staff", _("Sundhedsfaglig medarbejder")
    PROJECT_LEAD = "project_lead", _("Projektleder")
    LEADER = "leader", _("Leder")
    DPO = "dpo", _("Databeskyttelsesrådgiver")
    ADMINISTRATOR = "administrator", _("Administrator")


#: Roles that hold for the whole organisation.
ROLES_WITHOUT_UNIT = {Role.DPO.value, Role.ADMINISTRATOR.value}


class Can(models.TextChoices):
    SEE_CITIZEN = "see_citizen", _("Se borgere og deres tidslinje")
    ADD_CITIZEN = "add_citizen", _("Oprette en borger")
    EDIT_CITIZEN = "edit_citizen", _("Rette en borgers oplysninger")
    JOIN_CITIZENS = "join_citizens", _("Samle to borgere til én og skille dem igen")
    REVEAL_CPR = "reveal_cpr", _("Få vist et helt CPR-nummer")
    SEE_PROTECTED = "see_protected", _("Se beskyttet navn og adresse")
    RECEIVE_ENQUIRIES = "receive_enquiries", _("Tage imod henvendelser og følge dem til dørs")
    OFFER_TIMES = "offer_times", _("Sætte ledige tider til første samtaler")
    KEEP_RECEPTION = "keep_reception", _("Åbne og lukke den digitale indgang")
    SEE_COUNCIL = "see_council", _("Læse brugerrådets forslag, og hvad der blev af dem")
    MANAGE_COUNCIL = "manage_council", _("Skrive brugerrådets møder, medlemmer, forslag og beslutninger")
    LOG_CONTACT = "log_contact", _("Skrive en kontakt")
    CORRECT_CONTACT = "correct_contact", _("Rette en kontakt")
    REPORT_SIGHTING = "report_sighting", _("Melde, hvad man har set, uden at slå nogen op")
    READ_TEAM_NOTES = "read_team_notes", _("Læse teamets notater")
    READ_UNIT_NOTES = "read_unit_notes", _("Læse enhedens notater")
    READ_HEALTH_NOTES = "read_health_notes", _("Læse sundhedsfaglige notater")
    MANAGE_CASE = "manage_case", _("Åbne, fordele, sætte på pause og afslutte forløb")
    WORK_PATHWAY = "work_pathway", _("Arbejde med forløbets trin og tjeklister")
    WRITE_PLAN = "write_plan", _("Skrive i borgerens egen plan, vælge tilbud og føre fremmøde")
    MANAGE_BLOCKS = "manage_blocks", _("Oprette og rette organisationens tilbud, som borgere kan vælge")
    EDIT_CHECKLIST = "edit_checklist", _("Ændre tjeklisternes ordlyd")
    MANAGE_TASK = "manage_task", _("Oprette og afslutte opgaver og aftaler")
    REGISTER_HOURS = "register_hours", _("Registrere sine egne timer")
    SEE_COSTS = "see_costs", _("Se enhedens timer og omkostninger, sætte timesatser og regne scenarier")
    SEE_CASELOAD = "see_caseload", _("Se enhedens sager og opgaver")
    SET_CASELOAD = "set_caseload", _("Sætte grænser og rytme for hele organisationen")
    SEE_HISTORY = "see_history", _("Se, hvem har ændret hvad")
    SEE_ACCESS_LOG = "see_access_log", _("Se, hvem har set en borger")
    MANAGE_PLACES = "manage_places", _("Oprette og rette steder og samarbejdspartnere")
    ANSWER_FIDELITY = "answer_fidelity", _("Svare på modeltro og implementeringsbarometer")
    DECIDE_STAY = "decide_stay", _("Afgøre indskrivning og udskrivning på et akutkrisecenter")
    MANAGE_CENTRE = "manage_centre", _("Oprette rum, vagter og samarbejdsaftaler for et akutkrisecenter")
    USE_FIELD = "use_field", _("Bruge feltappen, og afklare, hvad en tablet har sendt")
    SEE_AS_LOST = "see_as_lost", _("Afklare, hvad der blev af det, en tablet har mistet")
    REPORT = "report", _("Tage månedens indberetning ud og skrive kvalitetsstandarden")
    IMPORT = "import", _("Indlæse regneark")
    MANAGE_USERS = "manage_users", _("Oprette personer og give dem roller")
    MANAGE_UNITS = "manage_units", _("Oprette enheder og teams, vælge ord")


class Scope(IntEnum):
    """How far an ability reaches. Ordered: a wider scope includes the narrower."""

    NONE = 0
    OWN = 1
    UNIT = 2
    ORGANISATION = 3

    @property
    def label(self) -> str:
        return str(_SCOPE_LABELS[self])

    @property
    def meaning(self) -> str:
        return str(_SCOPE_MEANINGS[self])


_SCOPE_LABELS = {
    Scope.NONE: _("nej"),
    Scope.OWN: _("egne"),
    Scope.UNIT: _("enheden"),
    Scope.ORGANISATION: _("organisationen"),
}

_SCOPE_MEANINGS = {
    Scope.NONE: _("Slet ikke"),
    Scope.OWN: _("De borgere, man selv er tilknyttet, og det, man selv har skrevet"),
    Scope.UNIT: _("Alt i ens egen enhed"),
    Scope.ORGANISATION: _("Alt i ens egen organisation"),
}

_O, _U, _A = Scope.OWN, Scope.UNIT, Scope.ORGANISATION

_WORKER: dict[Can, Scope] = {
    Can.SEE_CITIZEN: _U,
    Can.ADD_CITIZEN: _U,
    Can.EDIT_CITIZEN: _U,
    Can.JOIN_CITIZENS: _U,
    Can.REVEAL_CPR: _O,
    Can.SEE_PROTECTED: _O,
    Can.RECEIVE_ENQUIRIES: _U,
    Can.OFFER_TIMES: _O,
    Can.SEE_COUNCIL: _U,
    Can.LOG_CONTACT: _U,
    Can.CORRECT_CONTACT: _O,
    Can.READ_TEAM_NOTES: _O,
    Can.READ_UNIT_NOTES: _U,
    Can.MANAGE_CASE: _U,
    Can.WORK_PATHWAY: _U,
    Can.WRITE_PLAN: _U,
    Can.MANAGE_TASK: _U,
    Can.REGISTER_HOURS: _O,
    Can.SEE_CASELOAD: _U,
    Can.SEE_HISTORY: _U,
    Can.MANAGE_PLACES: _U,
    Can.USE_FIELD: _O,
}

POLICY: dict[Role, dict[Can, Scope]] = {
    Role.OUTREACH_WORKER: _WORKER,
    Role.SOCIAL_MENTOR: _WORKER,
    # Hours are those of the outreach: a house on duty registers none, and it is no door of the municipality.
    Role.CENTRE_STAFF: {
        **_WORKER,
        Can.EDIT_CITIZEN: _O,
        Can.JOIN_CITIZENS: _O,
        Can.RECEIVE_ENQUIRIES: Scope.NONE,
        Can.OFFER_TIMES: Scope.NONE,
        Can.REGISTER_HOURS: Scope.NONE,
    },
    Role.HEALTH_STAFF: {**_WORKER, Can.READ_HEALTH_NOTES: _U},
    # A spotter, perhaps from a voluntary organisation, adds what was seen and looks nobody up.
    Role.SPOTTER: {Can.REPORT_SIGHTING: _O, Can.SEE_COUNCIL: _U},
    Role.PROJECT_LEAD: {
        **_WORKER,
        Can.MANAGE_COUNCIL: _U,
        Can.SEE_COSTS: _U,
        Can.EDIT_CHECKLIST: _U,
        Can.ANSWER_FIDELITY: _U,
        Can.IMPORT: _U,
    },
    Role.LEADER: {
        **_WORKER,
        Can.REVEAL_CPR: _U,
        Can.SEE_PROTECTED: _U,
        Can.OFFER_TIMES: _U,
        Can.KEEP_RECEPTION: _U,
        Can.MANAGE_COUNCIL: _U,
        Can.CORRECT_CONTACT: _U,
        Can.READ_TEAM_NOTES: _U,
        Can.EDIT_CHECKLIST: _U,
        Can.MANAGE_BLOCKS: _U,
        Can.ANSWER_FIDELITY: _U,
        Can.DECIDE_STAY: _U,
        Can.MANAGE_CENTRE: _U,
        Can.SEE_ACCESS_LOG: _U,
        Can.SEE_COSTS: _U,
        Can.REPORT: _U,
        Can.IMPORT: _U,
        Can.USE_FIELD: _U,
        Can.SEE_AS_LOST: _U,
    },
    # Sees who looked and who changed, in the whole organisation, and opens no citizen's file.
    Role.DPO: {Can.SEE_HISTORY: _A, Can.SEE_ACCESS_LOG: _A},
    # Configuration, and no citizen: not those of the user council either.
    Role.ADMINISTRATOR: {Can.MANAGE_USERS: _A, Can.MANAGE_UNITS: _A, Can.SET_CASELOAD: _A},
}


def scope_of(user: User, ability: Can) -> Scope:
    """How far `ability` reaches for the user in the membership they act in."""
    if user.membership is None:
        return Scope.NONE
    return POLICY[Role(user.membership.role)].get(ability, Scope.NONE)


def may(user: User, ability: Can) -> bool:
    """Whether the user may do it at all, to anything."""
    return scope_of(user, ability) > Scope.NONE


def why_not(ability: Can) -> str:
    """The words in which a refusal explains itself."""
    return str(_("Din rolle giver ikke ret til: %(ability)s.")) % {"ability": ability.label}
