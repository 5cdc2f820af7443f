from outreach.models.affiliation import Affiliation
from outreach.models.assessment import Assessment
from outreach.models.enrolment import Enrolment
from outreach.models.follow_up import FollowUpRefusal
from outreach.models.guidance import Guidance
from outreach.models.observation import Observation
from outreach.models.onward_plan import CheckedOffer, OnwardPlan, PlanStep
from outreach.models.prescreening import Prescreening
from outreach.models.referral_source import ReferralSource
from outreach.models.route import Route, RoutePartner, RouteStop, RouteWorker
from outreach.models.treatment import TreatmentNote
from outreach.models.visit import Visit, VisitAlert, VisitWorker

__all__ = [
    "Affiliation",
    "Assessment",
    "CheckedOffer",
    "Enrolment",
    "FollowUpRefusal",
    "Guidance",
    "Observation",
    "OnwardPlan",
    "PlanStep",
    "Prescreening",
    "ReferralSource",
    "Route",
    "RoutePartner",
    "RouteStop",
    "RouteWorker",
    "TreatmentNote",
    "Visit",
    "VisitAlert",
    "VisitWorker",
]
