"""The store as a Django app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables of alerts and tokens."""

    name = "alerts.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
