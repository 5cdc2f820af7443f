from django.urls import path

from directory.views import places

app_name = "directory"
urlpatterns = [
    path("steder/", places.places, name="places"),
    path("steder/nyt/", places.place_new, name="place_new"),
    path("steder/<uuid:place_id>/", places.place, name="place"),
    path("steder/<uuid:place_id>/ret/", places.place_edit, name="place_edit"),
]
