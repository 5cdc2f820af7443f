"""The settings of the tests: the real ones, with the models that only tests have and a hasher that is quick."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.audit.rows"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
VERIFY_PREPARED = 1
# Each client would look for all static files again; the browser's server serves collected ones.
WHITENOISE_USE_FINDERS = False
