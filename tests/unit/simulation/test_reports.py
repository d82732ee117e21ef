"""The half-year reports of the towns."""

from collections.abc import Iterator
from dataclasses import replace

from streams.simulation import papers
from streams.simulation.chances import stream
from streams.simulation.clocks import FIRST_DAY, day_start, midnight
from streams.simulation.drafts import Draft, Scene, scene
from streams.simulation.reports import Fault, autumn, filed, register
from streams.simulation.simulate import AgencyRow
from streams.simulation.state import settle

JULY = FIRST_DAY.replace(month=7, day=10)


def place(registry: tuple[AgencyRow, ...]) -> Scene:
    """Set a scene at the police of Bridgeport, on the first day."""
    town = settle(registry, 3, 1).towns[0]
    return scene(stream(1), town, town.desk[0], day_start(0))


def acts(at: Scene) -> Iterator[Draft]:
    """Give seven acts of ICE access."""
    custody = at.key("c")
    yield papers.held(at, at.hour(1), custody, papers.DETAINER)
    yield papers.handed_over(at, at.hour(2), custody)
    yield papers.disclosed(at, at.hour(3), at.key("d"), ("release_date",))
    yield papers.disclosed(at, at.hour(4), at.key("d"), ("public_record", "home_address"))
    yield papers.interviewed(at, at.hour(5), at.key("i"), custody)
    yield papers.interviewed(at, at.hour(6), at.key("i"), None)
    yield papers.assisted(at, at.hour(7), at.key("h"), "facility_use", "criminal")


def test_access_is_counted_by_instance(registry: tuple[AgencyRow, ...]) -> None:
    """Each act of a town's police that gives ICE access is one instance of its half-year."""
    at = place(registry)
    assert register(acts(at)) == {("Bridgeport", "2026-H1"): [at.person] * 7}


def test_other_acts_are_not_counted(registry: tuple[AgencyRow, ...]) -> None:
    """A booking, a public record, a release and other agencies' acts are not in a town's register."""
    at = place(registry)
    prison = replace(at, agency=settle(registry, 3, 1).correction)
    plain = [
        papers.booked(at, at.hour(1), "c-1"),
        papers.disclosed(at, at.hour(2), "d-1", ("public_record",)),
        papers.released(at, at.hour(3), "c-1"),
        papers.assisted(at, at.hour(4), "h-1", "transport", "criminal"),
    ]
    assert register([*plain, *acts(prison)]) == {}


def test_reports_are_filed_in_july(registry: tuple[AgencyRow, ...]) -> None:
    """On 10 July each town with access in the first half-year reports its persons and instances, on no other day."""
    at, state = place(registry), settle(registry, 3, 1)
    counted = register(acts(at))
    (report,) = filed(counted, state, 1, midnight(JULY))
    assert report.subject == "municipality/Bridgeport"
    assert report.data == {"period": "2026-H1", "individuals": 1, "instances": 7, "contains_pii": False}
    assert list(filed(counted, state, 1, midnight(JULY.replace(day=11)))) == []


def test_every_fault_is_planted_where_there_are_towns_enough(registry: tuple[AgencyRow, ...]) -> None:
    """Thirty agencies have all kinds of faulty reports on the autumn, and towns whose reports are in order."""
    state = settle(registry, 30, 1)
    past = autumn(state, 1, 1)
    faulty = {answer.subject for answer in past.answers}
    reported = {draft.subject for draft in past.drafts if draft.name == "report.filed"}
    assert len(faulty) == len(Fault)
    assert len(faulty - reported) == 1
    assert len(reported - faulty) > 2


def test_one_town_breaks_both_report_rules(registry: tuple[AgencyRow, ...]) -> None:
    """Where there is one town, its report is late and miscounted."""
    past = autumn(settle(registry, 3, 1), 1, 1)
    assert [answer.rule for answer in past.answers] == ["e3-half-year-report", "e3-report-content"]
