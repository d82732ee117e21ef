"""What every page knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, object]:
    """Give the notice that stands above every page."""
    return {"notice": settings.CUSTODES_NOTICE}
