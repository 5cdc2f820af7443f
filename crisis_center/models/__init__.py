from crisis_center.models.agreement import AgreementSpotter, CentreAgreement
from crisis_center.models.centre import Centre, CentrePerson, Room
from crisis_center.models.pick_up import PickUp
from crisis_center.models.referral import CentreReferral
from crisis_center.models.stay import RoomUse, Stay

__all__ = [
    "AgreementSpotter",
    "Centre",
    "CentreAgreement",
    "CentrePerson",
    "CentreReferral",
    "PickUp",
    "Room",
    "RoomUse",
    "Stay",
]
