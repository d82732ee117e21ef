"""Immigration requests that an agency deals with in order: every paper in time, every act cleared or not made.

A story starts when somebody is booked and ends when the custody does. What a story's event depends on is written down
before it happens, so that no instant at which one looks at the state shows a duty as missed.
"""

from collections.abc import Callable, Iterator

from streams.simulation import papers
from streams.simulation.chances import DAY, HOUR, MINUTE, between, chance, one_of, stream, tally, weighted
from streams.simulation.clocks import day_of, midnight
from streams.simulation.custodies import bookings
from streams.simulation.drafts import Draft, Scene, scene
from streams.simulation.proportions import HOURS_OF_CALLS, REQUEST_SHARE
from streams.simulation.state import Agency, Officer, State, officer

HOLD = ("hold", "notify_release")
RELEASE_DATE = ("release_date",)
CONVICTION = "class_a_or_b_conviction"
NEW_HIRES = 0.05
LOCKUP_STAY = (9, 22)
PRISON_STAY = (44, 480)
"""Hours; stories count on the least of them."""

Story = Callable[[Scene, str, int], Iterator[Draft]]
"""What happens to a booked person: the scene (its day is the instant of booking), the custody, when release is due."""


def requests(state: State, seed: int, number: int, start: int, rate: float) -> Iterator[Draft]:
    """Give the custodies that begin on a day and meet a request, each to its end."""
    rng = stream(seed, "requests", number)
    for agency in state.agencies:
        for _ in range(tally(rng, bookings(state, agency, rate) * REQUEST_SHARE)):
            at = start + HOURS_OF_CALLS.pick(rng) * HOUR + between(rng, 0, HOUR - 1)
            who = one_of(rng, agency.desk)
            if chance(rng, NEW_HIRES):
                who = officer(rng, agency.role, appointed=at - between(rng, 5, 60) * DAY, trained=None)
            yield from _told(scene(rng, agency, who, at), agency, who)


def _told(scene: Scene, agency: Agency, who: Officer) -> Iterator[Draft]:
    if who.trained is None:
        subject = f"officer/{who.id}"
        yield scene.event(
            "officer.appointed", who.appointed, {"role": who.role}, recorded=scene.day, subject=subject, system="hr"
        )
    custody, rng = scene.key("c"), scene.rng
    imprisoned = agency.kind == "correction"
    story = (IN_PRISON if imprisoned else IN_LOCKUP).pick(rng)
    leaves = scene.day + between(rng, *(PRISON_STAY if imprisoned else LOCKUP_STAY)) * HOUR
    yield papers.booked(scene, scene.day, custody)
    yield from story(scene, custody, leaves)


def _asked(scene: Scene, request: str, custody: str, asks: tuple[str, ...]) -> Iterator[Draft]:
    named = custody if chance(scene.rng, 0.9) else None
    yield from papers.asked_and_told(scene, scene.day + between(scene.rng, HOUR, 2 * HOUR), request, named, asks)


def _leaves(scene: Scene, custody: str, at: int) -> Iterator[Draft]:
    yield papers.eligible(scene, at, custody)
    yield papers.released(scene, at + between(scene.rng, 10 * MINUTE, 90 * MINUTE), custody)


