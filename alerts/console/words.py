"""The words of the console for what the machine says, and for when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.dateformat import format as spelled
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

SEVERITIES: Mapping[str, Promise] = {
    "critical": _("Critical"),
    "high": _("High"),
    "medium": _("Medium"),
    "low": _("Low"),
}
"""The worst first."""

STATUSES: Mapping[str, Promise] = {
    "violation": _("Possible violation"),
    "undetermined": _("Undetermined"),
    "error": _("Rule failed"),
    "pending": _("Clock running"),
    "compliant": _("No violation"),
}

STATES: Mapping[str, Promise] = {
    "firing": _("Firing"),
    "pending": _("Clock running"),
    "withdrawn": _("Withdrawn"),
}

MEANINGS: Mapping[str, Promise] = {
    "violation": _("The facts on file point to a violation. Whether it is one, people judge."),
    "undetermined": _("The facts on file cannot decide it. A person has to look."),
    "error": _("The rule itself failed. This says nothing about the agency."),
    "pending": _("The time to meet this duty is still running."),
    "compliant": _("By the facts now on file the duty was met, or an exception is on file."),
}


def moment(at: datetime) -> str:
    """Spell an instant in local time, to the minute."""
    return spelled(localtime(at), pgettext("date format of a moment", "M\xa0j,\xa0Y, g:i\xa0A\xa0T"))


def exact(at: datetime) -> str:
    """Spell an instant in local time, to the second."""
    return spelled(localtime(at), pgettext("date format of an exact moment", "M\xa0j,\xa0Y, g:i:s\xa0A\xa0T"))


def distance(at: datetime, now: datetime) -> str:
    """Say how long ago an instant was, or how far off it is."""
    if abs(at - now) < timedelta(minutes=1):
        return gettext("now")
    if at < now:
        return gettext("%(time)s ago") % {"time": timesince(at, now, depth=1)}
    return gettext("in %(time)s") % {"time": timesince(now, at, depth=2)}
