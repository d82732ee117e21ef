"""The console as a Django app."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Pages over the store."""

    name = "alerts.console"
    label = "console"
