"""Filters and tags of the console's templates."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html

from alerts.console import assets, words

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Give the address of the style sheet or the icon."""
    return reverse("console:asset", args=[assets.address_of(name)])


@register.filter
def when(at: datetime) -> SafeString:
    """Show an instant to the minute."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words.moment(at))


@register.filter
def exactly(at: datetime) -> SafeString:
    """Show an instant to the second."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words.exact(at))


@register.filter
def from_now(at: datetime, now: datetime) -> str:
    """Say how far an instant is from now."""
    return words.distance(at, now)


@register.filter
def severity(value: str) -> SafeString:
    """Show a severity: in words, with a shape and a colour beside."""
    known = value if value in words.SEVERITIES else "unknown"
    return format_html('<span class="severity {}">{}</span>', known, words.SEVERITIES.get(value, value))


@register.filter
def status(value: str) -> str:
    """Give the words for a status."""
    return str(words.STATUSES.get(value, value))


@register.filter
def state(value: str) -> str:
    """Give the words for a state."""
    return str(words.STATES.get(value, value))


@register.filter
def spaced(name: str) -> str:
    """Show the name of a policy number in words."""
    return name.replace("_", " ")


@register.simple_tag
def query(chosen: dict[str, str], **changed: object) -> str:
    """Write filters as a query string, some of them changed; None takes one out."""
    kept = {name: value for name, value in {**chosen, **changed}.items() if value not in (None, "")}
    return f"?{urlencode(kept)}" if kept else "?"
