"""The addresses of the site: what `configure` was given, and the console."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [*settings.CUSTODES_EXTRA_URLS, path("", include("alerts.console.urls"))]

handler404 = "alerts.console.errors.not_found"
handler500 = "alerts.console.errors.server_error"
