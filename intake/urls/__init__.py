"""The room's URLs: the office's pages, and the door that stands open to everybody."""

from intake.urls import council, office, public

app_name = "intake"
urlpatterns = [
    *office.urlpatterns,
    *public.urlpatterns,
    *council.urlpatterns,
]
