"""Every URL of the house, room by room."""

from django.urls import include, path

from accounts.views import health, session

urlpatterns = [
    path("", session.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("konto/", include("accounts.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("directory.urls")),
    path("", include("cases.urls")),
    path("", include("outreach.urls")),
    path("", include("crisis_center.urls")),
    path("", include("measurements.urls")),
    path("", include("field.urls")),
    path("", include("intake.urls")),
]

handler400 = "accounts.views.errors.bad_request"
handler403 = "accounts.views.errors.forbidden"
handler404 = "accounts.views.errors.not_found"
handler500 = "accounts.views.errors.server_error"
