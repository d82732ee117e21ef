"""The events that immigration stories are told with: one function a kind of paper or act, about a scene's person.

Whatever somebody does is done by the scene's officer; times are instants.
"""

from collections.abc import Iterator, Sequence

from streams.simulation.chances import DAY, HOUR, between, one_of
from streams.simulation.clocks import day_of
from streams.simulation.custodies import demographics, facility
from streams.simulation.drafts import Data, Draft, Scene, stamp
from streams.simulation.proportions import GRAVE_CONVICTIONS

CRIMINAL = ("criminal_charge",)
DETAINER = ("civil_detainer",)
CHANNELS = ("phone", "email", "portal", "in_person", "paper")


def _given(**members: object) -> Data:
    return {name: value for name, value in members.items() if value is not None}


def booked(scene: Scene, at: int, custody: str, *, known: bool = True, recorded: int | None = None) -> Draft:
    """Take the person into custody on a criminal charge; demographics are on file unless not known."""
    data = _given(
        custody_id=custody,
        facility=facility(scene.rng, scene.agency),
        bases=CRIMINAL,
        actor=scene.officer.actor,
        demographics=demographics(scene.rng) if known else None,
    )
    return scene.event("custody.started", at, data, recorded=recorded)


def held(scene: Scene, at: int, custody: str, bases: Sequence[str], *, claim: str | None = None) -> Draft:
    """Keep the person in custody on these bases from now on."""
    data = _given(
        custody_id=custody,
        bases=bases,
        actor=scene.officer.actor,
        claimed_exception=claim,
        minutes=between(scene.rng, 10, 90),
    )
    return scene.event("custody.held", at, data)


def eligible(scene: Scene, at: int, custody: str) -> Draft:
    """Have nothing left but the request that keeps the person in."""
    reason = one_of(scene.rng, ("bond_posted", "charges_dismissed", "court_ordered", "promise_to_appear"))
    return scene.event("custody.release_eligible", at, {"custody_id": custody, "reason": reason})


def released(scene: Scene, at: int, custody: str) -> Draft:
    """Let the person go."""
    data = {"custody_id": custody, "disposition": "released", "actor": scene.officer.actor}
    return scene.event("custody.ended", at, data)


def handed_over(scene: Scene, at: int, custody: str, *, to: str | None = "ice", claim: str | None = None) -> Draft:
    """Hand the person to another authority at the door."""
    data = _given(
        custody_id=custody,
        disposition="transferred",
        transferred_to=to,
        actor=scene.officer.actor,
        claimed_exception=claim,
        minutes=between(scene.rng, 10, 60),
    )
    return scene.event("custody.ended", at, data)


def asked(scene: Scene, at: int, request: str, custody: str | None, asks: Sequence[str]) -> Draft:
    """Receive a request from ICE."""
    forms = ("I-247A", "I-247D", "I-247X") if "hold" in asks else ("I-247G", "I-247N", "email", "oral")
    data = _given(
        request_id=request,
        form=one_of(scene.rng, forms),
        asks=asks,
        authority="ice",
        custody_id=custody,
        actor=scene.officer.actor,
    )
    return scene.event("request.received", at, data)


def told(scene: Scene, at: int, request: str, *, recorded: int | None = None) -> Draft:
    """Give the person the copy of the request and say that the agency will not comply with it."""
    data = {
        "contents": ("copy_of_request", "statement_of_intent"),
        "recipient": "individual",
        "outcome": "delivered",
        "intent": "decline",
        "request_id": request,
        "language": one_of(scene.rng, ("en", "es", "es", "pt", "ht", "zh")),
        "method": "in_person",
    }
    return scene.event("notice.served", at, data, recorded=recorded)


def asked_and_told(scene: Scene, at: int, request: str, custody: str | None, asks: Sequence[str]) -> Iterator[Draft]:
    """Receive a request and serve its copy and the statement of intent within hours."""
    yield asked(scene, at, request, custody, asks)
    yield told(scene, at + between(scene.rng, HOUR, 4 * HOUR), request)


def forwarded(scene: Scene, at: int, request: str) -> Draft:
    """Send the request on to the head of the agency."""
    data = {"request_id": request, "to": "agency_head", "actor": scene.officer.actor}
    return scene.event("request.forwarded", at, data)


def reviewed(scene: Scene, at: int, request: str, outcome: str, *, recorded: int | None = None) -> Draft:
    """Have the head of the agency review the request."""
    data = {"request_id": request, "by": "agency_head", "outcome": outcome}
    return scene.event("request.reviewed", at, data, recorded=recorded)


