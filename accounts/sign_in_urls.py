"""What Brobyg uses of allauth: signing in and out, and a password. No sign-up, no e-mail lists: people are made by an
administrator."""

from allauth.account import views
from django.urls import path, re_path

from accounts.views import session

urlpatterns = [
    path("log-ind/", views.login, name="account_login"),
    path("log-ud/", views.logout, name="account_logout"),
    path("lukket/", views.account_inactive, name="account_inactive"),
    path("adgangskode/", views.password_change, name="account_change_password"),
    path("glemt/", views.password_reset, name="account_reset_password"),
    path("glemt/sendt/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^vaelg/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("valgt/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("log-ind-igen/", session.sign_in_again, name="sign_in_again"),
    path("log-ind-og-send/", session.sign_in_and_send, name="sign_in_and_send"),
]
