"""Reference data: the policy, the felony table, the agency registry, and what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.core.rulebook import Agency, Policy
from streams.rules import reference


def written(folder: Path, text: str, name: str = "given") -> Path:
    """Write a file and give its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_project_s_own_policy_holds_the_defaults() -> None:
    """Two hours, a day, five days, fifteen days, 24 months, 90 days, a day, a day, and Connecticut's zone."""
    assert reference.policy() == Policy(
        release_processing_hours=2,
        notice_hours=24,
        access_record_days=5,
        report_grace_days=15,
        training_valid_months=24,
        new_hire_days=90,
        late_evidence_hours=24,
        feed_silent_hours=24,
        time_zone="America/New_York",
    )


def test_a_policy_file_overrides_what_it_names(tmp_path: Path) -> None:
    """The other keys keep their values."""
    path = written(tmp_path, 'notice_hours = 0.5\naccess_record_days = 0\ntime_zone = "Europe/Paris"\n')
    policy = reference.policy(path)
    assert (policy.notice_hours, policy.access_record_days, policy.time_zone) == (0.5, 0, "Europe/Paris")
    assert policy.release_processing_hours == 2
    assert reference.policy(written(tmp_path, "")) == reference.policy()


@pytest.mark.parametrize("key", ["notice_hour", "Notice_hours", "hours", "policy"])
def test_an_unknown_key_is_refused_by_name(tmp_path: Path, key: str) -> None:
    """The message names it, and the keys that there are."""
    with pytest.raises(ValueError, match=rf"policy key \[{key}\] is unknown: use one of .*notice_hours"):
        reference.policy(written(tmp_path, f"{key} = 1\n"))


@pytest.mark.parametrize(
    "key", ["release_processing_hours", "notice_hours", "late_evidence_hours", "feed_silent_hours"]
)
@pytest.mark.parametrize("value", ["-1", "-0.5", "nan", "inf", "-inf", "true", '"24"', "[24]", "{}", "2026-03-05"])
def test_hours_are_numbers_from_zero_on(tmp_path: Path, key: str, value: str) -> None:
    """Anything else is refused by name."""
    with pytest.raises(ValueError, match=rf"policy key \[{key}\] has the value .*: give a number of hours"):
        reference.policy(written(tmp_path, f"{key} = {value}\n"))


@pytest.mark.parametrize("key", ["access_record_days", "report_grace_days", "training_valid_months", "new_hire_days"])
@pytest.mark.parametrize("value", ["-1", "1.5", "5.0", "nan", "true", '"5"', "[]"])
def test_days_and_months_are_whole_numbers_from_zero_on(tmp_path: Path, key: str, value: str) -> None:
    """Anything else is refused by name."""
    with pytest.raises(ValueError, match=rf"policy key \[{key}\] has the value .*: give a whole number"):
        reference.policy(written(tmp_path, f"{key} = {value}\n"))


@pytest.mark.parametrize(
    "value", ["5", '"Land of Oz"', '""', '"America"', '"../etc"', '"/etc/passwd"', "true", '"\\u0000"']
)
def test_a_time_zone_has_a_name(tmp_path: Path, value: str) -> None:
    """One that the zone database knows."""
    with pytest.raises(ValueError, match=r"policy key \[time_zone\] has the value .*: give the name of a time zone"):
        reference.policy(written(tmp_path, f"time_zone = {value}\n"))


@pytest.mark.parametrize("key", ["notice_hours", "access_record_days"])
@pytest.mark.parametrize("digits", [20, 400])
def test_a_number_beyond_every_calendar_is_refused_by_name(tmp_path: Path, key: str, digits: int) -> None:
    """However many digits it has."""
    with pytest.raises(ValueError, match=rf"policy key \[{key}\] has the value"):
        reference.policy(written(tmp_path, f"{key} = 1{'0' * digits}\n"))


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    """Whether it is malformed or not even text."""
    with pytest.raises(ValueError, match=r"the policy file \[.*given\] is no TOML"):
        reference.policy(written(tmp_path, "notice_hours = \n"))
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match=r"the policy file \[.*binary\] is no TOML"):
        reference.policy(binary)


def test_a_policy_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    """The error is the system's."""
    with pytest.raises(FileNotFoundError):
        reference.policy(tmp_path / "nowhere")


def test_the_registry_knows_the_agencies_of_connecticut() -> None:
    """A town's police, an agency of the state, and one that nobody knows."""
    agencies = reference.agencies()
    assert agencies["CT0016300"] == Agency(
        agency="CT0016300", kind="municipal_police", municipality="Windham", name="Windham Police Department"
    )
    assert (agencies["CTDOC0000"].kind, agencies["CTDOC0000"].municipality) == ("correction", None)
    assert "CT9999999" not in agencies
    assert reference.registry_text().startswith("agency,kind,municipality,")


def test_another_registry_takes_the_place_of_the_project_s_own(tmp_path: Path) -> None:
    """Columns in any order, a byte-order mark, more columns or none: by its header."""
    text = "\ufeffmunicipality,agency,more,kind\nOz,OZ0000001,x,municipal_police\n,OZ0000002,,state_police\n"
    agencies = reference.agencies(written(tmp_path, text))
    assert set(agencies) == {"OZ0000001", "OZ0000002"}
    assert (agencies["OZ0000001"].municipality, agencies["OZ0000002"].municipality) == ("Oz", None)
    assert agencies["OZ0000001"].name is None


@pytest.mark.parametrize("column", ["agency", "kind", "municipality"])
def test_a_registry_that_lacks_a_column_is_refused_by_name(tmp_path: Path, column: str) -> None:
    """Missing in the header, or short in a row."""
    header = [name for name in ("agency", "kind", "municipality") if name != column]
    with pytest.raises(ValueError, match=rf"\[.*given\] lacks the column \[{column}\]"):
        reference.agencies(written(tmp_path, f"{','.join(header)}\nOZ0000001,x\n"))
    with pytest.raises(ValueError, match=rf"\[.*given\] lacks the column \[{column}\]"):
        reference.agencies(written(tmp_path, f"{','.join([*header, column])}\na,b\n"))


def test_a_registry_with_one_agency_twice_is_refused_by_name(tmp_path: Path) -> None:
    """Nobody could know which row is right."""
    text = "agency,kind,municipality\nOZ0000001,municipal_police,Oz\nOZ0000001,state_police,\n"
    with pytest.raises(ValueError, match=r"holds \[OZ0000001\] twice: keep one row"):
        reference.agencies(written(tmp_path, text))


CONDITIONAL = (
    "53-21 53a-70 53a-70a 53a-71 53a-72b 53a-83b 53a-90a 53a-119c 53a-180a 53-37b 53-202aa 53-202g 53-206j 14-224 "
    "29-33 29-37a 29-37j 31-290c 53a-51"
)


def test_the_felony_table_has_the_conditional_sections_of_the_page() -> None:
    """No more and no fewer; of three of them every variant counts."""
    felonies = reference.felonies()
    assert felonies.conditional == set(CONDITIONAL.split())
    assert felonies.always == {"53a-70", "53a-70a", "53a-83b"}
    assert felonies.classes["53a-70"] == {"A", "B"}
    assert felonies.classes["53a-54a"] == {"A"}
    assert {letter for letters in felonies.classes.values() for letter in letters} == {"A", "B"}
