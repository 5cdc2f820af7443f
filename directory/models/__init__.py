from directory.models.agreement import Agreement, AgreementParty
from directory.models.communication import PartnerMessage
from directory.models.mark import PlanningMark
from directory.models.meeting import MeetingPartner, PartnerMeeting
from directory.models.partner import Partner, PartnerOffer, PartnerPerson, PlacePartner
from directory.models.place import STAYS, Place, PlaceQuerySet, place_key, stays_labels
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
    "PlaceQuerySet",
    "PlaceReview",
    "PlanningMark",
    "Priority",
    "place_key",
    "stays_labels",
]
