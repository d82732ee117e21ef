"""What a list is narrowed to, as it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alerts.console import words

if TYPE_CHECKING:
    from django.utils.functional import Promise

NAMES = ("agency", "rule", "severity", "status")
_LONGEST = 100


class Option(NamedTuple):
    """One thing to choose."""

    value: str
    label: str
    chosen: bool


class Choice(NamedTuple):
    """One filter: its name in the address, its label, and what can be chosen."""

    name: str
    label: str | Promise
    options: tuple[Option, ...]


def chosen(given: Mapping[str, str]) -> dict[str, str]:
    """Read the filters of an address; what cannot be a value of any is left out."""
    values = {name: given.get(name, "").strip() for name in NAMES}
    return {name: value for name, value in values.items() if 0 < len(value) <= _LONGEST and value.isprintable()}


def choices(picked: Mapping[str, str], *, agencies: Iterable[str], statuses: Iterable[str]) -> list[Choice]:
    """Give what can be chosen, what is chosen always among it."""
    rules = {id_: text.title for id_, text in settings.CUSTODES_RULES.items()}
    names = {code: agency_label(code) for code in agencies}
    labels: dict[str, tuple[str | Promise, dict[str, str]]] = {
        "agency": (_("Agency"), dict(sorted(names.items(), key=lambda one: one[1]))),
        "rule": (_("Duty"), {id_: f"{title} ({id_})" for id_, title in rules.items()}),
        "severity": (_("Severity"), {value: str(label) for value, label in words.SEVERITIES.items()}),
        "status": (_("Status"), {value: str(words.STATUSES[value]) for value in statuses}),
    }
    return [
        Choice(name, label, _options(values, picked.get(name)))
        for name, (label, values) in labels.items()
        if values or name in picked
    ]


def _options(values: Mapping[str, str], picked: str | None) -> tuple[Option, ...]:
    known = dict(values)
    if picked is not None:
        known.setdefault(picked, picked)
    return tuple(Option(value, label, value == picked) for value, label in known.items())


def agency_name(code: str) -> str | None:
    """Give the name of an agency; None when the registry does not know it."""
    name: str | None = settings.CUSTODES_AGENCIES.get(code)
    return name


def agency_label(code: str) -> str:
    """Give the name and the code of an agency."""
    name = agency_name(code)
    return f"{name} ({code})" if name else code
