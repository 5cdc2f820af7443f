"""Collected files point to each other by hashed names: what Django's rewriting silently misses is found here."""

import json
import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from config.storage import StaticStorage

IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([./][^"']+)["']""")


@pytest.fixture
def collected(tmp_path, settings) -> Path:
    """The folder with everything collected."""
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_import_of_a_module_is_a_hashed_file_that_exists(collected):
    hashed = set(json.loads((collected / "staticfiles.json").read_text())["paths"].values())
    modules = sorted(name for name in hashed if name.startswith("js/"))
    wrong = [
        f"{module} imports {target}"
        for module in modules
        for target in IMPORT.findall((collected / module).read_text())
        if str((collected / module).parent.joinpath(target).resolve().relative_to(collected)) not in hashed
        and target.removeprefix("/static/") not in hashed
    ]
    assert (len(modules) > 0, wrong) == (True, [])


def test_only_listed_third_party_files_are_served(collected):
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]
    assert sorted(name for name in paths if name.startswith("django_htmx/")) == [
        "django_htmx/django-htmx.js",
        "django_htmx/htmx-2.js",
        "django_htmx/htmx-2.min.js",
    ]


def test_without_collected_files_a_trial_serves_the_sources(tmp_path):
    assert StaticStorage(location=tmp_path).url("js/main.js") == "/static/js/main.js"


def test_without_collected_files_a_real_installation_says_what_to_run(tmp_path, settings):
    settings.IN_SERVICE = True
    with pytest.raises(ImproperlyConfigured, match="manage.py collectstatic"):
        StaticStorage(location=tmp_path).url("js/main.js")
