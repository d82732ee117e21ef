"""Evaluation, on a made-up code of law: no amendment of a real one touches these tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from schemas.events import CustodyHeld, CustodyStarted, ExceptionKind, InterviewStarted, RequestReceived
from schemas.findings import Clearing, Fact, Reason, Status
from streams.core.deadlines import INSTANT
from streams.core.evaluate import Evaluation, evaluate
from streams.core.exceptions import Felonies
from streams.core.rulebook import (
    Calendar,
    Case,
    Context,
    Judge,
    Judgement,
    Law,
    Policy,
    Review,
    Rule,
    Wake,
    always,
    any_trigger,
)
from streams.core.timeline import Conflict, Feed, Timeline
from tests.spec.drawing import AGENCY, at, events

OZ = Law(id="oz-1900", first_day=date(1900, 5, 17), last_day=None, coverage={"wizardry": frozenset({"state_marshal"})})
ZONE = ZoneInfo("America/New_York")
SUMMARIES: Mapping[Status, str] = {
    "compliant": "All is well in Oz.",
    "pending": "A clock runs in Oz.",
    "violation": "Possible violation: something is wrong in Oz.",
    "undetermined": "Who knows.",
}
TIMELINE = Timeline("person/p1", events("2026-03-05 10:00  custody.started  c1  facility=Emerald"))


def context(as_of: str = "2026-03-06 10:00", *laws: Law, only: Law | None = None) -> Context:
    """Give the context of an evaluation in Oz."""
    return Context(
        as_of=at(as_of),
        calendar=Calendar(laws or (OZ,), ZONE, only=only),
        policy=Policy(),
        zone=ZONE,
        felonies=Felonies({}, frozenset(), frozenset()),
        agencies={},
    )


def rule(
    judge: Judge | None = None,
    *,
    name: str = "oz-1",
    review: Review | None = None,
    subjects: tuple[str, ...] = ("person",),
    trigger: type = CustodyStarted,
    **more: Any,  # noqa: ANN401 - whatever a rule has besides
) -> Rule:
    """Give a rule of the Oz Code."""
    return Rule(
        id=name,
        title="A duty in Oz",
        duty="Do no harm to a Munchkin.",
        citation="Oz Code § 1",
        severity="low",
        subjects=subjects,
        triggers={} if review else {trigger: always},
        summaries=SUMMARIES,
        judge=judge,
        review=review,
        **more,
    )


def says(*said: Judgement | Wake) -> Judge:
    """Give a judge that says the same of every case."""

    def judge(_case: Case) -> Iterator[Judgement | Wake]:
        yield from said

    return judge


def judgement(
    status: Status = "violation",
    matter: str = "c1",
    when: str = "2026-03-05 10:00",
    **more: Any,  # noqa: ANN401 - whatever a judgement has besides
) -> Judgement:
    """Give what a judge says of an act."""
    code = Reason(f"is-{status}", f"It is {status}.")
    return Judgement(status=status, matter=matter, law=OZ, agency=AGENCY, occurred_at=at(when), reasons=(code,), **more)


def judged(*rules: Rule, timeline: Timeline = TIMELINE, restricted: bool = False) -> Evaluation:
    """Evaluate as of a day after the act."""
    return evaluate(timeline, rules, context(), restricted=restricted)


def test_a_finding_brings_rule_and_judgement_together() -> None:
    """What the rule says of itself, and what it says of the act."""
    (finding,) = judged(
        rule(says(judgement(actor="glinda", due_at=at("2026-03-07 10:00"), evidence=TIMELINE.events * 2)))
    ).findings
    assert (finding.fingerprint, finding.rule, finding.status) == ("oz-1/person/p1/c1", "oz-1", "violation")
    assert (finding.severity, finding.subject, finding.matter) == ("low", "person/p1", "c1")
    assert (finding.agency, finding.actor, finding.rulebook) == (AGENCY, "glinda", "oz-1900")
    assert (finding.citation, finding.summary) == ("Oz Code § 1", SUMMARIES["violation"])
    assert (finding.occurred_at, finding.due_at) == (at("2026-03-05 10:00"), at("2026-03-07 10:00"))
    assert [one.id for one in finding.evidence] == ["e1"]
    assert finding.reasons == (Reason("is-violation", "It is violation."),)


def test_a_judgement_may_be_graver_than_its_rule() -> None:
    """Its own severity counts before the rule's."""
    (finding,) = judged(rule(says(judgement(severity="critical")))).findings
    assert finding.severity == "critical"


