"""Planted violations of subsections (c) to (f): the head's review, confidences, papers, records and training."""

from dataclasses import replace

from streams.simulation import papers
from streams.simulation.chances import DAY, HOUR, between, one_of
from streams.simulation.drafts import Answer, Scene
from streams.simulation.plants_custody import Told, finding
from streams.simulation.requests import HOLD, RELEASE_DATE
from streams.simulation.state import officer

COPY, REASON = "copy_of_notification", "written_reason"


def asked_for_date(scene: Scene, request: str) -> Told:
    """Book the person and serve a request for the release date in order, all before the scene's day."""
    yield papers.booked(scene, scene.hour(-38), scene.key("c"))
    yield from papers.asked_and_told(scene, scene.hour(-14), request, None, RELEASE_DATE)


def answered_alone(scene: Scene) -> Told:
    """Answer without the head, though the answer says nothing."""
    request, answer = scene.key("r"), scene.key("n")
    yield from asked_for_date(scene, request)
    yield papers.answered(scene, scene.hour(13), request, answer)
    yield finding(scene, "c-forward-to-head", answer)


def answered_unreviewed(scene: Scene) -> Told:
    """Send the request to the head, and do not wait for the review."""
    request, answer = scene.key("r"), scene.key("n")
    yield from asked_for_date(scene, request)
    yield papers.forwarded(scene, scene.hour(9), request)
    yield papers.answered(scene, scene.hour(13), request, answer)
    yield finding(scene, "c-head-review", answer)


def told_against_the_head(scene: Scene) -> Told:
    """Tell ICE though the head has said no, with every paper about it in order."""
    request, answer, disclosure = scene.key("r"), scene.key("n"), scene.key("d")
    yield from asked_for_date(scene, request)
    yield papers.forwarded(scene, scene.hour(9), request)
    yield papers.reviewed(scene, scene.hour(10), request, "denied")
    yield papers.disclosed(scene, scene.hour(12), disclosure, RELEASE_DATE, request_id=request)
    yield papers.answered(scene, scene.hour(12.5), request, answer, disclosure)
    yield papers.notified(scene, scene.hour(13), disclosure, "individual", (COPY, REASON))
    yield papers.notified(scene, scene.hour(14), disclosure, "attorney", (COPY,))
    yield finding(scene, "b1b-release-communication", disclosure)
    yield finding(scene, "c-head-review", answer)


def confidence_broken(scene: Scene) -> Told:
    """Tell ICE that somebody was a victim or a witness, without consent."""
    category = one_of(scene.rng, ("domestic_violence_victim", "sexual_assault_victim", "crime_witness"))
    yield from _confidential(scene, category, "violation")


def something_confidential(scene: Scene) -> Told:
    """Tell ICE something confidential, and do not write down what."""
    yield from _confidential(scene, "unknown", "undetermined")


def consent_revoked(scene: Scene) -> Told:
    """Rely on a consent that was withdrawn an hour before."""
    document = scene.key("w")
    yield papers.consent(scene, scene.hour(-20), document, ("crime_witness",))
    yield scene.event("document.revoked", scene.hour(10), {"document_id": document})
    yield from _confidential(scene, "crime_witness", "violation")


def request_kept_quiet(scene: Scene) -> Told:
    """Say nothing of the request to the person."""
    request, custody = scene.key("r"), scene.key("c")
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.asked(scene, scene.hour(10), request, custody, HOLD)
    yield finding(scene, "e1-copy-of-request", request)
    yield finding(scene, "e1-statement-of-intent", request)


def request_told_late(scene: Scene) -> Told:
    """Tell the person of the request thirty hours later."""
    request, custody = scene.key("r"), scene.key("c")
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.asked(scene, scene.hour(8), request, custody, HOLD)
    yield papers.told(scene, scene.hour(38), request)
    yield finding(scene, "e1-copy-of-request", request)
    yield finding(scene, "e1-statement-of-intent", request)


def intent_undecided(scene: Scene) -> Told:
    """Give the person the copy, and say that the agency does not know yet."""
    request, custody = scene.key("r"), scene.key("c")
    notice = {
        "contents": ("copy_of_request", "statement_of_intent"),
        "recipient": "individual",
        "outcome": "delivered",
        "intent": "undecided",
        "request_id": request,
    }
    yield papers.booked(scene, scene.hour(-38), custody)
    yield papers.asked(scene, scene.hour(10), request, custody, HOLD)
    yield scene.event("notice.served", scene.hour(12), notice)
    yield finding(scene, "e1-statement-of-intent", request)


