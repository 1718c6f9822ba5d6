"""Django settings; everything that differs between machines comes from the environment."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline import env, log_lines, setting_rules

if TYPE_CHECKING:
    from wsgiref.headers import Headers

env.newer_sqlite()

import dj_database_url  # noqa: E402 - sqlite3 must be settled first
from csp.constants import NONE, SELF  # noqa: E402
from django.utils.functional import SimpleLazyObject  # noqa: E402

setting_rules.check()
BASE_DIR = env.ROOT
DEBUG = env.flag("RETOLD_DEBUG")
ALLOWED_HOSTS = env.hosts("RETOLD_HOSTS", "127.0.0.1,localhost,[::1]")

INSTALLED_APPS = [
    "timeline.apps.RetoldAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    # Always there, so that no backup is without their tables; used where RETOLD_TWO_FACTOR says.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "nested_admin",
    "simple_history",
    "timeline.apps.TimelineConfig",
]

MIDDLEWARE = [
    "timeline.web.http.health.Health",
    "timeline.web.http.reading_scope.ReadersScope",
    "timeline.web.http.time_bounds.TimeBounds",
    "timeline.web.http.replica_requests.ReplicaMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "timeline.web.kept.kept_answers.KeptAnswers",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "timeline.web.http.compression.Compression",
    "timeline.web.api.api_access.PublicAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "timeline.web.http.reading_scope.EditorsScope",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "timeline.web.http.conditional.Conditional",
    "timeline.web.http.story_scope.StoryMiddleware",
    # The last, so that what it says of a locked log-in is on its way out like any other page.
    "axes.middleware.AxesMiddleware",
]

if env.number("RETOLD_METRICS", 0, most=env.MOST_PORTS):
    # It counts for Prometheus.
    MIDDLEWARE.insert(1, "django_prometheus.middleware.PrometheusBeforeMiddleware")
    # Before what is kept, which else nobody would count.
    MIDDLEWARE.insert(
        MIDDLEWARE.index("timeline.web.kept.kept_answers.KeptAnswers"),
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    )

ROOT_URLCONF = "timeline.urls"
WSGI_APPLICATION = "timeline.wsgi.application"

_OWN = "http.changed http.reading_scope timeline.as_of http.story_scope timeline.kept_filter"
_ON_EVERY_PAGE = [
    "django.contrib.auth.context_processors.auth",
    *(f"timeline.web.{name}.on_every_page" for name in _OWN.split()),
]
_LOADERS = [
    "timeline.web.http.template_loader.TemplateLoader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "timeline.web.http.reader_templates.environment",
            "context_processors": _ON_EVERY_PAGE,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                *_ON_EVERY_PAGE,
            ],
        },
    },
]


_SQLITE_FILE = re.compile(r"sqlite:///(?!:memory:)[^?#]*[^?#/]")


def _database(url: str, *, setting: str) -> dict[str, Any]:
    """The database at an address; SQLite in WAL mode. Raises ``BadSetting``."""
    # Never the value: it may hold a password.
    if url.partition(":")[0] not in {"sqlite", "postgres", "postgresql"}:
        raise env.BadSetting(
            f"{setting} names no database that Retold knows; say "
            "postgres://user:password@host/name, or sqlite:////folder/file"
        )
    if url.startswith("sqlite") and not _SQLITE_FILE.fullmatch(url):
        raise env.BadSetting(
            f"{setting} names no file; say sqlite:////folder/file, with four slashes, or "
            "sqlite:///file for one in the folder of Retold"
        )
    try:
        database = dict[str, Any](
            dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
        )
        if env.is_torn(url):
            raise ValueError
    except ValueError as error:
        raise env.BadSetting(
            f"{setting} is no address: characters such as @ / : # in a password are written "
            "%40 %2F %3A %23, and a port is a number"
        ) from error
    if not database["NAME"]:
        raise env.BadSetting(f"{setting} names a server and no database: …@host/name")
    if database["ENGINE"] == "django.db.backends.postgresql":
        # A machine that is gone says nothing: libpq would wait for it for minutes.
        database["OPTIONS"] = {
            "connect_timeout": 5,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
        } | database.get("OPTIONS", {})
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # FULL, not NORMAL: in WAL mode NORMAL may lose saves it has acknowledged at a power cut.
        # Half a megabyte of pages for each thread, not two: the system keeps the file in memory.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-512;"
            ),
        }
        path = Path(str(database["NAME"])).absolute()
        if path.exists() and env.is_read_only(path) and not Path(f"{path}-wal").exists():
            # SQLite would make files beside it before it reads, unless it is told that none writes.
            database["OPTIONS"] |= {"database": f"{path.as_uri()}?immutable=1", "init_command": ""}
    return database


DATABASE = _database(
    env.text("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'retold.sqlite3'}", setting="DATABASE_URL"
)


def _replica(url: str) -> dict[str, Any]:
    """A replica at an address: one that says nothing is left soon, for another that does."""
    database = _database(url, setting="DATABASE_REPLICA_URLS")
    for one, name in ((DATABASE, "DATABASE_URL"), (database, "DATABASE_REPLICA_URLS")):
        if one["ENGINE"] != "django.db.backends.postgresql":
            raise env.BadSetting(
                f"DATABASE_REPLICA_URLS is set, and {name} names SQLite: only PostgreSQL has "
                "replicas"
            )
    options = {"connect_timeout": 2, "tcp_user_timeout": 3_000}
    return {
        **database,
        "OPTIONS": database.get("OPTIONS", {}) | options,
        "TEST": {"MIRROR": "default"},
    }


DATABASES = {"default": DATABASE} | {
    f"replica{number}": _replica(url)
    for number, url in enumerate(env.words("DATABASE_REPLICA_URLS"), 1)
}
RETOLD_INDEX_DIR = env.text("RETOLD_INDEX_DIR")
"""The folder of the selection's index; unless set, beside an SQLite database, else ``.index``."""