def test_a_rule_that_raises_is_an_error_and_stops_no_other() -> None:
    """The error is a finding, what the rule had said before is not shown, and the other rules are heard."""

    def fails(_case: Case) -> Iterator[Judgement]:
        yield judgement()
        raise ZeroDivisionError("a wicked witch")

    evaluation = judged(rule(fails, name="oz-2"), rule(says(judgement()), name="oz-1"))
    ordinary, error = evaluation.findings
    assert (ordinary.rule, ordinary.status) == ("oz-1", "violation")
    assert (error.fingerprint, error.status, error.matter) == ("oz-2/person/p1/*", "error", "*")
    assert (error.occurred_at, error.agency, error.rulebook) == (at("2026-03-06 10:00"), AGENCY, "oz-1900")
    assert (error.citation, error.severity) == ("Oz Code § 1", "low")
    assert [reason.code for reason in error.reasons] == ["rule-failed"]
    assert "ZeroDivisionError" in error.reasons[0].text
    assert "witch" not in msgspec.json.encode(error).decode()
    assert error.missing
    ((name, exception),) = evaluation.failures
    assert (name, str(exception)) == ("oz-2", "a wicked witch")
    assert evaluation.tally() == {("oz-1", "violation"): 1, ("oz-2", "error"): 1}


def test_a_rule_that_raises_before_there_was_law_says_so() -> None:
    """An error before the first day has no rulebook."""

    def fails(_case: Case) -> Iterator[Judgement]:
        yield from ()
        raise ZeroDivisionError

    (error,) = evaluate(TIMELINE, (rule(fails),), context("1900-05-16 12:00")).findings
    assert error.rulebook == "none"


@pytest.mark.parametrize(
    ("timeline", "agency"),
    [
        (Timeline("agency/A", feed=Feed(source="urn:a", agency="A", last_heard_at=at("2026-03-05"))), "A"),
        (Timeline("agency/B", conflict=Conflict(source="urn:b", id="e1", agency="B", second_at=at("2026-03-05"))), "B"),
    ],
)
def test_an_error_knows_the_agency_without_any_event(timeline: Timeline, agency: str) -> None:
    """On the timeline of a feed, or of a conflicting record."""

    def fails(_case: Case) -> Iterator[Judgement]:
        yield from ()
        raise ZeroDivisionError

    kind = next(iter(timeline.types))
    (error,) = judged(rule(fails, subjects=("agency",), trigger=kind), timeline=timeline).findings
    assert (error.status, error.agency) == ("error", agency)


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        (("compliant", "pending"), "pending"),
        (("pending", "undetermined"), "undetermined"),
        (("undetermined", "violation"), "violation"),
        (("compliant", "violation", "undetermined", "pending"), "violation"),
        (("compliant", "compliant"), "compliant"),
    ],
)
def test_of_several_acts_under_one_id_the_worst_counts(statuses: tuple[Status, ...], worst: str) -> None:
    """Violation, undetermined, pending, compliant, in that order."""
    for order in (statuses, tuple(reversed(statuses))):
        (finding,) = judged(rule(says(*(judgement(status) for status in order)))).findings
        assert finding.status == worst


def test_of_the_worst_the_earliest_counts() -> None:
    """And of those at one instant the one that the rule says first."""
    early, late = judgement(when="2026-03-05 09:00", actor="early"), judgement(when="2026-03-05 11:00", actor="late")
    for order in ((early, late), (late, early)):
        (finding,) = judged(rule(says(judgement("compliant", when="2026-03-01"), *order))).findings
        assert finding.actor == "early"
    (finding,) = judged(rule(says(judgement(actor="first"), judgement(actor="second")))).findings
    assert finding.actor == "first"


def test_findings_are_sorted_by_their_fingerprints() -> None:
    """Whatever order the rules stand in."""
    said = says(judgement(matter="b"), judgement(matter="a"))
    found = judged(rule(said, name="oz-2"), rule(said, name="oz-1")).findings
    assert [one.fingerprint.replace("/person/p1", "") for one in found] == ["oz-1/a", "oz-1/b", "oz-2/a", "oz-2/b"]


