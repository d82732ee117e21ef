"""Planted violations of subsection (b): holds, communication, interviews and other help. One small function a plant.

Each function sets an act on the scene's day and states, from the rules, every finding that a replay has to give for it.
"""

from collections.abc import Iterator

from streams.simulation import papers
from streams.simulation.drafts import Answer, Draft, Scene
from streams.simulation.requests import CONVICTION, HOLD, RELEASE_DATE

Told = Iterator[Draft | Answer]


def finding(scene: Scene, rule: str, matter: str, status: str = "violation") -> Answer:
    """State a finding about the scene's person."""
    return Answer(rule=rule, status=status, subject=scene.person, matter=matter)


def detained(scene: Scene, custody: str, asks: tuple[str, ...] = HOLD) -> Told:
    """Book the person two days before the scene's day, and serve a request in order the day before."""
    yield papers.booked(scene, scene.hour(-38), custody)
    yield from papers.asked_and_told(scene, scene.hour(-14), scene.key("r"), custody, asks)


def held_past_release(scene: Scene) -> Told:
    """Let the person go at half past three, though bond was posted at ten."""
    custody = scene.key("c")
    yield from detained(scene, custody)
    yield papers.eligible(scene, scene.hour(10), custody)
    yield papers.released(scene, scene.hour(15.5), custody)
    yield finding(scene, "b1a-detention", custody)


def held_on_detainer(scene: Scene) -> Told:
    """Keep the person in on the detainer alone."""
    custody = scene.key("c")
    yield from detained(scene, custody)
    yield papers.held(scene, scene.hour(11), custody, papers.DETAINER)
    yield finding(scene, "b1a-detention", custody)


def handed_over(scene: Scene) -> Told:
    """Hand the person to ICE at the door."""
    custody = scene.key("c")
    yield from detained(scene, custody)
    yield papers.handed_over(scene, scene.hour(11), custody)
    yield finding(scene, "b1a-detention", custody)


def handed_to_nobody_named(scene: Scene) -> Told:
    """Transfer the person while a hold is asked for, and do not write down to whom."""
    custody = scene.key("c")
    yield from detained(scene, custody)
    yield papers.handed_over(scene, scene.hour(11), custody, to=None)
    yield finding(scene, "b1a-detention", custody, "undetermined")


def held_on_lone_warrant(scene: Scene) -> Told:
    """Hold the person on a judge's warrant that is on file and claimed, but did not come with the request."""
    custody = scene.key("c")
    yield from detained(scene, custody)
    yield papers.warrant(scene, scene.hour(9), "state_judge")
    yield papers.held(scene, scene.hour(11), custody, papers.DETAINER, claim="judicial_warrant")
    yield finding(scene, "b1a-detention", custody, "undetermined")
    yield finding(scene, "x-exception-evidence", custody, "undetermined")


def held_on_foreign_conviction(scene: Scene) -> Told:
    """Hold the person on another state's conviction."""
    custody = scene.key("c")
    yield from detained(scene, custody)
    yield papers.convicted(scene, scene.hour(-10), jurisdiction="NY")
    yield papers.held(scene, scene.hour(11), custody, papers.DETAINER)
    yield finding(scene, "b1a-detention", custody, "undetermined")


def status_told(scene: Scene) -> Told:
    """Tell ICE, which has asked for a hold, that the person is in custody."""
    disclosure = scene.key("d")
    yield from detained(scene, scene.key("c"), ("hold",))
    yield papers.disclosed(scene, scene.hour(11), disclosure, ("custody_status",))
    yield finding(scene, "b1b-release-communication", disclosure)


def status_told_of_a_convict(scene: Scene) -> Told:
    """Tell it of somebody with a class A or B conviction: whether that clears it is for people to say."""
    disclosure = scene.key("d")
    yield from detained(scene, scene.key("c"), ("hold",))
    yield papers.convicted(scene, scene.hour(-10))
    yield papers.disclosed(scene, scene.hour(11), disclosure, ("custody_status",))
    yield finding(scene, "b1b-release-communication", disclosure, "undetermined")


def release_date_told(scene: Scene) -> Told:
    """Give ICE the release date that it asks for: no head, no paper."""
    disclosure, request = scene.key("d"), scene.key("r")
    yield papers.booked(scene, scene.hour(-38), scene.key("c"))
    yield from papers.asked_and_told(scene, scene.hour(-14), request, None, RELEASE_DATE)
    yield papers.disclosed(scene, scene.hour(11), disclosure, RELEASE_DATE, request_id=request)
    for rule in (
        "b1b-release-communication",
        "c-forward-to-head",
        "e1-copy-of-notification",
        "e1-attorney-or-designee",
        "e1-written-reason",
    ):
        yield finding(scene, rule, disclosure)


