from crisis_center.models.agreement import AgreementSpotter, CentreAgreement
from crisis_center.models.alert import StayAlert
from crisis_center.models.centre import Centre, CentrePerson, Room
from crisis_center.models.check import Check, Watch
from crisis_center.models.delegation import MedicalDelegation
from crisis_center.models.handover import HandoverRead, ShiftHandover
from crisis_center.models.health_check import HealthCheck
from crisis_center.models.need import Need
from crisis_center.models.note import CentreNote, Shift
from crisis_center.models.pick_up import PickUp
from crisis_center.models.problem import AcuteProblem, AuthorityContact
from crisis_center.models.referral import CentreReferral
from crisis_center.models.screening import Screening
from crisis_center.models.spotting import Spotting
from crisis_center.models.stay import RoomUse, Stay

__all__ = [
    "AcuteProblem",
    "AgreementSpotter",
    "AuthorityContact",
    "Centre",
    "CentreAgreement",
    "CentreNote",
    "CentrePerson",
    "CentreReferral",
    "Check",
    "HandoverRead",
    "HealthCheck",
    "MedicalDelegation",
    "Need",
    "PickUp",
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