def _beside_the_index(suffix: str) -> Path:
    """A place for what is made of the database's data, named for it."""
    name = Path(str(DATABASES["default"]["NAME"]))
    is_a_file = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
    folder = RETOLD_INDEX_DIR or (name.parent if is_a_file else BASE_DIR / ".index")
    return Path(folder, f"{name.name}{suffix}")


RETOLD_TOWNS = _beside_the_index(".index.towns")  # made when an editor first looks a town up
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
_CACHE = env.cache("RETOLD_CACHE_URL")
if _CACHE != "none":
    CACHES["answers"] = {"KEY_PREFIX": "retold", "TIMEOUT": 24 * 60 * 60} | (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": _CACHE,
            "OPTIONS": {
                "serializer": "timeline.web.kept.answer_store.Bytes",
                # Who waits longer than for a page to be made has nothing of it.
                "socket_connect_timeout": 0.5,
                "socket_timeout": 0.5,
            },
        }
        if _CACHE
        else {
            "BACKEND": "timeline.web.kept.answers_on_disk.AnswersOnDisk",
            "LOCATION": _beside_the_index("-answers"),
            "SIZE": 256 * 1024 * 1024,
        }
    )
BACKUPS = Path(env.text("RETOLD_BACKUP_DIR") or BASE_DIR / "backups")
PAGE_SECONDS = env.number("RETOLD_PAGE_SECONDS", 30, most=24 * 60 * 60)
"""For how long a page may be worked at; 0 for without end."""
FILES_SECONDS = env.number("RETOLD_FILES_SECONDS", 20)
"""Seconds of work at files for one client in a minute; 0 for without end."""
FIRST_STORY = env.one_of("RETOLD_STORY", ("shipped", "none"))
EXPORT_PLACES = env.number("RETOLD_EXPORT_PLACES", 3, least=1)
"""How many exports a process makes at the same time."""
EXPORT_LARGEST = env.number("RETOLD_EXPORT_MB", 1024, least=1) * 1024 * 1024
"""Bytes that an export may have, as it is sent."""
EXPORT_DIR = env.text("RETOLD_EXPORT_DIR")
"""Where exports are made; unless set, where the system has temporary files."""
SAVE_WAITS, READ_WAITS = 5.0, 1.0
"""For how many seconds a save at the desk, and a reader's page, wait for another who writes."""
DATABASE_ROUTERS = ["timeline.queries.database.replica_routing.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

SESSION_COOKIE_AGE = 12 * 60 * 60
"""Seconds: whoever logs in in the morning works until the evening, and logs in again tomorrow."""

# Of one name from one address ten wrong passwords are taken; then none for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_USERNAME_CALLABLE = "timeline.admin.login.attempts.name_tried"
AXES_CLIENT_IP_CALLABLE = "timeline.admin.login.attempts.client_address"
AXES_CLIENT_STR_CALLABLE = "timeline.admin.login.attempts.client_in_log"
AXES_WHITELIST_CALLABLE = "timeline.admin.login.attempts.is_the_providers"
AXES_LOCKOUT_CALLABLE = "timeline.admin.login.attempts.locked_out"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

TWO_FACTOR = env.flag("RETOLD_TWO_FACTOR")
"""Whether the desk asks for a code beside the password."""
OTP_TOTP_ISSUER = "Retold"
if TWO_FACTOR:
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1,
        "django_otp.middleware.OTPMiddleware",
    )

