from django.urls import path

from cases.views import contact_list, contact_new, contacts, journal, sighting

urlpatterns = [
    path("kontakter/", contact_list.contacts, name="contacts"),
    path("kontakter/ny/", contact_new.contact_new, name="contact_new"),
    path("kontakter/hvem/", contact_new.contact_who, name="contact_who"),
    path("kontakter/ikke-genkendt/", contacts.unrecognised, name="unrecognised"),
    path("kontakter/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("kontakter/<uuid:contact_id>/ret/", contacts.contact_correct, name="contact_correct"),
    path("kontakter/<uuid:contact_id>/laes-med/", contacts.contact_read_along, name="contact_read_along"),
    path("kontakter/<uuid:contact_id>/genkend/", contacts.contact_recognise, name="contact_recognise"),
    path("set/", sighting.sighting_new, name="sighting_new"),
    path("journal/", journal.journal, name="journal"),
    path("journal/alle/", journal.journal_tick_all, name="journal_tick_all"),
    path("journal/<uuid:contact_id>/", journal.journal_tick, name="journal_tick"),
]
