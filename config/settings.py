"""The one settings file. What differs between installations is read from the environment (`environment.py`)."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import environment
from config.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("BROBYG_VAR", default=str(BASE_DIR / "var")))

MODE = environment.mode()
IN_SERVICE = MODE == environment.SERVICE
DEBUG = False
SECRET_KEY = environment.secret_key(VAR_DIR)
FIELD_KEYS = environment.field_keys(VAR_DIR)

if IN_SERVICE:
    ALLOWED_HOSTS = environment.needed("ALLOWED_HOSTS", "the host names people use, separated by commas.").split(",")
else:
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    # floor −1 and 0 come first: their hooks must stand before the rooms above use them.
    "audit",
    "accounts",
    "directory",
    "cases",
    "outreach",
    "crisis_center",
    "measurements",
    "field",
    "intake",
    # Invented people to try it all with; no room knows of it.
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "config.apps.StaticFiles",
    "django.forms",
    "simple_history",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "audit.middleware.RequestStamp",
    "csp.middleware.CSPMiddleware",
    "accounts.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Last, so that every other check has run before the transaction opens around the view and its rendering.
    "accounts.middleware.RequestTransaction",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.house",
            ],
            "builtins": ["accounts.templatetags.house"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": environment.database(BASE_DIR)}
CONNECTS_AS_OWNER = env.str("BROBYG_CONNECT_AS", default="") == "owner"
#: How often each query that is kept ready is composed anew and compared (accounts/prepared.py): tests do.
VERIFY_PREPARED = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Indexes may carry more columns for PostgreSQL; SQLite leaves them out, which is right.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
#: The role that serves requests on PostgreSQL and owns nothing; the owner's commands grant it what it needs.
SERVICE_ROLE = env.str("BROBYG_SERVICE_ROLE", default="brobyg_service")

# Counts of failed sign-ins must be seen by every worker process, so they live in the database.
# A flood at the open door counts many addresses: the usual 300 entries would let it push out who failed to sign in.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# --- People and sign-in -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.sign_in.SignedIn"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A mail to an address nobody here has would invite to a sign-up that does not exist.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# A whole municipality often comes from one address, so the limit by address is wide and the one by e-mail narrow.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "30/m/ip,5/5m/key"}
# Behind our own proxy every request comes from the proxy's address: the client's is the last one it wrote.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BROBYG_BEHIND_PROXY", default=False) else 0

SESSION_COOKIE_NAME = "__Host-brobyg" if IN_SERVICE else "brobyg"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IN_SERVICE
# Messages name people: they stay in the session, on the server, instead of in a cookie on the tablet.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = "__Host-csrf" if IN_SERVICE else "csrf"
CSRF_COOKIE_SECURE = IN_SERVICE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accounts.views.errors.csrf_failure"
#: Minutes without a request after which one must sign in again.
IDLE_MINUTES = environment.whole_number("BROBYG_IDLE_MINUTES", 30)

# --- Headers ----------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = IN_SERVICE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BROBYG_BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IN_SERVICE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IN_SERVICE
SECURE_HSTS_PRELOAD = IN_SERVICE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: Pictures of the map below the places, from one host; without it the map shows the places alone.
MAP_TILES, _MAP_ORIGIN = environment.map_tiles()
MAP_CREDIT = env.str("BROBYG_MAP_CREDIT", default="")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        # data: is what Bootstrap's own stylesheet needs for its check marks.
        "img-src": ["'self'", "data:", *([_MAP_ORIGIN] if _MAP_ORIGIN else [])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", BASE_DIR / "build" / "vendor")]
# Where nothing was collected (a trial), files come straight from their sources.
WHITENOISE_USE_FINDERS = not IN_SERVICE
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A spreadsheet of citizens never touches the disk unencrypted: kept in memory up to the size that is read at all.
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Words and time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"
FORMAT_MODULE_PATH = ["config.formats"]

# --- Mail -------------------------------------------------------------------------------------------------------------
SENDS_MAIL = bool(env.str("EMAIL_URL", default=""))
if SENDS_MAIL:
    vars().update(environment.mail())
else:
    # In service nothing is printed: the mail that would have gone out holds a link with which to sign in.
    EMAIL_BACKEND = f"django.core.mail.backends.{'dummy' if IN_SERVICE else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="brobyg@localhost")

# --- Logs: one JSON object a line, with ids only (audit/logging.py removes the rest) ----------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"impersonal": {"()": "audit.logs.Impersonal"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s %(user_id)s",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["impersonal"]},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "brobyg": {"level": "INFO"},
        # The default handlers mail tracebacks, which hold personal data.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