OIDC_ISSUER = env.address("RETOLD_OIDC")
"""The address of an OpenID Connect provider that may say who somebody is; empty for none."""
OIDC_NAME = env.text("RETOLD_OIDC_NAME", "single sign-on")
OIDC_RP_CLIENT_ID = env.text("RETOLD_OIDC_CLIENT")
OIDC_RP_CLIENT_SECRET = env.text("RETOLD_OIDC_SECRET")
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_USE_PKCE = True
OIDC_CREATE_USER = False
OIDC_TIMEOUT = 10
OIDC_AUTHENTICATION_CALLBACK_URL = "provider-answer"
if OIDC_ISSUER:
    env.need("RETOLD_OIDC_CLIENT", "RETOLD_OIDC_SECRET", beside="RETOLD_OIDC")
    AUTHENTICATION_BACKENDS.append("timeline.admin.login.provider.ProviderBackend")

MAIL = env.mail("RETOLD_MAIL")
"""Whether mail can be sent: only then a new password can be asked for by mail."""
if MAIL:
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
    EMAIL_TIMEOUT = 10
    DEFAULT_FROM_EMAIL = env.sender("RETOLD_MAIL_FROM") or f"retold@{MAIL.host}"
PASSWORD_RESET_TIMEOUT = 60 * 60

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "timeline"
TIME_ZONE = env.time_zone("RETOLD_TIME_ZONE")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True


def _for_any_page(headers: Headers, path: str, url: str) -> None:
    """Let pages of other sites load a static file, as they do the script for frames."""
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"


WHITENOISE_ADD_HEADERS_FUNCTION = _for_any_page
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
_NEEDED_NOWHERE = """
    accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment
    publickey-credentials-get screen-wake-lock usb xr-spatial-tracking
"""
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in _NEEDED_NOWHERE.split()}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True

# Behind TLS: a proxy ends it and says so in X-Forwarded-Proto, which it must set itself.
HTTPS = env.flag("RETOLD_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = env.number("RETOLD_HSTS_SECONDS", 31_536_000) * HTTPS
# What goes for names besides this one, and can hardly be taken back, is the operator's to say.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("RETOLD_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = env.flag("RETOLD_HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CSRF_FAILURE_VIEW = "timeline.web.views.errors.foreign_form"
CSRF_TRUSTED_ORIGINS = env.origins("RETOLD_ORIGINS")

LOGGING = log_lines.settings()

FIXTURES: Path = BASE_DIR / "fixtures"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
RETOLD_NAME = env.text("RETOLD_NAME", "Retold")
"""What the site is called: in its masthead, in the titles of its pages, above all stories."""
RETOLD_STANDFIRST = env.text("RETOLD_STANDFIRST")
"""A sentence or two under that name, above all stories."""
RETOLD_PASSAGE_LENGTH = env.number("RETOLD_PASSAGE_LENGTH", 240, least=1)
"""The most characters of an article's own words that a reader sees in one place."""
env.check_secret_key()
# A new one is written by whoever needs it first: `prepare` and `serve` do once nothing is amiss.
SECRET_KEY = SimpleLazyObject(env.secret_key)
