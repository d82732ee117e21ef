"""Who is covered: the table of roles, row by row and column by column."""

from __future__ import annotations

import pytest

from tests.spec.drawing import judged

FULL = {"b1", "c", "d", "e1", "access"}
ROWS: dict[str, tuple[set[str], set[str]]] = {
    "municipal_police": (FULL, FULL),
    "state_police": (FULL, FULL),
    "correction": (FULL, FULL),
    "judicial_marshal": (FULL, FULL),
    "state_marshal": (FULL, FULL),
    "adult_probation_officer": (FULL, FULL),
    "bail_commissioner": ({"b1"}, {"b1"}),
    "intake_specialist": ({"b1"}, {"b1"}),
    "school_police": ({"b1"}, {"b1"}),
    "criminal_justice_staff": (set(), {"b1"}),
    "juvenile_probation_officer": (set(), {"b1"}),
    "pardons_parole_staff": (set(), {"b1"}),
    "other": (set(), set()),
    "unknown": (FULL, FULL),
}
"""By role: the columns that cover it under `ct-trust-2019`, and under `ct-trust-2025`."""

DUTIES = {
    ("b1a-detention", "c1"): "b1",
    ("b1b-release-communication", "x1"): "b1",
    ("b1c-administrative-warrant", "c2"): "b1",
    ("b1d-interview", "i1"): "b1",
    ("b1e-immigration-function", "s1"): "b1",
    ("b1e-immigration-function", "k1"): "b1",
    ("c-forward-to-head", "a1"): "c",
    ("c-forward-to-head", "x1"): "c",
    ("c-head-review", "a1"): "c",
    ("c-head-review", "x1"): "c",
    ("d-confidential-information", "x1"): "d",
    ("e1-copy-of-request", "r1"): "e1",
    ("e1-statement-of-intent", "r1"): "e1",
    ("e1-copy-of-notification", "x1"): "e1",
    ("e1-attorney-or-designee", "x1"): "e1",
    ("e1-written-reason", "x1"): "e1",
    ("e2-access-record", "c1"): "access",
    ("e2-access-record", "c3"): "access",
    ("e2-access-record", "x1"): "access",
    ("e2-access-record", "i1"): "access",
    ("e2-access-record", "s1"): "access",
    ("f-training", "a1"): "b1",
    ("f-training", "c1"): "b1",
    ("f-training", "x1"): "b1",
    ("f-training", "i1"): "b1",
    ("f-training", "s1"): "b1",
}
"""One matter of every duty that depends on who acted, with the column that covers it."""

DRAWING = """
    {day} 08:00  request.received   r1  {actor}
    {day} 09:00  custody.started    c1  bases=civil_detainer {actor}
    {day} 09:00  custody.started    c2  bases=administrative_warrant {actor}
    {day} 09:00  custody.ended      c3  disposition=transferred transferred_to=ice {actor}
    {day} 09:30  request.forwarded  r1
    {day} 10:00  request.answered   a1  {actor}
    {day} 10:00  disclosure.made    x1  contents=release_date,confidential confidential_categories=crime_witness {more}
    {day} 11:00  interview.started  i1  {actor}
    {day} 12:00  assistance.given   s1  activity=facility_use purpose=civil_immigration {actor}
    {day} 13:00  call.received      k1  nature=civil_immigration
    {day} 13:00  unit.assigned      k1  {actor}
    """


def judged_by(day: str, role: str) -> set[tuple[str, str]]:
    """Give the duties, of those in the table, that are judged when a role acts."""
    actor = f"actor={role}:o1"
    found = judged(DRAWING.format(day=day, actor=actor, more=f"request_id=r1 {actor}")).statuses()
    return {duty for duty in DUTIES if duty in found}


@pytest.mark.parametrize("role", ROWS)
@pytest.mark.parametrize("day", ["2025-09-30", "2025-10-01"])
def test_a_role_is_bound_by_its_columns(role: str, day: str) -> None:
    """Each role is judged by the duties whose column covers it on that day, and by no other."""
    columns = ROWS[role][0 if day < "2025-10-01" else 1]
    assert judged_by(day, role) == {duty for duty, column in DUTIES.items() if column in columns}


@pytest.mark.parametrize("law", [0, 1])
@pytest.mark.parametrize("role", ["criminal_justice_staff", "juvenile_probation_officer", "pardons_parole_staff"])
def test_one_law_for_every_act_brings_its_own_table(role: str, law: int) -> None:
    """With `--law` the roles are those of that rulebook, whatever the day of the act."""
    rulebook, day = (("ct-trust-2019", "2026-03-05"), ("ct-trust-2025", "2019-01-05"))[law]
    found = judged(f"{day} 09:00  interview.started  i1  actor={role}:o1", law=rulebook).of("b1d-interview")
    assert bool(found) == bool(ROWS[role][law])


NOBODY = """
    2026-03-05 08:00  request.received   r1
    2026-03-05 09:00  custody.started    c1  bases=civil_detainer
    2026-03-05 09:00  custody.started    c2  bases=administrative_warrant
    2026-03-05 09:00  custody.ended      c3  disposition=transferred transferred_to=ice
    2026-03-05 13:00  call.received      k1  nature=civil_immigration
    2026-03-05 13:00  unit.assigned      k1
    """


def test_nobody_on_record_counts_as_covered() -> None:
    """An act with no actor is judged like one of the first row; training, which needs an officer, is not asked for."""
    found = judged(NOBODY).statuses()
    for duty in (
        ("b1a-detention", "c1"),
        ("b1a-detention", "c3"),
        ("b1c-administrative-warrant", "c2"),
        ("b1e-immigration-function", "k1"),
        ("e1-copy-of-request", "r1"),
        ("e1-statement-of-intent", "r1"),
        ("e2-access-record", "c1"),
        ("e2-access-record", "c3"),
    ):
        assert found[duty] == "violation"
    assert not [duty for duty in found if duty[0] == "f-training"]
    assert {finding.actor for finding in judged(NOBODY).findings} == {None}
