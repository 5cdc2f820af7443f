"""The room's URLs, one module per noun."""

from cases.urls import admissions, citizens, contacts, courses, imports, tasks

app_name = "cases"
urlpatterns = [
    *citizens.urlpatterns,
    *contacts.urlpatterns,
    *courses.urlpatterns,
    *tasks.urlpatterns,
    *admissions.urlpatterns,
    *imports.urlpatterns,
]
