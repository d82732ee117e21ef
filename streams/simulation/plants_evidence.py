"""Planted faults of the evidence itself: papers written down late, copies that differ, feeds that fall silent."""

from dataclasses import replace

from streams.simulation import papers
from streams.simulation.chances import DAY, HOUR, MINUTE, between
from streams.simulation.drafts import Answer, Draft, Scene
from streams.simulation.plants_custody import Told, finding
from streams.simulation.plants_papers import asked_for_date
from streams.simulation.requests import HOLD

LATE = "x-late-evidence"


def warrant_late(scene: Scene) -> Told:
    """Write the warrant that clears a hold down three days after it."""
    custody, request = scene.key("c"), scene.key("r")
    yield papers.booked(scene, scene.hour(-38), custody)
    yield from papers.asked_and_told(scene, scene.hour(-14), request, custody, HOLD)
    yield papers.warrant(scene, scene.hour(9), "state_judge", accompanies=request, recorded=scene.hour(9) + 3 * DAY)
    yield papers.held(scene, scene.hour(11), custody, papers.DETAINER)
    yield finding(scene, LATE, f"b1a-detention:{custody}")


def notice_late(scene: Scene) -> Told:
    """Write a notice that was in time down three days later."""
    custody, request = scene.key("c"), scene.key("r")
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.asked(scene, scene.hour(9), request, custody, HOLD)
    yield papers.told(scene, scene.hour(14), request, recorded=scene.hour(14) + 3 * DAY)
    yield finding(scene, LATE, f"e1-copy-of-request:{request}")
    yield finding(scene, LATE, f"e1-statement-of-intent:{request}")


def review_late(scene: Scene) -> Told:
    """Write the head's review down two days after the answer."""
    request, answer = scene.key("r"), scene.key("n")
    yield from asked_for_date(scene, request)
    yield papers.forwarded(scene, scene.hour(9), request)
    yield papers.reviewed(scene, scene.hour(10), request, "denied", recorded=scene.hour(13) + 2 * DAY)
    yield papers.answered(scene, scene.hour(13), request, answer)
    yield finding(scene, LATE, f"c-head-review:{answer}")


def two_bookings(scene: Scene) -> Told:
    """Send one booking twice, with different facilities."""
    first = papers.booked(scene, scene.hour(11), scene.key("c"))
    data = {**first.data, "facility": "ELSEWHERE"}
    yield from _conflict(first, replace(first, recorded=first.recorded + HOUR, data=data))


def two_calls(scene: Scene) -> Told:
    """Send one call twice, with different natures."""
    subject = f"agency/{scene.agency.code}"
    data = {"call_id": scene.key("k"), "requester": "public", "nature": "traffic"}
    first = scene.event("call.received", scene.hour(11), data, subject=subject, system="cad")
    second = replace(first, recorded=first.recorded + 3 * MINUTE, data={**data, "nature": "criminal"})
    yield from _conflict(first, second)


def fallen_silent(scene: Scene) -> Told:
    """Let a backup system report every hour and stop for good: before the first day where there are less than two."""
    system = f"backup-{scene.key('b')[-6:]}"
    subject = f"agency/{scene.agency.code}"
    for turn in range(between(scene.rng, 6, 20)):
        yield scene.event("feed.heartbeat", scene.hour(12) - turn * HOUR, {}, subject=subject, system=system)
    source = f"urn:custodes:{scene.agency.code}:{system}"
    yield Answer(rule="x-feed-silent", status="violation", subject=subject, matter=source)


def _conflict(first: Draft, second: Draft) -> Told:
    yield first
    yield second
    subject, matter = f"agency/{first.agency.code}", f"{first.source}#{first.id}"
    yield Answer(rule="x-conflicting-record", status="violation", subject=subject, matter=matter)
