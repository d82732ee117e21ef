"""How events arrive: out of order, some of them hours after they were written down, a few of them twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from random import Random

from streams.simulation.chances import HOUR, MINUTE, between, chance, weighted
from streams.simulation.drafts import Draft, encode

TRANSIT = weighted(  # (least, most) seconds on the way; a guess
    ((0, 30), 880),
    ((30, 10 * MINUTE), 90),
    ((10 * MINUTE, 3 * HOUR), 27),
    ((3 * HOUR, 30 * HOUR), 3),
)
SENT_TWICE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Events that were made together; those of every later batch arrive at `before` or after it."""

    drafts: Iterable[Draft]
    before: int


def arrive(batches: Iterable[Batch], rng: Random, end: int) -> Iterator[bytes]:
    """Give the lines in the order of arrival; what is written down at `end` or later is not sent.

    Memory holds what has been made and has not arrived: a batch, and the future of the stories that have begun.
    """
    waiting: list[tuple[int, int, bytes]] = []
    turn = count()
    for batch in batches:
        for draft in batch.drafts:
            if draft.recorded < end:
                _send(waiting, turn, rng, draft)
        while waiting and waiting[0][0] < batch.before:
            yield heappop(waiting)[2]
    while waiting:
        yield heappop(waiting)[2]


def _send(waiting: list[tuple[int, int, bytes]], turn: Iterator[int], rng: Random, draft: Draft) -> None:
    line, at = encode(draft), draft.recorded + between(rng, *TRANSIT.pick(rng))
    heappush(waiting, (at, next(turn), line))
    if chance(rng, SENT_TWICE):
        heappush(waiting, (at + between(rng, *TRANSIT.pick(rng)) + between(rng, 0, HOUR), next(turn), line))
