"""The room's URLs, one module per noun."""

from cases.urls import (
    admissions,
    calendar,
    citizens,
    conference,
    consents,
    contacts,
    courses,
    duplicates,
    identity,
    imports,
    own_plan,
    planning,
    relocations,
    tasks,
    warm_handovers,
)

app_name = "cases"
urlpatterns = [
    *citizens.urlpatterns,
    *duplicates.urlpatterns,
    *identity.urlpatterns,
    *contacts.urlpatterns,
    *courses.urlpatterns,
    *tasks.urlpatterns,
    *admissions.urlpatterns,
    *calendar.urlpatterns,
    *conference.urlpatterns,
    *planning.urlpatterns,
    *consents.urlpatterns,
    *own_plan.urlpatterns,
    *warm_handovers.urlpatterns,
    *relocations.urlpatterns,
    *imports.urlpatterns,
]