def answered(scene: Scene, at: int, request: str, answer: str, disclosure: str | None = None) -> Draft:
    """Answer the request; nothing is disclosed unless a disclosure is named."""
    data = _given(request_id=request, answer_id=answer, disclosure_id=disclosure, actor=scene.officer.actor)
    return scene.event("request.answered", at, data)


def disclosed(scene: Scene, at: int, disclosure: str, contents: Sequence[str], **more: object) -> Draft:
    """Tell ICE something about the person; `more` are further members, minutes=None leaves the time spent out."""
    data = {
        "disclosure_id": disclosure,
        "authority": "ice",
        "contents": contents,
        "channel": one_of(scene.rng, CHANNELS),
        "actor": scene.officer.actor,
        "minutes": between(scene.rng, 3, 45),
    }
    return scene.event("disclosure.made", at, _given(**(data | more)))


def notified(scene: Scene, at: int, disclosure: str, recipient: str, contents: Sequence[str]) -> Draft:
    """Serve papers about a disclosure."""
    data = {"contents": contents, "recipient": recipient, "outcome": "delivered", "disclosure_id": disclosure}
    return scene.event("notice.served", at, data)


def interviewed(scene: Scene, at: int, interview: str, custody: str | None, *, claim: str | None = None) -> Draft:
    """Let ICE interview the person: in custody where one is named, else at the probation office."""
    data = _given(
        interview_id=interview,
        authority="ice",
        mode=one_of(scene.rng, ("in_person", "in_person", "video")),
        place="custody" if custody else "probation_office",
        custody_id=custody,
        actor=scene.officer.actor,
        claimed_exception=claim,
        minutes=between(scene.rng, 10, 75),
    )
    return scene.event("interview.started", at, data)


def assisted(scene: Scene, at: int, assistance: str, activity: str, purpose: str, **more: object) -> Draft:
    """Help ICE."""
    data = {
        "assistance_id": assistance,
        "authority": "ice",
        "activity": activity,
        "purpose": purpose,
        "actor": scene.officer.actor,
        "minutes": between(scene.rng, 15, 180),
    }
    return scene.event("assistance.given", at, data | more)


def warrant(
    scene: Scene, at: int, signer: str, *, accompanies: str | None = None, recorded: int | None = None
) -> Draft:
    """Put a paper on file that calls itself a judicial warrant."""
    data = _given(
        document_id=scene.key("w"),
        kind="judicial_warrant",
        signer_role=signer,
        issued_at=stamp(scene.agency, at - DAY),
        accompanies=accompanies,
        sha256=f"{scene.rng.getrandbits(256):064x}",
    )
    return scene.event("document.recorded", at, data, recorded=recorded)


def removal_order(scene: Scene, at: int) -> Draft:
    """Put a federal judge's order under 8 U.S.C. 1225(d)(4)(B) on file."""
    data = {
        "document_id": scene.key("w"),
        "kind": "court_order",
        "signer_role": "federal_judge",
        "order_type": "8-usc-1225-d-4-b",
        "issued_at": stamp(scene.agency, at - DAY),
    }
    return scene.event("document.recorded", at, data)


def consent(scene: Scene, at: int, document: str, scope: Sequence[str]) -> Draft:
    """Put the person's consent to a disclosure on file."""
    data = {
        "document_id": document,
        "kind": "consent",
        "signer_role": "individual",
        "issued_at": stamp(scene.agency, at - HOUR),
        "consent_scope": scope,
    }
    return scene.event("document.recorded", at, data)


def convicted(scene: Scene, at: int, *, jurisdiction: str = "CT") -> Draft:
    """Put a judgment for a class A or B felony, years ago, on file; it is written down now."""
    statute, grade = one_of(scene.rng, GRAVE_CONVICTIONS)
    then = at - between(scene.rng, 500, 5000) * DAY
    data = {
        "conviction_id": scene.key("v"),
        "jurisdiction": jurisdiction,
        "statute": statute,
        "class": grade,
        "convicted_at": day_of(then).isoformat(),
        "finding": "judgment",
    }
    return scene.event("conviction.recorded", then, data, recorded=at)


def matched(scene: Scene, at: int) -> Draft:
    """Get a possible match from the watch-list."""
    return scene.event("watchlist.checked", at, {"result": "possible_match"})
