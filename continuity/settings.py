"""Settings of one installation. What differs between installations comes from the environment."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from continuity import frontend
from continuity.launch import places

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("CONTINUITY_DATA", BASE_DIR / "var"))


def env_flag(name: str, default: bool = False) -> bool:
    """Whether an environment variable says yes."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """A comma-separated environment variable as a list without blanks; empty is unset."""
    return [part.strip() for part in (os.environ.get(name) or default).split(",") if part.strip()]


def origin(url: str) -> str:
    """The scheme and host of an address."""
    return "/".join(url.split("/")[:3])


def host(url: str) -> str:
    """The host name of an address, as a request names it."""
    name = urlsplit(url).hostname or "localhost"
    return f"[{name}]" if ":" in name else name


def secret_key() -> str:
    """The signing key: from the environment, else from the data folder; empty: nothing can be signed.

    There is no usual one: web, worker and scheduler refuse to start without (continuity/key.py).
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    stored = DATA_DIR / "secret_key"
    return stored.read_text().strip() if stored.exists() else ""


SECRET_KEY = secret_key()
DEBUG = env_flag("DEBUG")
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [host(SITE_URL), *env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")]
CSRF_TRUSTED_ORIGINS = [origin(SITE_URL), *env_list("TRUSTED_ORIGINS")]
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES") or "0")
# Only a proxy that sets this header itself may be believed about it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
DEMO = env_flag("CONTINUITY_DEMO")
SET_UP_TOLD = env_flag("CONTINUITY_SET_UP_TOLD")
"""Whether the address of the first set-up is shown elsewhere than in the log."""
DEMO_PEOPLE = "continuity.demo.people"

# The modules in the order of the menu. The layers are in pyproject.toml.
MODULES = [
    "estate",
    "bia",
    "vendors",
    "protection",
    "strategy",
    "recovery",
    "incidents",
    "testing",
    "governance",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "neapolitan",
    "continuity.demo",
    "core",
    *MODULES,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "continuity.frontend.FragmentMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.middleware.DatabaseAway",
    "core.middleware.NotCarriedOut",
    "core.middleware.PersonMiddleware",
    "core.middleware.HistoryMiddleware",
    "core.gate.SetUpFirst",
    "core.gate.LoginEnded",
    "core.gate.SecondFactorFirst",
]

ROOT_URLCONF = "continuity.urls"
WSGI_APPLICATION = "continuity.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.layout",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "core.templatetags.components",
                "core.templatetags.formats",
                "core.templatetags.pictures",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", places.database_url(DATA_DIR)),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
PGHISTORY_APPEND_ONLY = True
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)

# People

AUTH_USER_MODEL = "core.User"
# The address is unique whatever its case, by an index over an expression that the check overlooks.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["core.adapters.EmailBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
CSRF_FAILURE_VIEW = "core.accountviews.csrf_failure"
PASSWORD_RULES: dict[str, dict[str, int]] = {
    "UserAttributeSimilarityValidator": {},
    "MinimumLengthValidator": {"min_length": 12},
    "CommonPasswordValidator": {},
    "NumericPasswordValidator": {},
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in PASSWORD_RULES.items()
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Login: passwords and codes by allauth, guesses counted by core.logins

ACCOUNT_ADAPTER = "core.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "core.forms_accounts.LoginForm",
    "reset_password": "core.forms_accounts.ResetPasswordForm",
    "reset_password_from_key": "core.forms_accounts.NewPasswordForm",
    "change_password": "core.forms_accounts.ChangePasswordForm",
    "reauthenticate": "core.forms_accounts.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "core.adapters.ResetTokens"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "core.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "core.forms_accounts.CodeForm",
    "reauthenticate": "core.forms_accounts.CodeAgainForm",
    "activate_totp": "core.forms_accounts.ActivateCodeForm",
}
MFA_TOTP_ISSUER = "Continuity"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True

# The organisation's own login (OpenID Connect), where there is one

OIDC_ISSUER = os.environ.get("OIDC_ISSUER", os.environ.get("OIDC_SERVER_URL", "")).rstrip("/")
OIDC_NAME = os.environ.get("OIDC_NAME", "your organisation")
OIDC_ONLY = bool(OIDC_ISSUER) and env_flag("OIDC_ONLY")
OIDC_CREATE = env_flag("OIDC_CREATE")
OIDC_TRUST_EMAIL = env_flag("OIDC_TRUST_EMAIL")
SOCIALACCOUNT_ADAPTER = "core.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": OIDC_NAME,
                    "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                    "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }
    if OIDC_ISSUER
    else {}
)

# Language, time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
USE_TZ = True
FORMAT_MODULE_PATH = ["continuity.formats"]
TIME_ZONE = "UTC"

# Files served

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "continuity.frontend.FrontendFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "continuity.frontend.HashedStaticStorage"},
}
# Compressing takes half a minute; it pays where pages travel, so the container image does it.
if not env_flag("COMPRESS_STATIC"):
    WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "html", "js", "json", "map", "mjs", "svg", "txt"]
ICONS: frozenset[str] = frontend.ICONS  # type: ignore[has-type]
FILES_ROOT = DATA_DIR / "files"
FILE_SIZE_LIMIT = 25 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, frontend.CYTOSCAPE_HASH],  # type: ignore[has-type]
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # A browser holds a form's answer to it too: the login button leads to the provider.
        "form-action": [SELF, *env_list("OIDC_ORIGINS", origin(OIDC_ISSUER))],
    }
}

# Mail

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "continuity@localhost")

# Work that takes time

REDIS_URL = os.environ.get("REDIS_URL", places.queue_url(DATA_DIR))
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "wake-jobs": {"task": "core.wake_jobs", "schedule": 15},
    "send-mail": {"task": "core.send_mail", "schedule": 20},
    "what-is-due": {"task": "core.what_is_due", "schedule": 900},
}
CACHES = {
    "default": {
        "BACKEND": "core.cache.TolerantCache",
        "LOCATION": REDIS_URL,
    }
}

# API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "PAGE_SIZE": 50,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "EXCEPTION_HANDLER": "core.api.explain_error",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Continuity",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
}
KNOX_TOKEN_MODEL = "core.ApiToken"
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "TOKEN_PREFIX": "cty_"}
DJANGO_TABLES2_TEMPLATE = "core/table.html"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
