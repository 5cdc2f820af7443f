from django.urls import include, path

app_name = "intake"

urlpatterns = [
    path("", include("intake.urls.public")),
]
