"""The pages. They read the store and show; nothing here changes anything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alerts.console import filters, proof, words
from alerts.console.hearing import hearing
from alerts.console.texts import RuleText
from alerts.store.alerts import AlertStore
from schemas.alerts import State

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alerts.store import models

_ON_A_PAGE = 50
_FIRING_STATUSES = ("violation", "undetermined", "error")


@require_safe
def firing(request: HttpRequest) -> HttpResponse:
    """Show what fires, the newest harm first."""
    return _list(request, "firing", AlertStore().firing(), _FIRING_STATUSES)


@require_safe
def clocks(request: HttpRequest) -> HttpResponse:
    """Show the clocks that run, the soonest due first."""
    return _list(request, "pending", AlertStore().pending(), ())


@require_safe
def alert(request: HttpRequest, key: str) -> HttpResponse:
    """Show one alert, with all that it rests on."""
    found = AlertStore().latest(key)
    if found is None:
        raise Http404
    finding, now = found.finding, _now()
    text = _text(finding.rule)
    context = {
        "alert": found,
        "finding": finding,
        "raised_at": AlertStore().raised_at(found.fingerprint),
        "text": text,
        "duty": proof.paragraphs(text.duty),
        "agency_name": filters.agency_name(finding.agency),
        "meaning": words.MEANINGS[finding.status],
        "who": proof.who_may_act(found, now),
        "timeline": proof.timeline(found),
        "revisions": tuple(AlertStore().revisions(found.fingerprint)),
        "silences": hearing().of(finding.agency),
        "now": now,
    }
    return render(request, "console/alert.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the duties."""
    return render(request, "console/rules.html", {"here": "rules", "rules": settings.CUSTODES_RULES.values()})


@require_safe
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """Show one duty."""
    if rule not in settings.CUSTODES_RULES:
        raise Http404
    text = _text(rule)
    context = {
        "text": text,
        "duty": proof.paragraphs(text.duty),
        "firing": AlertStore().firing().filter(rule=rule).count(),
        "pending": AlertStore().pending().filter(rule=rule).count(),
    }
    return render(request, "console/rule.html", context)


def _list(
    request: HttpRequest, state: State, listed: QuerySet[models.Alert], statuses: tuple[str, ...]
) -> HttpResponse:
    picked = filters.chosen(request.GET)
    heard, now = hearing(), _now()
    agencies = {one.agency for one in AlertStore().counts() if one.state == state}
    page = Paginator(listed.filter(**picked), _ON_A_PAGE).get_page(request.GET.get("page"))
    others = {name: value for name, value in picked.items() if name != "severity"}
    by_severity = dict(listed.filter(**others).order_by().values_list("severity").annotate(Count("digest")))
    context = {
        "here": state,
        "picked": picked,
        "choices": filters.choices(picked, agencies=agencies, statuses=statuses),
        "severities": [(severity, label, by_severity.get(severity, 0)) for severity, label in words.SEVERITIES.items()],
        "page": page,
        "rows": [
            {
                "alert": row,
                "title": _text(row.rule).title,
                "agency_name": filters.agency_name(row.agency),
                "unheard": row.agency in heard.deaf_to,
            }
            for row in page
        ],
        "hearing": heard,
        "last_agency": filters.agency_label(heard.last.agency) if heard.last else None,
        "now": now,
    }
    return render(request, f"console/{'firing' if state == 'firing' else 'clocks'}.html", context)


def _text(rule: str) -> RuleText:
    """Give the words of a rule; for one that this site does not know, its id."""
    known: RuleText | None = settings.CUSTODES_RULES.get(rule)
    return known or RuleText(rule, rule, _("This site has no text for this rule."), "", "medium")


def _now() -> datetime:
    now: datetime = settings.CUSTODES_NOW()
    return now