def held_on_administrative_warrant(scene: Scene) -> Told:
    """Keep the person in on an I-200."""
    custody = scene.key("c")
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.held(scene, scene.hour(11), custody, ("administrative_warrant",))
    yield finding(scene, "b1c-administrative-warrant", custody)


def held_on_immigration_judge(scene: Scene) -> Told:
    """Hold the person on what is called a judicial warrant and was signed by an immigration judge."""
    custody = scene.key("c")
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.warrant(scene, scene.hour(9), "immigration_judge")
    yield papers.held(scene, scene.hour(11), custody, ("judicial_warrant",), claim="judicial_warrant")
    yield finding(scene, "b1c-administrative-warrant", custody)
    yield finding(scene, "x-exception-evidence", custody)


def interviewed(scene: Scene) -> Told:
    """Let ICE interview somebody in custody with nothing on file."""
    custody, interview = scene.key("c"), scene.key("i")
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.interviewed(scene, scene.hour(11), interview, custody)
    yield finding(scene, "b1d-interview", interview)


def interviewed_on_a_false_claim(scene: Scene) -> Told:
    """Let ICE interview somebody in custody, claiming a conviction that is not on file."""
    custody, interview = scene.key("c"), scene.key("i")
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.interviewed(scene, scene.hour(11), interview, custody, claim=CONVICTION)
    yield finding(scene, "b1d-interview", interview)
    yield finding(scene, "x-exception-evidence", interview)


def interviewed_at_probation(scene: Scene) -> Told:
    """Let ICE interview a probationer at the office: whether that is custody is for people to say."""
    custody, interview = scene.key("c"), scene.key("i")
    yield papers.booked(scene, scene.hour(-62), custody)
    yield papers.released(scene, scene.hour(-38), custody)
    yield papers.interviewed(scene, scene.hour(11), interview, None)
    yield finding(scene, "b1d-interview", interview, "undetermined")


def claimed_on_nothing(scene: Scene) -> Told:
    """Claim a court order that is not on file for a custody on a charge."""
    custody, order = scene.key("c"), "court_order_1225_d_4_b"
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.held(scene, scene.hour(11), custody, papers.CRIMINAL, claim=order)
    yield finding(scene, "x-exception-evidence", custody)


def helped_arrest(scene: Scene) -> Told:
    """Help ICE with an immigration arrest."""
    assistance = scene.key("h")
    yield papers.assisted(scene, scene.hour(11), assistance, "immigration_arrest", "civil_immigration")
    yield finding(scene, "b1e-immigration-function", assistance)


def helped_for_no_stated_purpose(scene: Scene) -> Told:
    """Help ICE, and do not write down what for."""
    assistance = scene.key("h")
    yield papers.assisted(scene, scene.hour(11), assistance, "perimeter", "unknown")
    yield finding(scene, "b1e-immigration-function", assistance, "undetermined")


def car_sent(scene: Scene) -> Told:
    """Send a patrol car to help ICE with civil immigration enforcement."""
    yield from _car(scene, "civil_immigration", "violation")


def car_sent_for_no_stated_purpose(scene: Scene) -> Told:
    """Send a patrol car to ICE, and do not write down what for."""
    yield from _car(scene, "unknown", "undetermined")


def agreed_287g(scene: Scene) -> Told:
    """Sign a 287(g) agreement."""
    agreement, agency = scene.key("g"), f"agency/{scene.agency.code}"
    data = {"agreement_id": agreement, "kind": "287g", "authority": "ice"}
    yield scene.event("agreement.signed", scene.hour(11), data, subject=agency)
    yield Answer(rule="b1e-immigration-function", status="violation", subject=agency, matter=agreement)


def _car(scene: Scene, nature: str, status: str) -> Told:
    call, agency = scene.key("k"), f"agency/{scene.agency.code}"
    data = {"call_id": call, "requester": "ice", "nature": nature}
    yield scene.event("call.received", scene.hour(11), data, subject=agency, system="cad")
    data = {"call_id": call, "unit": "12A"}
    yield scene.event("unit.assigned", scene.hour(11.1), data, subject=agency, system="cad")
    yield Answer(rule="b1e-immigration-function", status=status, subject=agency, matter=call)
