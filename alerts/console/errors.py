"""Pages for an address that is not there, and for a fault of our own."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """Say that nothing is there, and where to look."""
    return HttpResponseNotFound(render(request, "console/404.html").content)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - nothing of it is trusted any more
    """Say that the page failed, and that this says nothing about alerts. It reads nothing but its own template."""
    return HttpResponseServerError(render_to_string("console/500.html", {"notice": settings.CUSTODES_NOTICE}))
