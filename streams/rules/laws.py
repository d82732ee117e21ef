"""The texts of the law, by the local date of the act, and whom each of their duties binds.

Sources: Public Acts 19-20 and 19-23 (C.G.S. § 54-192h as of 1 October 2019, read in full); the 2025 amendment as
reported (House Bill 7259, in force 1 October 2025; its list of thirteen offences could not be verified). Last checked
2026-11-23.
"""

from __future__ import annotations

from datetime import date

from streams.core.rulebook import Law

_OFFICERS = frozenset(
    {
        "municipal_police",
        "state_police",
        "correction",
        "judicial_marshal",
        "state_marshal",
        "adult_probation_officer",
    }
)
"""(a)(9): law enforcement officers."""

_ALSO_UNDER_B = frozenset({"bail_commissioner", "intake_specialist", "school_police"})
"""(b)(1): bound by the prohibitions; the other subsections name law enforcement officers only."""

_ADDED_IN_2025 = frozenset({"criminal_justice_staff", "juvenile_probation_officer", "pardons_parole_staff"})


def _coverage(under_b: frozenset[str]) -> dict[str, frozenset[str]]:
    return {"b1": under_b, "c": _OFFICERS, "d": _OFFICERS, "e1": _OFFICERS, "ice-access": _OFFICERS}


TRUST_2019 = Law(
    id="ct-trust-2019",
    first_day=date(2019, 10, 1),
    last_day=date(2025, 9, 30),
    coverage=_coverage(_OFFICERS | _ALSO_UNDER_B),
)
TRUST_2025 = Law(
    id="ct-trust-2025",
    first_day=date(2025, 10, 1),
    last_day=None,
    coverage=_coverage(_OFFICERS | _ALSO_UNDER_B | _ADDED_IN_2025),
    # Sections in the six reported categories; whether each is on the enacted list is not verified.
    candidate_offences=frozenset(
        {
            "53a-71",
            "53a-72a",
            "53a-72b",
            "53-21",
            "53a-64aa",
            "53a-64bb",
            "53a-102a",
            "53a-103a",
            "53a-196e",
            "53a-196f",
            "53a-223",
            "53a-223a",
            "53a-223b",
        }
    ),
)
LAWS: tuple[Law, ...] = (TRUST_2019, TRUST_2025)
