"""The room's URLs: the app and what it asks under /field/, the pages of the office under /felt/."""

from field.urls import app, office

app_name = "field"
urlpatterns = [*app.urlpatterns, *office.urlpatterns]
