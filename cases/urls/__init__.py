"""The room's URLs, one module per noun."""

from cases.urls import admissions, citizens, contacts, courses, duplicates, imports, tasks

app_name = "cases"
urlpatterns = [
    *citizens.urlpatterns,
    *duplicates.urlpatterns,
    *contacts.urlpatterns,
    *courses.urlpatterns,
    *tasks.urlpatterns,
    *admissions.urlpatterns,
    *imports.urlpatterns,
]
