"""The product's own settings, and Django's admin beside it: the peer that a municipality would get for nothing."""

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, INSTALLED_APPS
from config.settings import SILENCED_SYSTEM_CHECKS as SILENCED

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]
# The admin asks for auth's context processor, which would make the product's own pages dearer than they are.
SILENCED_SYSTEM_CHECKS = [*SILENCED, "admin.E402"]
ROOT_URLCONF = "bench.urls"
# Where nothing was collected, plain names are served: what somebody collected in build/ lacks the admin's files.
STATIC_ROOT = BASE_DIR / "build" / "nothing-collected"
