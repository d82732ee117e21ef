"""The made-up state: which agencies take part, and who works there."""

from streams.simulation.clocks import day_start
from streams.simulation.simulate import AgencyRow
from streams.simulation.state import settle

TRAINING_DAYS = 400


def test_the_smallest_states_have_a_prison_a_town_and_probation(registry: tuple[AgencyRow, ...]) -> None:
    """Three agencies are the Department of Correction, the largest town's police and adult probation."""
    state = settle(registry, 3, 1)
    assert [agency.code for agency in state.agencies] == ["CTDOC0000", "CT0001500", "CTJUD0000"]
    assert state.probation is not None


def test_towns_come_largest_first(registry: tuple[AgencyRow, ...]) -> None:
    """The police departments that take part are those of the most populous towns."""
    towns = settle(registry, 9, 1).towns
    assert [agency.municipality for agency in towns] == ["Bridgeport", "Stamford", "New Haven", "Hartford", "Waterbury"]


def test_more_agencies_than_there_are_is_all_of_them(registry: tuple[AgencyRow, ...]) -> None:
    """A number beyond the registry's takes every agency, which covers the whole state."""
    state = settle(registry, 10_000, 1)
    assert len(state.agencies) == len(registry)
    assert state.coverage == 1


def test_whoever_answers_requests_is_trained(registry: tuple[AgencyRow, ...]) -> None:
    """Every officer at a desk has a training in the two years before the first day."""
    for agency in settle(registry, 200, 1).agencies:
        for officer in agency.desk:
            assert officer.trained is not None
            assert day_start(-500) <= officer.trained < day_start(-TRAINING_DAYS // 4)
            assert officer.appointed < officer.trained


def test_an_agency_has_the_same_officers_in_any_company(registry: tuple[AgencyRow, ...]) -> None:
    """The officers of an agency depend on the seed, not on how many agencies take part."""
    assert settle(registry, 3, 5).agencies[1] == settle(registry, 30, 5).agencies[1]
