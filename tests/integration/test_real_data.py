"""Real exports, converted and judged: what is found is what the rows themselves say, read here by other means."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.running import run

DATA = Path(__file__).parents[3] / "shared" / "data"
LAW = "ct-trust-2019"
PROCESSING = timedelta(hours=2)


def judged(adapter: str, *names: str) -> tuple[Counter[tuple[str, str]], bytes]:
    """Convert exports and judge them by the law, whatever their date; give findings and notes."""
    paths = [DATA / name for name in names]
    if not all(path.exists() for path in paths):
        pytest.skip("the sample exports are not beside this checkout")
    converted = run("convert", adapter, *paths)
    done = run("replay", "-", "--law", LAW, given=converted.stdout)
    assert b"refused" not in done.stderr
    found = [json.loads(raw) for raw in done.stdout.splitlines()]
    assert {one["rulebook"] for one in found} <= {LAW}
    return Counter((one["rule"], one["status"]) for one in found), converted.stderr


def bookings() -> list[list[dict[str, str]]]:
    """Read the rows of each booking."""
    by_booking: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (DATA / "jail-holds" / "holds.csv").open(newline="") as export:
        for row in csv.DictReader(export):
            by_booking[row["booking_id"]].append(row)
    return list(by_booking.values())


def latest(charges: Sequence[dict[str, str]]) -> datetime | None:
    """Give the latest release of charges."""
    zone = ZoneInfo("America/Los_Angeles")
    return max(
        (datetime.fromisoformat(row["charge_release_dt"]).replace(tzinfo=zone).astimezone(UTC) for row in charges),
        default=None,
    )


def detention(rows: Sequence[dict[str, str]]) -> tuple[str | None, bool]:
    """Say what b1a has to find of a booking, and whether it is ICE access: a response to a detainer."""
    holds = [row for row in rows if row["booking_charge_desc"] == "HOLD IMMIGRAT"]
    others = [row for row in rows if row["booking_charge_desc"] != "HOLD IMMIGRAT"]
    handed_over = any(row["release_disposition_desc"] == "Immigration" for row in holds)
    eligible, ended = latest(others), latest(rows)
    assert holds
    assert ended is not None
    if handed_over or eligible is None:
        return "violation", True
    if ended == eligible:
        return None, False
    return "violation" if ended > eligible + PROCESSING else "compliant", False


def test_the_jail_holds_come_out_as_their_rows_say() -> None:
    """Of 204 bookings those handed over, those on a hold alone and those held on for hours are possible violations."""
    found, notes = judged("jail-holds", "jail-holds/holds.csv")
    every = bookings()
    assert len(every) == 204
    assert notes == b""
    expected = Counter(detention(rows)[0] for rows in every)
    assert found["b1a-detention", "violation"] == expected["violation"]
    assert found["b1a-detention", "compliant"] == expected["compliant"]
    handed_over = sum(
        any(row["release_disposition_desc"] == "Immigration" for row in rows if row["booking_charge_desc"] == _HOLD)
        for rows in every
    )
    assert 0 < handed_over <= expected["violation"]
    # No notice is on file for any of the requests, and no demographics for any access.
    assert found["e1-copy-of-request", "violation"] == found["e1-statement-of-intent", "violation"] == 204
    assert found["e2-access-record", "violation"] == sum(detention(rows)[1] for rows in every)
    assert found["f-training", "violation"] == sum(
        all(row["booking_charge_desc"] == _HOLD for row in rows) for rows in every
    )
    assert {status for _, status in found} == {"violation", "compliant"}
    assert sum(found.values()) == sum(found[key] for key in _EXPECTED)


_HOLD = "HOLD IMMIGRAT"
_EXPECTED = (
    ("b1a-detention", "violation"),
    ("b1a-detention", "compliant"),
    ("e1-copy-of-request", "violation"),
    ("e1-statement-of-intent", "violation"),
    ("e2-access-record", "violation"),
    ("f-training", "violation"),
)


def test_a_city_s_calls_give_no_finding() -> None:
    """None of 26,935 calls of a city concerns immigration, and none gives a finding."""
    found, _ = judged("nashville-cad", "dispatch/nashville-2024.csv")
    assert not found


def test_a_roster_without_a_detainer_gives_no_finding() -> None:
    """Nights on which no detainer is an immigration one give no finding, and nights that are missing are said."""
    found, notes = judged("ct-doc-roster", "ct-doc-roster/rows.csv")
    with (DATA / "ct-doc-roster" / "rows.csv").open(newline="") as export:
        assert {row["DETAINER"].strip() for row in csv.DictReader(export)} == {"NONE"}
    assert not found
    assert b"Nights missing" in notes


def test_a_roster_with_a_detainer_gives_its_requests() -> None:
    """A detainer that becomes an immigration one on a later night is one request, with two notices due."""
    path = DATA / "ct-doc-roster" / "rows.csv"
    if not path.exists():
        pytest.skip("the sample exports are not beside this checkout")
    with path.open(newline="") as export:
        header, first, *_ = csv.reader(export)
    nights = [[f"11/0{night}/2019", *first[1:]] for night in range(1, 5)]
    for night in nights[1:]:
        night[header.index("DETAINER")] = "IMMIGRATION"
    body = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (header, *nights))
    converted = run("convert", "ct-doc-roster", "-", given=body.encode())
    done = run("replay", "-", given=converted.stdout)
    found = Counter((one["rule"], one["status"]) for one in map(json.loads, done.stdout.splitlines()))
    assert found == {("e1-copy-of-request", "violation"): 1, ("e1-statement-of-intent", "violation"): 1}
