from django.urls import path

from directory.views import agreements, communication, partner_parts, partners, places

app_name = "directory"
_PARTNER = "samarbejdspartnere/<uuid:partner_id>/"
urlpatterns = [
    path("steder/", places.places, name="places"),
    path("steder/kort/", places.places_map, name="places_map"),
    path("steder/nyt/", places.place_new, name="place_new"),
    path("steder/<uuid:place_id>/", places.place, name="place"),
    path("steder/<uuid:place_id>/ret/", places.place_edit, name="place_edit"),
    path("steder/<uuid:place_id>/gennemgang/", places.place_review, name="place_review"),
    path("samarbejdspartnere/", partners.partners, name="partners"),
    path("samarbejdspartnere/ny/", partners.partner_new, name="partner_new"),
    path(_PARTNER, partners.partner, name="partner"),
    path(f"{_PARTNER}ret/", partners.partner_edit, name="partner_edit"),
    path(f"{_PARTNER}kontakt/", partner_parts.person_new, name="contact_person_new"),
    path(f"{_PARTNER}tilbud/", partner_parts.offer_new, name="offer_new"),
    path(f"{_PARTNER}budskab/", partner_parts.message_new, name="message_new"),
    path("samarbejdspartnere/kontakt/<uuid:contact_person_id>/", partner_parts.person_edit, name="contact_person"),
    path("samarbejdspartnere/tilbud/<uuid:offer_id>/", partner_parts.offer_edit, name="offer"),
    path("samarbejdspartnere/budskab/<uuid:message_id>/", partner_parts.message_edit, name="message"),
    path("samarbejdspartnere/budskab/<uuid:message_id>/gjort/", partner_parts.message_given, name="message_given"),
    path("samarbejdspartnere/kommunikation/", communication.communication, name="communication"),
    path("samarbejdspartnere/moeder/", communication.meetings, name="meetings"),
    path("samarbejdspartnere/moeder/nyt/", communication.meeting_new, name="meeting_new"),
    path("samarbejdspartnere/moeder/<uuid:meeting_id>/", communication.meeting, name="meeting"),
    path("samarbejdspartnere/aftaler/", agreements.agreements, name="agreements"),
    path("samarbejdspartnere/aftaler/ny/", agreements.agreement_new, name="agreement_new"),
    path("samarbejdspartnere/aftaler/<uuid:agreement_id>/", agreements.agreement, name="agreement"),
    path("samarbejdspartnere/aftaler/<uuid:agreement_id>/ret/", agreements.agreement_edit, name="agreement_edit"),
    path(
        "samarbejdspartnere/aftaler/<uuid:agreement_id>/gennemgang/",
        agreements.agreement_review,
        name="agreement_review",
    ),
]
