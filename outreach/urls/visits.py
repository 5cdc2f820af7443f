from django.urls import path

from outreach.views import routes, visits

urlpatterns = [
    path("ruter/", routes.routes, name="routes"),
    path("ruter/ny/", routes.route_new, name="route_new"),
    path("ruter/ude-nu/", visits.out_now, name="out_now"),
    path("ruter/tal/", visits.visit_numbers, name="visit_numbers"),
    path("ruter/besoeg/", visits.visits, name="visits"),
    path("ruter/besoeg/nyt/", visits.visit_new, name="visit_new"),
    path("ruter/besoeg/<uuid:visit_id>/", visits.visit, name="visit"),
    path("ruter/besoeg/<uuid:visit_id>/ud/", visits.visit_out, name="visit_out"),
    path("ruter/besoeg/<uuid:visit_id>/mere-tid/", visits.visit_more, name="visit_more"),
    path("ruter/besoeg/<uuid:visit_id>/tilbage/", visits.visit_back, name="visit_back"),
    path("ruter/besoeg/<uuid:visit_id>/ret/", visits.visit_edit, name="visit_edit"),
    path("ruter/besoeg/<uuid:visit_id>/aflys/", visits.visit_call_off, name="visit_call_off"),
    path("ruter/besoeg/<uuid:visit_id>/genoptag/", visits.visit_take_up, name="visit_take_up"),
    path("ruter/<uuid:route_id>/", routes.route, name="route"),
    path("ruter/<uuid:route_id>/ret/", routes.route_edit, name="route_edit"),
    path("ruter/<uuid:route_id>/ud/", routes.route_out, name="route_out"),
    path("ruter/<uuid:route_id>/aflys/", routes.route_call_off, name="route_call_off"),
]
