"""The style sheet and the icon, served by the site itself under names that change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_TYPES = {"console.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
_A_YEAR = "public, max-age=31536000, immutable"


class _Asset(NamedTuple):
    address: str
    content: bytes
    kind: str


@cache
def _assets() -> dict[str, _Asset]:
    folder = files("alerts.console") / "static"
    found = {}
    for name, kind in _TYPES.items():
        content = (folder / name).read_bytes()
        stem, _, ending = name.rpartition(".")
        found[name] = _Asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}", content, kind)
    return found


def address_of(name: str) -> str:
    """Give the name under which a file is served: its own with a digest of what it holds."""
    return _assets()[name].address


@require_safe
def serve(_request: HttpRequest, name: str) -> HttpResponse:
    """Serve a file under the name of its present content; browsers may keep it for ever."""
    for asset in _assets().values():
        if asset.address == name:
            return HttpResponse(asset.content, content_type=asset.kind, headers={"Cache-Control": _A_YEAR})
    raise Http404