def test_a_rule_looks_only_at_its_subjects() -> None:
    """One about agencies says nothing of a person."""
    assert judged(rule(says(judgement()), subjects=("agency", "officer"))).findings == ()


def test_a_rule_looks_only_where_there_is_a_trigger() -> None:
    """Without an event of its types it has nothing to say."""
    assert judged(rule(says(judgement()), trigger=InterviewStarted)).findings == ()


def test_a_rulebook_has_one_trigger() -> None:
    """An event fires it when one of the rules' own triggers, for its type, does."""
    in_the_city = rule(triggers_of_its_own := says(), name="oz-2")
    started, held, request = (
        event.data
        for event in events("""
            2026-03-05 10:00  custody.started   c1
            2026-03-05 10:00  custody.held      c1  bases=unknown
            2026-03-05 10:00  request.received  r1
            """)
    )
    picky = Rule(
        id="oz-3",
        title="A picky duty",
        duty="Look at the bases.",
        citation="Oz Code § 3",
        severity="low",
        subjects=("person",),
        triggers={CustodyHeld: lambda payload: "sentence" in payload.bases, CustodyStarted: always},
        summaries=SUMMARIES,
        judge=triggers_of_its_own,
    )
    fires = any_trigger((in_the_city, in_the_city, picky))
    assert [fires(started), fires(held), fires(request)] == [True, False, False]
    assert isinstance(request, RequestReceived)


def test_a_clock_wakes_when_it_is_due_and_just_after() -> None:
    """At the due instant one rule turns, and another one a moment later."""
    due = at("2026-03-07 10:00")
    pending = judgement("pending", due_at=due)
    assert judged(rule(says(pending))).next_due == due
    assert evaluate(TIMELINE, (rule(says(pending)),), context("2026-03-07 10:00")).next_due == due + INSTANT
    assert evaluate(TIMELINE, (rule(says(pending)),), context("2026-03-07 10:00:01")).next_due is None


def test_only_a_running_clock_wakes() -> None:
    """A decided duty, or a pending one that is never due, does not."""
    due = at("2026-03-07 10:00")
    assert judged(rule(says(judgement("compliant", due_at=due), judgement("pending")))).next_due is None


def test_the_earliest_wake_counts() -> None:
    """Of clocks and wakes of all rules; one that lies in the past wakes nobody."""
    wake = at("2026-03-06 12:00")
    evaluation = judged(
        rule(says(judgement("pending", due_at=at("2026-03-07 10:00"))), name="oz-1"),
        rule(says(Wake(wake), Wake(at("2026-03-06 10:00")), Wake(at("2026-03-05 10:00"))), name="oz-2"),
    )
    assert evaluation.next_due == wake
    assert len(evaluation.findings) == 1


def looks_at(compliant: list[str]) -> Review:
    """Give a review that notes what it is shown, and says one thing of each."""

    def review(_case: Case, found: Mapping[str, Mapping[str, Sequence[Judgement]]]) -> Iterable[Judgement]:
        for name, matters in found.items():
            for matter, judgements in matters.items():
                compliant.append(f"{name}:{matter}:{len(judgements)}")
                yield judgement("violation", f"{name}:{matter}")

    return review


def test_a_review_sees_what_the_others_found_compliant() -> None:
    """All judgements behind a compliant finding, whatever order the rules stand in; no other finding."""
    seen: list[str] = []
    evaluation = judged(
        rule(review=looks_at(seen), name="oz-9"),
        rule(
            says(
                judgement("compliant", "a"),
                judgement("compliant", "a"),
                judgement("compliant", "b"),
                judgement("pending", "b"),
            )
        ),
        rule(says(judgement("violation", "c")), name="oz-2"),
    )
    assert seen == ["oz-1:a:2"]
    assert evaluation.tally()["oz-9", "violation"] == 1


def test_with_nothing_compliant_there_is_nothing_to_review() -> None:
    """The review is not asked, nor about subjects that are not its own."""
    seen: list[str] = []
    judged(rule(review=looks_at(seen), name="oz-9"), rule(says(judgement())))
    judged(rule(review=looks_at(seen), name="oz-9", subjects=("officer",)), rule(says(judgement("compliant"))))
    assert seen == []


def test_a_review_that_raises_is_an_error_too() -> None:
    """Like any rule."""

    def fails(_case: Case, _found: object) -> Iterable[Judgement]:
        raise ZeroDivisionError

    evaluation = judged(rule(review=fails, name="oz-9"), rule(says(judgement("compliant"))))
    assert evaluation.tally() == {("oz-1", "compliant"): 1, ("oz-9", "error"): 1}


