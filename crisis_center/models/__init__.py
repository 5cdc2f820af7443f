from crisis_center.models.agreement import AgreementSpotter, CentreAgreement
from crisis_center.models.centre import Centre, CentrePerson, Room
from crisis_center.models.referral import CentreReferral
from crisis_center.models.screening import Screening
from crisis_center.models.spotting import Spotting
from crisis_center.models.stay import RoomUse, Stay

__all__ = [
    "AgreementSpotter",
    "Centre",
    "CentreAgreement",
    "CentrePerson",
    "CentreReferral",
    "Room",
    "RoomUse",
    "Screening",
    "Spotting",
    "Stay",
]
