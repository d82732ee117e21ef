"""The arrival of events: late, out of order and twice, without loss."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import orjson

from streams.simulation.arrival import Batch, arrive
from streams.simulation.chances import stream
from streams.simulation.clocks import day_start
from streams.simulation.drafts import Draft, encode, scene
from streams.simulation.simulate import AgencyRow
from streams.simulation.state import settle


def drafts(registry: tuple[AgencyRow, ...], number: int) -> list[Draft]:
    """Make some heartbeats, a minute apart."""
    agency = settle(registry, 1, 1).agencies[0]
    place = scene(stream(1), agency, agency.desk[0], day_start(0))
    subject = f"agency/{agency.code}"
    return [place.event("feed.heartbeat", place.day + 60 * turn, {}, subject=subject) for turn in range(number)]


def test_nothing_is_lost(registry: tuple[AgencyRow, ...]) -> None:
    """Every event that is written down before the end arrives at least once, and nothing else does."""
    sent = drafts(registry, 500)
    half = [Batch(drafts=sent[:250], before=sent[250].time), Batch(drafts=sent[250:], before=sent[-1].time)]
    arrived = list(arrive(half, stream(1), day_start(2)))
    assert set(arrived) == {encode(draft) for draft in sent}


def test_what_is_written_down_at_the_end_is_not_sent(registry: tuple[AgencyRow, ...]) -> None:
    """An event recorded a second before the end arrives, and one recorded at the end does not."""
    first, second = drafts(registry, 2)
    end = day_start(1)
    kept, cut = replace(first, recorded=end - 1), replace(second, recorded=end)
    arrived = set(arrive([Batch(drafts=[kept, cut], before=end)], stream(1), end))
    assert arrived == {encode(kept)}


def test_some_lines_arrive_twice(large_lines: tuple[bytes, ...]) -> None:
    """About two lines in a hundred are sent twice, byte for byte."""
    copies = Counter(large_lines)
    assert 0.01 < sum(number - 1 for number in copies.values()) / len(copies) < 0.03


def test_lines_arrive_out_of_order(large_lines: tuple[bytes, ...]) -> None:
    """More than one line in ten arrives after a line that was written down later."""
    written = [datetime.fromisoformat(orjson.loads(line)["recordedtime"]) for line in large_lines]
    overtaken = sum(1 for earlier, later in pairwise(written) if later < earlier)
    assert overtaken > len(written) / 10


def test_some_events_are_written_down_hours_or_days_late(large_lines: tuple[bytes, ...]) -> None:
    """Some events are written down hours after they happened, and a few more than a day after."""
    lateness = []
    for line in large_lines:
        event = orjson.loads(line)
        lateness.append(datetime.fromisoformat(event["recordedtime"]) - datetime.fromisoformat(event["time"]))
    assert sum(1 for late in lateness if late > timedelta(hours=2)) > len(lateness) / 1000
    assert sum(1 for late in lateness if late > timedelta(days=1)) > len(lateness) / 10000
    assert sum(1 for late in lateness if late < timedelta(minutes=20)) > len(lateness) * 0.9
