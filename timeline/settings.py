"""Django settings; everything that differs between machines comes from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from timeline import env

env.newer_sqlite()

import dj_database_url  # noqa: E402 - sqlite3 must be settled first
from csp.constants import NONE, SELF  # noqa: E402

BASE_DIR = env.ROOT
SECRET_KEY = env.secret_key()
DEBUG = env.flag("RETOLD_DEBUG")
ALLOWED_HOSTS = env.words("RETOLD_HOSTS", "127.0.0.1,localhost,[::1]")

INSTALLED_APPS = [
    "timeline.apps.RetoldAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tables2",
    "nested_admin",
    "simple_history",
    "timeline.apps.TimelineConfig",
]

MIDDLEWARE = [
    "timeline.web.http.reading_scope.ReadersScope",
    "timeline.web.http.lock_bounds.LockBounds",
    "timeline.web.http.replica_requests.ReplicaMiddleware",
    "django.middleware.security.SecurityMiddleware",
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
]

ROOT_URLCONF = "timeline.urls"
WSGI_APPLICATION = "timeline.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "timeline.web.http.template_loader.TemplateLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "timeline.web.http.changed.on_every_page",
                "timeline.web.http.reading_scope.on_every_page",
                "timeline.web.timeline.as_of.on_every_page",
            ],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    """The database at an address; SQLite in WAL mode."""
    database: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    )
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # FULL, not NORMAL: in WAL mode NORMAL may lose saves it has acknowledged at a power cut.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        path = Path(str(database["NAME"])).absolute()
        if path.exists() and env.is_read_only(path) and not Path(f"{path}-wal").exists():
            # SQLite would make files beside it before it reads, unless it is told that none writes.
            database["OPTIONS"] |= {"database": f"{path.as_uri()}?immutable=1", "init_command": ""}
    return database


DATABASES = {
    "default": _database(env.text("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'retold.sqlite3'}")
} | {
    f"replica{number}": {**_database(url), "TEST": {"MIRROR": "default"}}
    for number, url in enumerate(env.words("DATABASE_REPLICA_URLS"), 1)
}
BACKUPS = Path(env.text("RETOLD_BACKUP_DIR") or BASE_DIR / "backups")
FIRST_STORY = env.one_of("RETOLD_STORY", ("shipped", "none"))
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

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.text("RETOLD_TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
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
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True

# Behind TLS: a proxy ends it and says so in X-Forwarded-Proto, which it must set itself.
HTTPS = env.flag("RETOLD_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = env.number("RETOLD_HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
CSRF_TRUSTED_ORIGINS = env.words("RETOLD_ORIGINS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A request that waits for a thread for a moment is no matter for a log.
    "loggers": {"waitress.queue": {"level": "ERROR"}},
}

FIXTURES: Path = BASE_DIR / "fixtures"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
RETOLD_INDEX_DIR = env.text("RETOLD_INDEX_DIR")
"""The folder of the selection's index; unless set, beside an SQLite database, else ``.index``."""
RETOLD_PASSAGE_LENGTH = env.number("RETOLD_PASSAGE_LENGTH", 240)
"""The most characters of an article's own words that a reader sees in one place."""
