"""The open door, and the pages behind the sign-in on which it is kept."""

from django.urls import path

from intake.views import availability, public_figures, public_front, public_questions, public_times, reception

urlpatterns = [
    path("henvend/", public_front.doors, name="public_doors"),
    path("tilgaengelighed/", public_front.accessibility, name="public_accessibility"),
    path("henvend/<slug:slug>/", public_front.front, name="public_front"),
    path("henvend/<slug:slug>/tal/", public_figures.figures, name="public_figures"),
    path("henvend/<slug:slug>/videre/", public_front.what_next, name="public_next"),
    path("henvend/<slug:slug>/luk/", public_front.leave, name="public_leave"),
    path("henvend/<slug:slug>/tid/", public_times.times, name="public_times"),
    path("henvend/<slug:slug>/anonym/", public_times.anonymous, name="public_anonymous"),
    path("henvend/<slug:slug>/tak/", public_times.done, name="public_done"),
    path("henvend/<slug:slug>/aftale.ics", public_times.calendar, name="public_calendar"),
    path("henvend/<slug:slug>/spoergsmaal/", public_questions.begin, name="public_questions"),
    path("henvend/<slug:slug>/spoergsmaal/<int:number>/", public_questions.question, name="public_question"),
    path("henvend/<slug:slug>/pause/", public_questions.pause, name="public_pause"),
    path("henvend/<slug:slug>/fortsaet/", public_questions.resume, name="public_resume"),
    path("ledige-tider/", availability.times, name="availability"),
    path("ledige-tider/ny/", availability.offer, name="availability_new"),
    path("ledige-tider/<uuid:availability_id>/", availability.edit, name="availability_edit"),
    path("ledige-tider/<uuid:availability_id>/stop/", availability.stop, name="availability_stop"),
    path("digital-indgang/", reception.reception, name="reception"),
]
