"""A site to test: configured once a process over a database of its own, and sample alerts to show on it.

Everything in it is made up.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from alerts import site
from alerts.console.texts import Feed, RuleText
from schemas.alerts import Alert, Entry, State
from schemas.findings import Clearing, Evidence, Fact, Finding, Reason, Severity, Status

NOW = datetime(2026, 3, 10, 15, 30, tzinfo=UTC)
"""When the site believes it is: 11:30 in the morning of March 10 in Connecticut, two days into summer time."""

AGENCIES = {"CT0009300": "New Haven Police Department", "CT0006400": "Hartford Police Department"}

RULES = {
    text.id: text
    for text in (
        RuleText(
            "b1d-interview",
            "No interview in custody",
            "A federal immigration authority gets no access to interview a person in custody.\n\n"
            "The statute lifts\nthis for a person convicted of a class A or B felony.",
            "C.G.S. § 54-192h(b)(1)(D)",
            "critical",
        ),
        RuleText(
            "e1-copy-of-request",
            "A copy of the request for the person",
            "Whoever is asked about gets a copy of the request.",
            "C.G.S. § 54-192h(e)(1)",
            "high",
            (("notice_hours", "24"),),
        ),
        RuleText(
            "f-training",
            "Trained staff",
            "Staff who act in these matters were trained.",
            "C.G.S. § 54-192h(f)",
            "low",
            (("training_valid_months", "24"), ("new_hire_days", "90")),
        ),
    )
}

INTERVIEWED = Reason("interview-in-custody", "A federal immigration authority interviewed the person.")

_folder = Path(tempfile.mkdtemp(prefix="custodes-console-"))


def ready() -> None:
    """Configure the site if nothing in this process has, and bring its tables up to date."""
    if settings.configured:
        return
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    site.configure(
        database=_folder / "alerts.sqlite3",
        rules=RULES,
        agencies=AGENCIES,
        secret_key="of no use elsewhere",  # noqa: S106 - it guards a made-up site
        notice="Made-up data.",
        extra_urls=[path("broken", _broken), path("extra", _extra)],
        hosts=[*site.LOCAL_HOSTS, "testserver"],
        now=lambda: NOW,
    )
    site.migrate()


@contextmanager
def empty() -> Iterator[None]:
    """Give a store without a row, whatever was in it, and leave it so."""
    _clear()
    yield
    _clear()


def _clear() -> None:
    from alerts.store import models, tokens  # noqa: PLC0415 - models exist once the site is configured

    for table in (models.Revision, models.Alert, models.Token):
        rows = table._default_manager.all()  # noqa: SLF001 - Django documents it
        rows._raw_delete(rows.db)  # noqa: SLF001 - the one way past "revisions are never deleted"
    tokens.forget()


@contextmanager
def hearing(feeds: Iterable[Feed] | None) -> Iterator[None]:
    """Let the site hear these feeds; None is a site that is not told."""
    given = None if feeds is None else list(feeds)
    settings.CUSTODES_FEEDS = None if given is None else lambda: given
    try:
        yield
    finally:
        settings.CUSTODES_FEEDS = None


def _broken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def _extra(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("beside the console", content_type="text/plain")


def finding(  # noqa: PLR0913 - every member may matter to a test
    *,
    rule: str = "b1d-interview",
    subject: str = "person/p-1",
    matter: str = "i-1",
    status: Status = "violation",
    severity: Severity = "critical",
    agency: str = "CT0009300",
    actor: str | None = None,
    occurred_at: datetime = NOW - timedelta(days=2),
    due_at: datetime | None = None,
    evidence: tuple[Evidence, ...] = (),
    missing: tuple[str, ...] = (),
    clearings: tuple[Clearing, ...] = (),
    summary: str = "Possible violation: a federal immigration authority interviewed a person in custody.",
    reason: Reason = INTERVIEWED,
) -> Finding:
    """Make a finding."""
    return Finding(
        fingerprint=f"{rule}/{subject}/{matter}",
        rule=rule,
        status=status,
        severity=severity,
        subject=subject,
        matter=matter,
        agency=agency,
        actor=actor,
        occurred_at=occurred_at,
        due_at=due_at,
        rulebook="ct-trust-2025",
        citation=RULES[rule].citation if rule in RULES else "Oz Code § 1",
        summary=summary,
        reasons=(reason,),
        evidence=evidence,
        missing=missing,
        would_have_cleared=clearings,
    )


def alert(
    found: Finding,
    *,
    revision: int = 1,
    state: State = "firing",
    changed_at: datetime = NOW,
    told: tuple[Entry, ...] = (),
) -> Alert:
    """Make a revision of an alert."""
    return Alert(
        fingerprint=found.fingerprint,
        revision=revision,
        state=state,
        changed_at=changed_at,
        finding=found,
        timeline=told,
    )


def interview() -> list[Alert]:
    """Give the two revisions of one telling alert: undetermined at first, then a possible violation."""
    jail = "urn:custodes:CT0009300:jms"
    at = NOW - timedelta(days=3)
    told = (
        _entry(at, "custody.started", jail, "e-1", "Taken into custody; basis: criminal charge."),
        _entry(at + timedelta(hours=5), "request.received", jail, "e-2", "Request of ICE (I-247A): hold."),
        _entry(at + timedelta(hours=22), "interview.started", jail, "e-3", "Interview by ICE, in custody."),
        _entry(at + timedelta(hours=23), "notice.served", jail, "e-4", "Notice to the individual.", hours=40),
    )
    act = at + timedelta(hours=22)
    conviction = Fact(text="A judgment of conviction for a class A or B felony.", type="conviction.recorded")
    order = Fact(text="A federal court order under 8 U.S.C. 1225(d)(4)(B).", type="document.recorded")
    final = finding(
        actor="officer-17",
        occurred_at=act,
        evidence=(Evidence(jail, "e-3"),),
        missing=("A judgment of conviction for a class A or B felony, of the day of the act or earlier.",),
        clearings=(Clearing(by=act, facts=(conviction,)), Clearing(by=act, facts=(order,))),
    )
    early = finding(
        status="undetermined",
        occurred_at=act,
        reason=Reason("control-is-not-clearly-custody", "Whether that was custody is open."),
    )
    return [
        alert(early, revision=1, changed_at=act + timedelta(hours=1), told=told[:2]),
        alert(final, revision=2, changed_at=act + timedelta(hours=3), told=told),
    ]


def notice(number: int, *, hours: float, agency: str = "CT0009300") -> Alert:
    """Give a clock that is due in so many hours."""
    found = finding(
        rule="e1-copy-of-request",
        subject=f"person/p-{number}",
        matter=f"r-{number}",
        status="pending",
        severity="high",
        agency=agency,
        occurred_at=NOW + timedelta(hours=hours - 24),
        due_at=NOW + timedelta(hours=hours),
        summary="The person has to get a copy of the request; the time for it still runs.",
        reason=Reason("notice-due", "No copy was delivered so far."),
    )
    return alert(found, state="pending")


def sample() -> list[Alert]:
    """Give a believable handful: what fires at two agencies, and clocks that run."""
    untrained = finding(
        rule="f-training",
        subject="officer/officer-17",
        status="violation",
        severity="low",
        agency="CT0006400",
        occurred_at=NOW - timedelta(hours=30),
        summary="Possible violation: a member of staff acted without training on file.",
        reason=Reason("no-training", "No training of the last 24 months is on file."),
    )
    failed = finding(
        rule="e1-copy-of-request",
        subject="person/p-9",
        matter="*",
        status="error",
        severity="high",
        occurred_at=NOW - timedelta(minutes=20),
        summary="The rule itself failed: this timeline was not judged by it, and a person has to look.",
        reason=Reason("rule-failed", "The rule ended with [KeyError]."),
    )
    late = finding(
        rule="e1-copy-of-request",
        subject="person/p-8",
        matter="r-8",
        severity="high",
        occurred_at=NOW - timedelta(days=6),
        due_at=NOW - timedelta(days=5),
        summary="Possible violation: the person did not get a copy of the request in time.",
        reason=Reason("no-notice", "No copy was delivered."),
    )
    clocks = [notice(1, hours=20), notice(2, hours=1.5, agency="CT0006400"), notice(3, hours=6)]
    return [*interview(), alert(untrained), alert(failed), alert(late), *clocks]


def silent() -> list[Feed]:
    """Give two feeds, one of which fell silent."""
    return [
        Feed("urn:custodes:CT0009300:jms", "CT0009300", NOW - timedelta(minutes=4), silent=False),
        Feed("urn:custodes:CT0006400:rms", "CT0006400", NOW - timedelta(days=2), silent=True),
    ]


def _entry(at: datetime, type_: str, source: str, id_: str, text: str, *, hours: float = 0.2) -> Entry:
    return Entry(occurred_at=at, recorded_at=at + timedelta(hours=hours), type=type_, source=source, id=id_, text=text)
