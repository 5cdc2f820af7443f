from django.urls import path

from crisis_center.views import centres

urlpatterns = [
    path("vores-center/", centres.own_centre, name="own_centre"),
    path("vores-center/aabn/", centres.centre_open, name="centre_open"),
    path("vores-center/om/", centres.centre_edit, name="centre_edit"),
    path("vores-center/vaerelse/", centres.room_new, name="room_new"),
    path("vores-center/vaerelse/<uuid:room_id>/", centres.room_edit, name="room_edit"),
    path("vores-center/vaerelse/<uuid:room_id>/ud/", centres.room_out, name="room_out"),
    path("vores-center/vaerelse/<uuid:room_id>/i-drift/", centres.room_back, name="room_back"),
    path("vores-center/ring-til/", centres.person_new, name="person_new"),
    path("vores-center/ring-til/<uuid:centre_person_id>/", centres.person_edit, name="person_edit"),
]
