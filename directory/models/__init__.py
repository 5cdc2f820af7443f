from directory.models.agreement import Agreement, AgreementParty
from directory.models.communication import PartnerMessage
from directory.models.meeting import MeetingPartner, PartnerMeeting
from directory.models.partner import Partner, PartnerOffer, PartnerPerson, PlacePartner
from directory.models.place import STAYS, Place, place_key
from directory.models.priority import Priority
from directory.models.review import PlaceReview

__all__ = [
    "STAYS",
    "Agreement",
    "AgreementParty",
    "MeetingPartner",
    "Partner",
    "PartnerMeeting",
    "PartnerMessage",
    "PartnerOffer",
    "PartnerPerson",
    "Place",
    "PlacePartner",
    "PlaceReview",
    "Priority",
    "place_key",
]
