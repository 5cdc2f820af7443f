"""Static files under names that carry a hash of their content, compressed once, cached for ever by browsers."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    # Imports between our own modules must point to hashed names too, or a browser would mix two releases.
    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The hashed name. Where nothing was collected (a trial, a test) the plain one, served from the source."""
        if self.hashed_files:
            return super().stored_name(name)
        if settings.IN_SERVICE:
            raise ImproperlyConfigured(
                f"The static files are not collected in {settings.STATIC_ROOT}: run 'python manage.py collectstatic'."
            )
        return name
