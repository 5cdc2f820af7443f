"""The room's URLs, one module per noun."""

from cases.urls import (
    admissions,
    calendar,
    citizens,
    conference,
    contacts,
    courses,
    duplicates,
    identity,
    imports,
    planning,
    tasks,
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
    *imports.urlpatterns,
]