def _declined(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    yield from _asked(scene, scene.key("r"), custody, HOLD)
    yield from _leaves(scene, custody, leaves)


def _withdrawn(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    request = scene.key("r")
    yield from _asked(scene, request, custody, HOLD)
    yield scene.event("request.withdrawn", leaves - HOUR, {"request_id": request})
    yield from _leaves(scene, custody, leaves)


def _refused_date(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    request = scene.key("r")
    yield from _asked(scene, request, custody, RELEASE_DATE)
    yield papers.forwarded(scene, scene.day + 3 * HOUR, request)
    yield papers.reviewed(scene, scene.day + 4 * HOUR, request, "denied")
    yield papers.answered(scene, scene.day + 5 * HOUR, request, scene.key("n"))
    yield from _leaves(scene, custody, leaves)


def _held_on_warrant(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    request = scene.key("r")
    yield from _asked(scene, request, custody, HOLD)
    yield papers.warrant(scene, scene.day + 3 * HOUR, "federal_magistrate_judge", accompanies=request)
    yield papers.eligible(scene, leaves, custody)
    yield papers.held(scene, leaves + HOUR // 4, custody, papers.DETAINER, claim="judicial_warrant")
    yield papers.handed_over(scene, leaves + 4 * HOUR, custody, claim="judicial_warrant")


def _handed_over(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    yield papers.convicted(scene, scene.day)
    yield from _asked(scene, scene.key("r"), custody, HOLD)
    yield papers.eligible(scene, leaves, custody)
    yield papers.handed_over(scene, leaves + HOUR, custody, claim=CONVICTION)


def _held_on_match(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    yield papers.matched(scene, scene.day + HOUR)
    yield from _asked(scene, scene.key("r"), custody, HOLD)
    yield papers.eligible(scene, leaves, custody)
    yield papers.held(scene, leaves + HOUR, custody, papers.DETAINER)
    yield papers.handed_over(scene, leaves + 6 * HOUR, custody)


def _interviewed(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    yield papers.convicted(scene, scene.day)
    yield from _asked(scene, scene.key("r"), custody, ("interview",))
    yield papers.interviewed(scene, scene.day + 20 * HOUR, scene.key("i"), custody, claim=CONVICTION)
    yield from _leaves(scene, custody, leaves)


def _interviewed_on_order(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    yield papers.removal_order(scene, scene.day + 4 * HOUR)
    yield papers.interviewed(scene, scene.day + 20 * HOUR, scene.key("i"), custody, claim="court_order_1225_d_4_b")
    yield from _leaves(scene, custody, leaves)


def _interview_refused(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    yield from _asked(scene, scene.key("r"), custody, ("interview",))
    by = one_of(scene.rng, ("individual", "agency"))
    yield scene.event("interview.refused", scene.day + 7 * HOUR, {"interview_id": scene.key("i"), "by": by})
    yield from _leaves(scene, custody, leaves)


def _address_told(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    yield from _asked(scene, scene.key("r"), custody, ("information",))
    case = {"purpose": "criminal_investigation", "case_reference": scene.key("case")}
    yield papers.disclosed(scene, scene.day + 6 * HOUR, scene.key("d"), ("home_address",), **case)
    yield from _leaves(scene, custody, leaves)


def _consented(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    scope = ("public_assistance", "tax_or_financial")
    yield papers.consent(scene, scene.day + 5 * HOUR, scene.key("w"), scope)
    told = {"confidential_categories": scope[:1]}
    yield papers.disclosed(scene, scene.day + 8 * HOUR, scene.key("d"), ("confidential",), **told)
    yield from _leaves(scene, custody, leaves)


def _helped_in_a_case(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    case = scene.key("case")
    yield papers.assisted(
        scene, scene.day + 6 * HOUR, scene.key("h"), "joint_operation", "criminal", case_reference=case
    )
    yield from _leaves(scene, custody, leaves)


def _notified(scene: Scene, custody: str, leaves: int) -> Iterator[Draft]:
    disclosure, at = scene.key("d"), midnight(day_of(scene.day + DAY)) + 10 * HOUR
    nobody = {"attorney": "none", "designee": "none"}
    copy = ("copy_of_notification",)
    yield papers.disclosed(scene, at, disclosure, ("release_date",))
    yield papers.notified(scene, at + HOUR, disclosure, "individual", (*copy, "written_reason"))
    if chance(scene.rng, 0.5):
        yield papers.notified(scene, at + 2 * HOUR, disclosure, "attorney", copy)
    else:
        yield scene.event("representation.recorded", at - HOUR, nobody)
    yield from _leaves(scene, custody, leaves)


IN_LOCKUP = weighted((_declined, 70), (_withdrawn, 12), (_refused_date, 13), (_address_told, 5))
IN_PRISON = weighted(
    (_declined, 44),
    (_refused_date, 24),
    (_withdrawn, 7),
    (_interview_refused, 5),
    (_held_on_warrant, 4),
    (_handed_over, 4),
    (_interviewed, 3),
    (_address_told, 3),
    (_helped_in_a_case, 2),
    (_held_on_match, 1),
    (_interviewed_on_order, 1),
    (_consented, 1),
    (_notified, 1),
)
