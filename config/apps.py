"""How Django's own apps are set up where a setting does not reach."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    # htmx files that no page uses; one names a module in a comment, which the collecting takes for a missing file.
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*", "django_htmx/*-4*"]
