from django.urls import path

from cases.views import conference

urlpatterns = [
    path("tag-op/", conference.conference, name="conference"),
    path("tag-op/nyt/", conference.conference_new, name="conference_new"),
    path("tag-op/<uuid:point_id>/beslut/", conference.conference_decide, name="conference_decide"),
    path("tag-op/<uuid:point_id>/genaabn/", conference.conference_reopen, name="conference_reopen"),
]
