from intake.models.availability import Availability
from intake.models.call_attempt import CallAttempt
from intake.models.council import CouncilMeeting, CouncilMember, CouncilPresence, Proposal
from intake.models.enquiry import Enquiry
from intake.models.reception import Reception
from intake.models.self_assessment import SelfAnswer, SelfAssessment

__all__ = [
    "Availability", "CallAttempt", "CouncilMeeting", "CouncilMember", "CouncilPresence", "Enquiry", "Proposal",
    "Reception", "SelfAnswer", "SelfAssessment",
]  # fmt: skip
