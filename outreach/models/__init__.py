from outreach.models.guidance import Guidance
from outreach.models.observation import Observation
from outreach.models.prescreening import Prescreening
from outreach.models.referral_source import ReferralSource
from outreach.models.route import Route, RouteStop, RouteWorker
from outreach.models.visit import Visit, VisitAlert, VisitWorker

__all__ = [
    "Guidance",
    "Observation",
    "Prescreening",
    "ReferralSource",
    "Route",
    "RouteStop",
    "RouteWorker",
    "Visit",
    "VisitAlert",
    "VisitWorker",
]
