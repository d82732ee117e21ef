"""Which violations are planted, where and when; the functions that tell them are in the modules beside this one."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import assert_never

from streams.simulation import plants_custody as custody
from streams.simulation import plants_evidence as evidence
from streams.simulation import plants_papers as paper
from streams.simulation.chances import between, chance, one_of, stream
from streams.simulation.clocks import day_start
from streams.simulation.drafts import Answer, Draft, Scene, scene
from streams.simulation.plants_custody import Told
from streams.simulation.state import Agency, State

IN_PRISON = 0.6
"""The share of plants that go to the Department of Correction where any agency will do."""


class Where(StrEnum):
    """What sort of agency a plant needs."""

    ANYWHERE = "anywhere"
    STATION = "station"
    PROBATION = "probation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """A kind of violation: the rule that it is about, and how many days from its day on until every answer holds."""

    rule: str
    tell: Callable[[Scene], Told]
    settles: int = 2
    where: Where = Where.ANYWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Planted events, and the findings that a replay has to give for them."""

    drafts: tuple[Draft, ...]
    answers: tuple[Answer, ...]


PLANTS = (
    Plant(rule="b1a-detention", tell=custody.held_past_release),
    Plant(rule="b1a-detention", tell=custody.held_on_detainer),
    Plant(rule="b1a-detention", tell=custody.handed_over),
    Plant(rule="b1a-detention", tell=custody.handed_to_nobody_named),
    Plant(rule="b1a-detention", tell=custody.held_on_lone_warrant),
    Plant(rule="b1a-detention", tell=custody.held_on_foreign_conviction),
    Plant(rule="b1b-release-communication", tell=custody.status_told),
    Plant(rule="b1b-release-communication", tell=custody.status_told_of_a_convict),
    Plant(rule="b1b-release-communication", tell=custody.release_date_told),
    Plant(rule="b1c-administrative-warrant", tell=custody.held_on_administrative_warrant),
    Plant(rule="b1c-administrative-warrant", tell=custody.held_on_immigration_judge),
    Plant(rule="b1d-interview", tell=custody.interviewed),
    Plant(rule="b1d-interview", tell=custody.interviewed_on_a_false_claim),
    Plant(rule="b1d-interview", tell=custody.interviewed_at_probation, where=Where.PROBATION),
    Plant(rule="b1e-immigration-function", tell=custody.helped_arrest),
    Plant(rule="b1e-immigration-function", tell=custody.helped_for_no_stated_purpose),
    Plant(rule="b1e-immigration-function", tell=custody.car_sent, where=Where.STATION),
    Plant(rule="b1e-immigration-function", tell=custody.car_sent_for_no_stated_purpose, where=Where.STATION),
    Plant(rule="b1e-immigration-function", tell=custody.agreed_287g),
    Plant(rule="c-forward-to-head", tell=paper.answered_alone),
    Plant(rule="c-head-review", tell=paper.answered_unreviewed),
    Plant(rule="c-head-review", tell=paper.told_against_the_head),
    Plant(rule="d-confidential-information", tell=paper.confidence_broken),
    Plant(rule="d-confidential-information", tell=paper.something_confidential),
    Plant(rule="d-confidential-information", tell=paper.consent_revoked),
    Plant(rule="e1-copy-of-request", tell=paper.request_kept_quiet),
    Plant(rule="e1-copy-of-request", tell=paper.request_told_late, settles=3),
    Plant(rule="e1-statement-of-intent", tell=paper.intent_undecided),
    Plant(rule="e1-copy-of-notification", tell=paper.told_after_midnight, settles=3),
    Plant(rule="e1-attorney-or-designee", tell=paper.attorney_forgotten),
    Plant(rule="e1-written-reason", tell=paper.no_reason_given),
    Plant(rule="e2-access-record", tell=paper.minutes_missing, settles=6),
    Plant(rule="e2-access-record", tell=paper.demographics_missing, settles=6),
    Plant(rule="e2-access-record", tell=paper.demographics_late, settles=8),
    Plant(rule="f-training", tell=paper.untrained),
    Plant(rule="f-training", tell=paper.training_expired),
    Plant(rule="x-exception-evidence", tell=custody.claimed_on_nothing),
    Plant(rule="x-late-evidence", tell=evidence.warrant_late, settles=5),
    Plant(rule="x-late-evidence", tell=evidence.notice_late, settles=5),
    Plant(rule="x-late-evidence", tell=evidence.review_late, settles=4),
    Plant(rule="x-conflicting-record", tell=evidence.two_bookings),
    Plant(rule="x-conflicting-record", tell=evidence.two_calls, where=Where.STATION),
    Plant(rule="x-feed-silent", tell=evidence.fallen_silent),
)
"""Every kind of planted violation but those of half-year reports; the rule is the one that it is chiefly about."""


def plant(state: State, seed: int, days: int, rounds: int) -> Plan:
    """Plant every kind once a round, on a day that leaves time for its answers: before the first day if need be."""
    rng = stream(seed, "plants")
    drafts: list[Draft] = []
    answers: list[Answer] = []
    for kind in PLANTS * rounds:
        for told in kind.tell(_scene(rng, state, kind, days - kind.settles)):
            if isinstance(told, Answer):
                answers.append(told)
            else:
                drafts.append(told)
    return Plan(drafts=tuple(drafts), answers=tuple(answers))


def _scene(rng: Random, state: State, kind: Plant, last_day: int) -> Scene:
    agency = _agency(rng, state, kind.where)
    return scene(rng, agency, one_of(rng, agency.desk), day_start(between(rng, min(0, last_day), last_day)))


def _agency(rng: Random, state: State, where: Where) -> Agency:
    stations = tuple(agency for agency in state.agencies if agency.books) or state.agencies
    match where:
        case Where.ANYWHERE:
            return state.correction if chance(rng, IN_PRISON) else one_of(rng, stations)
        case Where.STATION:
            return one_of(rng, stations)
        case Where.PROBATION:
            return state.probation or state.correction
        case _:
            assert_never(where)
