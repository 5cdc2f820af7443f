"""What Brobyg uses of allauth: signing in and out, and a password. No sign-up, no e-mail lists: people are made by an
administrator."""

from collections.abc import Callable

from allauth.account import views
from django.urls import path, re_path

from accounts.views import session


def _counted_at_once(view: Callable) -> Callable:
    """Outside the request's transaction: it would take back the count of a refused sign-in together with everything
    else, and make people behind one address wait for each other's passwords to be checked."""
    view.outside_transaction = True  # type: ignore[attr-defined]
    return view


urlpatterns = [
    path("log-ind/", _counted_at_once(views.login), name="account_login"),
    path("log-ud/", views.logout, name="account_logout"),
    path("lukket/", views.account_inactive, name="account_inactive"),
    path("adgangskode/", views.password_change, name="account_change_password"),
    path("glemt/", _counted_at_once(views.password_reset), name="account_reset_password"),
    path("glemt/sendt/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^vaelg/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("valgt/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("log-ind-igen/", _counted_at_once(session.sign_in_again), name="sign_in_again"),
    path("log-ind-og-send/", _counted_at_once(session.sign_in_and_send), name="sign_in_and_send"),
]
