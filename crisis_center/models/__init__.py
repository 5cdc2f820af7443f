from crisis_center.models.agreement import AgreementSpotter, CentreAgreement
from crisis_center.models.alert import StayAlert
from crisis_center.models.centre import Centre, CentrePerson, Room
from crisis_center.models.check import Check, Watch
from crisis_center.models.delegation import MedicalDelegation
from crisis_center.models.future import FutureEntry
from crisis_center.models.handover import HandoverRead, ShiftHandover
from crisis_center.models.health_check import HealthCheck
from crisis_center.models.homecoming import HomecomingAgreement, HomecomingDeclined, HomecomingFollowUp
from crisis_center.models.leaving import HardTimesPlan, MunicipalDischarge
from crisis_center.models.midway import MidwayMeeting, Readiness
from crisis_center.models.need import Need
from crisis_center.models.note import CentreNote, Shift
from crisis_center.models.pick_up import PickUp
from crisis_center.models.plan_141 import ActionPlan141, PlanHanded, PlanOffered
from crisis_center.models.problem import AcuteProblem, AuthorityContact
from crisis_center.models.referral import CentreReferral
from crisis_center.models.screening import Screening
from crisis_center.models.spotting import Spotting
from crisis_center.models.stay import RoomUse, Stay

__all__ = [
    "ActionPlan141",
    "AcuteProblem",
    "AgreementSpotter",
    "AuthorityContact",
    "Centre",
    "CentreAgreement",
    "CentreNote",
    "CentrePerson",
    "CentreReferral",
    "Check",
    "FutureEntry",
    "HandoverRead",
    "HardTimesPlan",
    "HealthCheck",
    "HomecomingAgreement",
    "HomecomingDeclined",
    "HomecomingFollowUp",
    "MedicalDelegation",
    "MidwayMeeting",
    "MunicipalDischarge",
    "Need",
    "PickUp",
    "PlanHanded",
    "PlanOffered",
    "Readiness",
    "Room",
    "RoomUse",
    "Screening",
    "Shift",
    "ShiftHandover",
    "Spotting",
    "Stay",
    "StayAlert",
    "Watch",
]
