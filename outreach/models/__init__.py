from outreach.models.assessment import Assessment
from outreach.models.guidance import Guidance
from outreach.models.observation import Observation
from outreach.models.onward_plan import CheckedOffer, OnwardPlan, PlanStep
from outreach.models.prescreening import Prescreening
from outreach.models.referral_source import ReferralSource
from outreach.models.route import Route, RouteStop, RouteWorker
from outreach.models.visit import Visit, VisitAlert, VisitWorker

__all__ = [
    "Assessment",
    "CheckedOffer",
    "Guidance",
    "Observation",
    "OnwardPlan",
    "PlanStep",
    "Prescreening",
    "ReferralSource",
    "Route",
    "RouteStop",
    "RouteWorker",
    "Visit",
    "VisitAlert",
    "VisitWorker",
]
