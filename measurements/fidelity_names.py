"""What the pages of fidelity are called where the access log tells what was looked at."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.page_names import register_page_names

register_page_names(_("Samtaleteknikker"), "measurements:technique_use", "measurements:techniques")
