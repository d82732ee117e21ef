"""The addresses that the monitor adds to the site: the door for events, metrics, and health. Views only translate."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path

from streams.runtimes.door import LARGEST_BODY, Door, Reply


def urls(door: Door, metrics: Callable[[], bytes], metrics_type: str) -> list[URLPattern]:
    """Give the addresses, for a site to add."""

    def events(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        headers = {name.lower(): value for name, value in request.headers.items()}
        return _response(door.post(headers, request.read(LARGEST_BODY + 1)))

    def scrape(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(metrics(), content_type=metrics_type)

    def healthy(_request: HttpRequest) -> HttpResponse:
        return _response(Reply(HTTPStatus.OK, b'{"alive":true}'))

    def ready(_request: HttpRequest) -> HttpResponse:
        return _response(door.ready())

    return [
        path("v1/events", events),
        path("metrics", scrape),
        path("healthz", healthy),
        path("readyz", ready),
    ]


def _response(reply: Reply) -> HttpResponse:
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store", **reply.headers}
    return HttpResponse(reply.body, status=reply.status, headers=headers)