def told_after_midnight(scene: Scene) -> Told:
    """Serve the papers about a notification the next morning."""
    disclosure = scene.key("d")
    yield papers.booked(scene, scene.hour(-38), scene.key("c"))
    yield papers.disclosed(scene, scene.hour(11), disclosure, RELEASE_DATE)
    yield papers.notified(scene, scene.hour(33), disclosure, "individual", (COPY, REASON))
    yield papers.notified(scene, scene.hour(34), disclosure, "attorney", (COPY,))
    for rule in ("e1-copy-of-notification", "e1-attorney-or-designee", "e1-written-reason"):
        yield finding(scene, rule, disclosure)


def attorney_forgotten(scene: Scene) -> Told:
    """Forget the copy for the attorney on file."""
    disclosure, named = scene.key("d"), {"attorney": "named", "designee": "none"}
    yield papers.booked(scene, scene.hour(-38), scene.key("c"))
    yield scene.event("representation.recorded", scene.hour(-20), named)
    yield papers.disclosed(scene, scene.hour(11), disclosure, RELEASE_DATE)
    yield papers.notified(scene, scene.hour(13), disclosure, "individual", (COPY, REASON))
    yield finding(scene, "e1-attorney-or-designee", disclosure)


def no_reason_given(scene: Scene) -> Told:
    """Serve the copies, without a reason."""
    disclosure = scene.key("d")
    yield papers.booked(scene, scene.hour(-38), scene.key("c"))
    yield papers.disclosed(scene, scene.hour(11), disclosure, RELEASE_DATE)
    yield papers.notified(scene, scene.hour(13), disclosure, "individual", (COPY,))
    yield papers.notified(scene, scene.hour(14), disclosure, "attorney", (COPY,))
    yield finding(scene, "e1-written-reason", disclosure)


def minutes_missing(scene: Scene) -> Told:
    """Tell ICE an address, and never write down the time spent."""
    disclosure = scene.key("d")
    yield papers.booked(scene, scene.hour(-38), scene.key("c"))
    yield papers.disclosed(scene, scene.hour(11), disclosure, ("home_address",), minutes=None)
    yield finding(scene, "e2-access-record", disclosure)


def demographics_missing(scene: Scene) -> Told:
    """Tell ICE an address of somebody whose demographics are not on file."""
    disclosure = scene.key("d")
    yield papers.booked(scene, scene.hour(-38), scene.key("c"), known=False)
    yield papers.disclosed(scene, scene.hour(11), disclosure, ("work_address",))
    yield finding(scene, "e2-access-record", disclosure)


def demographics_late(scene: Scene) -> Told:
    """Write the booking down six days after ICE learnt the address."""
    disclosure = scene.key("d")
    yield papers.booked(scene, scene.hour(-38), scene.key("c"), recorded=scene.hour(11) + 6 * DAY)
    yield papers.disclosed(scene, scene.hour(11), disclosure, ("home_address",))
    yield finding(scene, "e2-access-record", disclosure)


def untrained(scene: Scene) -> Told:
    """Do everything right, by an officer who was never trained."""
    yield from _refused_by(scene, None)


def training_expired(scene: Scene) -> Told:
    """Do everything right, by an officer trained two and a half years ago."""
    yield from _refused_by(scene, scene.hour(9) - between(scene.rng, 850, 1000) * DAY)


def _refused_by(scene: Scene, trained: int | None) -> Told:
    appointed = scene.hour(8) - between(scene.rng, 1100, 3000) * DAY
    who = officer(scene.rng, scene.agency.role, appointed=appointed, trained=trained)
    scene = replace(scene, officer=who)
    request, answer, subject = scene.key("r"), scene.key("n"), f"officer/{who.id}"
    yield scene.event("officer.appointed", appointed, {"role": who.role}, subject=subject, system="hr")
    if trained is not None:
        yield scene.event("training.completed", trained, {"course": "trust-act"}, subject=subject, system="hr")
    yield from asked_for_date(scene, request)
    yield papers.forwarded(scene, scene.hour(9), request)
    yield papers.reviewed(scene, scene.hour(10), request, "denied")
    yield papers.answered(scene, scene.hour(13), request, answer)
    yield Answer(rule="f-training", status="violation", subject=subject, matter=answer)


def _confidential(scene: Scene, category: str, status: str) -> Told:
    disclosure = scene.key("d")
    told = {"confidential_categories": (category,), "purpose": "civil_immigration"}
    yield papers.booked(scene, scene.hour(9) - 50 * HOUR, scene.key("c"))
    yield papers.disclosed(scene, scene.hour(11), disclosure, ("confidential",), **told)
    yield finding(scene, "d-confidential-information", disclosure, status)