def test_the_restricted_output_is_given_when_it_is_asked_for() -> None:
    """What a judgement rests on, where its status would differ with no exception on file."""
    drawing = events("""
        2026-03-05 09:00  watchlist.checked  possible_match
        2026-03-05 10:00  custody.started    c1
        """)
    timeline = Timeline("person/p1", drawing)

    match: tuple[ExceptionKind, ...] = ("terrorist_database",)
    warrant: tuple[ExceptionKind, ...] = ("judicial_warrant",)

    def lifted(case: Case) -> Iterator[Judgement]:
        ruling = case.exceptions.at(match, case.as_of, OZ)
        yield judgement("compliant", "differs", ruling=ruling, otherwise="violation")
        yield judgement("violation", "does-not", ruling=ruling, otherwise="violation")
        absent = case.exceptions.at(warrant, case.as_of, OZ)
        yield judgement("compliant", "absent", ruling=absent, otherwise="violation")

    assert judged(rule(lifted), timeline=timeline).restricted == ()
    (shown,) = judged(rule(lifted), timeline=timeline, restricted=True).restricted
    assert (shown.fingerprint, shown.kinds) == ("oz-1/person/p1/differs", ("terrorist_database",))
    assert [one.id for one in shown.evidence] == ["e1"]


def test_what_would_have_cleared_a_compliant_finding_is_nothing() -> None:
    """It is clear."""
    (finding,) = judged(rule(says(judgement("compliant")))).findings
    assert finding.would_have_cleared == ()


def test_what_would_have_cleared_one_act_is_given_as_it_is() -> None:
    """Each set of facts of the one act under the id."""
    sets = tuple(Clearing(by=at("2026-03-05 10:00"), facts=(Fact(text=text),)) for text in ("A slipper.", "A bucket."))
    (finding,) = judged(rule(says(judgement(clearings=sets)))).findings
    assert finding.would_have_cleared == sets


def test_only_a_person_has_a_register() -> None:
    """Access to a person is on the person's timeline alone."""
    drawing = events("2026-03-05 10:00  interview.started  i1")
    law = Law(id="oz-1900", first_day=OZ.first_day, last_day=None, coverage={"ice-access": frozenset({"correction"})})
    for subject, count in (("person/p1", 1), ("officer/o1", 0), ("municipality/Oz", 0)):
        assert len(evaluate(Timeline(subject, drawing), (), context("2026-03-06", law)).accesses) == count


YEAR_2000 = Law(id="oz-2000", first_day=date(2000, 1, 1), last_day=None, coverage={"wizardry": frozenset()})


@pytest.mark.parametrize(
    ("moment", "law"),
    [
        ("1900-05-16 23:59:59", None),
        ("1900-05-17 00:00:00", "oz-1900"),
        ("1999-12-31 23:59:59", "oz-1900"),
        ("2000-01-01 00:00:00", "oz-2000"),
    ],
)
def test_a_calendar_gives_the_law_of_the_local_day(moment: str, law: str | None) -> None:
    """By instant and by day, whatever order the laws came in."""
    calendar = Calendar((YEAR_2000, OZ), ZONE)
    found = calendar.on(at(moment))
    assert (found and found.id) == law
    assert calendar.on_day(date.fromisoformat(moment[:10])) == found


def test_one_law_may_judge_every_day() -> None:
    """Also before its first day."""
    calendar = Calendar((OZ, YEAR_2000), ZONE, only=YEAR_2000)
    assert calendar.on(datetime.min.replace(tzinfo=UTC)) == YEAR_2000
    assert calendar.on_day(date.min) == YEAR_2000


def test_a_law_binds_its_roles_the_unknown_and_nobody() -> None:
    """And no other."""
    drawing = events("""
        2026-03-05 10:00  interview.started  i1  actor=state_marshal:o1
        2026-03-05 10:00  interview.started  i1  actor=unknown:o1
        2026-03-05 10:00  interview.started  i1  actor=correction:o1
        2026-03-05 10:00  custody.started    c1
        """)
    bound = [OZ.binds(getattr(event.data, "actor", None), "wizardry") for event in drawing]
    assert bound == [True, True, False, True]
