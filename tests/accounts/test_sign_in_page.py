import pytest
from django.db import transaction

from accounts.models import User
from tests.browser import axe, screenshot

PASSWORD = "et langt kodeord 42"


@pytest.mark.browser
def test_sign_in_page_works_on_a_tablet(house, page):
    with transaction.atomic():
        user = User(email="mette@example.com", name="Mette Prøve")
        user.set_password(PASSWORD)
        user.save()
    page.goto("/konto/log-ind/")
    axe(page)
    screenshot(page, "log-ind")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(lambda url: "/konto/" not in url)
