from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from accounts.views import my_phone, people, policy, session, units

app_name = "accounts"

urlpatterns = [
    path("sprog/", login_not_required(set_language), name="set_language"),
    path("adgang/mangler/", session.no_access, name="no_access"),
    path("adgang/skift/", session.switch_membership, name="switch_membership"),
    path("adgang/telefon/", my_phone.my_phone, name="my_phone"),
    path("adgang/roller/", policy.policy, name="policy"),
    path("administration/personer/", people.people, name="people"),
    path("administration/personer/ny/", people.add_person, name="person_add"),
    path("administration/personer/<uuid:person_id>/", people.person, name="person"),
    path("administration/personer/<uuid:person_id>/ret/", people.edit_person, name="person_edit"),
    path("administration/personer/<uuid:person_id>/luk/", people.deactivate_person, name="person_deactivate"),
    path("administration/personer/<uuid:person_id>/aabn/", people.reactivate_person, name="person_reactivate"),
    path("administration/personer/<uuid:person_id>/adgangskode/", people.password_link, name="person_password_link"),
    path("administration/personer/<uuid:person_id>/tilknytning/", people.add_membership, name="membership_add"),
    path("administration/tilknytninger/<uuid:membership_id>/", people.edit_membership, name="membership_edit"),
    path("administration/enheder/", units.units, name="units"),
    path("administration/enheder/ny/", units.add_unit, name="unit_add"),
    path("administration/enheder/<uuid:unit_id>/", units.edit_unit, name="unit_edit"),
    path("administration/enheder/<uuid:unit_id>/team/", units.add_team, name="team_add"),
    path("administration/teams/<uuid:team_id>/", units.edit_team, name="team_edit"),
    path("administration/organisation/", units.organisation, name="organisation"),
]
