"""A registry and small simulations, made once and shared by the tests of this folder."""

from pathlib import Path

import pytest

from streams.simulation.simulate import AgencyRow, Simulation, read_registry, simulate

REGISTRY = Path("streams/rules/tables/agencies.csv")


@pytest.fixture(scope="session")
def registry() -> tuple[AgencyRow, ...]:
    """Give the agencies of Connecticut."""
    root = Path(__file__).parents[3]
    return read_registry((root / REGISTRY).read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="session")
def small(registry: tuple[AgencyRow, ...]) -> Simulation:
    """Give three agencies for three days: the least that is promised to have every violation."""
    return simulate(agencies=3, days=3, seed=7, registry=registry)


@pytest.fixture(scope="session")
def small_lines(small: Simulation) -> tuple[bytes, ...]:
    """Give the small simulation's lines."""
    return tuple(small.lines())


@pytest.fixture(scope="session")
def large(registry: tuple[AgencyRow, ...]) -> Simulation:
    """Give thirty agencies for a month, with few calls left out."""
    return simulate(agencies=30, days=30, seed=11, rate=0.5, registry=registry)


@pytest.fixture(scope="session")
def large_lines(large: Simulation) -> tuple[bytes, ...]:
    """Give the large simulation's lines."""
    return tuple(large.lines())
