from outreach.models.route import Route, RouteStop, RouteWorker
from outreach.models.visit import Visit, VisitAlert, VisitWorker

__all__ = [
    "Route",
    "RouteStop",
    "RouteWorker",
    "Visit",
    "VisitAlert",
    "VisitWorker",
]
