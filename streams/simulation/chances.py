"""Draws from a seeded source of randomness, by plain arithmetic only, so that every machine draws the same."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
VARIATION = 0.3


def stream(seed: int, *names: object) -> Random:
    """Give the source of randomness that belongs to a seed and a purpose, whatever other purposes have drawn."""
    # Made-up data must be repeatable, not secret.
    return Random("/".join(str(part) for part in (seed, *names)))  # noqa: S311


def chance(rng: Random, share: float) -> bool:
    """Say yes in this share of cases."""
    return rng.random() < share


def between(rng: Random, least: int, most: int) -> int:
    """Draw a whole number from least to most, both included."""
    return least + int(rng.random() * (most - least + 1))


def tally(rng: Random, mean: float) -> int:
    """Draw how many of something a day holds: around the mean, give or take three tenths."""
    return int(mean * (1 - VARIATION + 2 * VARIATION * rng.random()) + rng.random())


def one_of(rng: Random, items: Sequence[T]) -> T:
    """Draw one item, each as likely as the other."""
    return items[int(rng.random() * len(items))]


def opaque(rng: Random, prefix: str) -> str:
    """Make an id that says nothing about what it names."""
    return f"{prefix}-{rng.getrandbits(64):016x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted(Generic[T]):
    """Items with running totals of their weights."""

    items: tuple[T, ...]
    bounds: tuple[float, ...]

    def pick(self, rng: Random) -> T:
        """Draw one item in proportion to its weight."""
        return self.items[bisect_right(self.bounds, rng.random() * self.bounds[-1])]


def weighted(*pairs: tuple[T, float]) -> Weighted[T]:
    """Make a weighted choice of (item, weight) pairs."""
    return Weighted(items=tuple(item for item, _ in pairs), bounds=tuple(accumulate(weight for _, weight in pairs)))
