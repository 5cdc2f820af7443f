from django.urls import path
from django.views.i18n import set_language

from accounts.views import policy, session

app_name = "accounts"

urlpatterns = [
    path("sprog/", set_language, name="set_language"),
    path("adgang/mangler/", session.no_access, name="no_access"),
    path("adgang/skift/", session.switch_membership, name="switch_membership"),
    path("adgang/roller/", policy.policy, name="policy"),
]
