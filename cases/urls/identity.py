from django.urls import path

from cases.views import identity

urlpatterns = [
    path("borgere/<uuid:citizen_id>/navn/", identity.identify, name="identify"),
    path("borgere/<uuid:citizen_id>/saml/", identity.merge_choose, name="merge_choose"),
    path("borgere/<uuid:keep_id>/saml/<uuid:gone_id>/", identity.merge, name="merge"),
    path("flytninger/<uuid:move_id>/", identity.move_undo, name="move_undo"),
]
