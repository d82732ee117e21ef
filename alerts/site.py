"""The site that serves the pages: Django configured in code, once a process.

configure(database=..., rules=..., agencies=..., secret_key=...)
migrate()
waitress.serve(wsgi())
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from alerts.console.texts import Feed, RuleText

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler
    from django.urls import URLPattern, URLResolver

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def configure(  # noqa: PLR0913 - one call says everything
    *,
    database: Path,
    rules: Mapping[str, RuleText],
    agencies: Mapping[str, str],
    secret_key: str,
    notice: str | None = None,
    feeds: Callable[[], Iterable[Feed]] | None = None,
    extra_urls: Sequence[URLPattern | URLResolver] = (),
    hosts: Sequence[str] = LOCAL_HOSTS,
    now: Callable[[], datetime] = timezone.now,
    debug: bool = False,
) -> None:
    """Configure Django; a second call in a process raises RuntimeError.

    `rules` are the texts of the rules by id, `agencies` the names of agencies by code, `notice` a sentence that stands
    above every page, `feeds` tells what was heard from where, `extra_urls` come before the console's own, `hosts` are
    the names under which the site may be asked for (`*` for any), and `now` is the clock.
    """
    settings.configure(
        DEBUG=debug,
        SECRET_KEY=secret_key,
        ALLOWED_HOSTS=list(hosts),
        ROOT_URLCONF="alerts.urls",
        INSTALLED_APPS=["alerts.store", "alerts.console"],
        MIDDLEWARE=[
            "alerts.console.middleware.security_headers",
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["alerts.console.context.site"]},
            }
        ],
        DATABASES={"default": _sqlite(database)},
        USE_TZ=True,
        TIME_ZONE="America/New_York",
        LANGUAGE_CODE="en",
        LANGUAGES=[("en", "English")],
        SECURE_REFERRER_POLICY="same-origin",
        LOGGING_CONFIG=None,
        CUSTODES_RULES=rules,
        CUSTODES_AGENCIES=agencies,
        CUSTODES_NOTICE=notice,
        CUSTODES_FEEDS=feeds,
        CUSTODES_EXTRA_URLS=tuple(extra_urls),
        CUSTODES_NOW=now,
    )
    django.setup()


def migrate() -> None:
    """Bring the tables to what the code expects, whatever they were before."""
    call_command("migrate", interactive=False, verbosity=0)


def wsgi() -> WSGIHandler:
    """Give the WSGI application, for any server."""
    return get_wsgi_application()


def _sqlite(database: Path) -> dict[str, object]:
    """Say how SQLite is used: readers beside one writer, who waits for the lock rather than fail half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(database),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    }
