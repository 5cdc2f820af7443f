"""Dates as people here write them, in both languages, typed in any of the usual ways."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django import forms
from django.utils import translation
from django.utils.formats import date_format, localize

DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("da", ["4. marts 2026", "04.03.2026", "4. marts 2026 kl. 14.05", "1234,5"]),
        ("en", ["4 March 2026", "04/03/2026", "4 March 2026, 14:05", "1234.5"]),
    ],
)
def test_shown(language, shown):
    with translation.override(language):
        assert [
            date_format(DAY),
            date_format(DAY, "SHORT_DATE_FORMAT"),
            date_format(datetime(2026, 3, 4, 14, 5), "DATETIME_FORMAT"),  # noqa: DTZ001 - only its words are looked at
            localize(1234.5),
        ] == shown


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("typed", ["2026-03-04", "04-03-2026", "4.3.2026", "4/3/2026", "4/3/26"])
def test_the_day_comes_before_the_month_whatever_the_language(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == DAY
