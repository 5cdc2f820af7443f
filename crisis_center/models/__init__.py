from crisis_center.models.agreement import AgreementSpotter, CentreAgreement
from crisis_center.models.centre import Centre, CentrePerson, Room
from crisis_center.models.future import FutureEntry
from crisis_center.models.homecoming import HomecomingAgreement, HomecomingDeclined, HomecomingFollowUp
from crisis_center.models.leaving import HardTimesPlan, MunicipalDischarge
from crisis_center.models.midway import MidwayMeeting, Readiness
from crisis_center.models.plan_141 import ActionPlan141, PlanHanded, PlanOffered
from crisis_center.models.referral import CentreReferral
from crisis_center.models.stay import RoomUse, Stay

__all__ = [
    "ActionPlan141",
    "AgreementSpotter",
    "Centre",
    "CentreAgreement",
    "CentrePerson",
    "CentreReferral",
    "FutureEntry",
    "HardTimesPlan",
    "HomecomingAgreement",
    "HomecomingDeclined",
    "HomecomingFollowUp",
    "MidwayMeeting",
    "MunicipalDischarge",
    "PlanHanded",
    "PlanOffered",
    "Readiness",
    "Room",
    "RoomUse",
    "Stay",
]
