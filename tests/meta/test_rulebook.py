"""The rulebook and the documents that speak of it, under test."""

from __future__ import annotations

import csv
import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from streams.bootstrap import setting
from streams.core.rulebook import Policy
from streams.rules import RULEBOOK, catalogue, reference
from streams.rules.laws import LAWS

ROOT = Path(__file__).parents[2]
RULES = ROOT / "streams" / "rules"
SHARED = ROOT.parent / "shared"


def test_there_are_twenty_one_rules_each_with_its_own_id() -> None:
    """The rulebook holds 21 rules, and no id stands twice."""
    assert len({rule.id for rule in RULEBOOK}) == len(RULEBOOK) == 21


def test_every_module_of_a_rule_is_in_the_rulebook() -> None:
    """A rule module that is not listed by hand would never judge anything."""
    modules = {path.stem for path in RULES.glob("*.py") if re.search(r"^RULE = Rule\(", path.read_text(), re.MULTILINE)}
    listed = set(re.findall(r"^    (\w+)\.RULE,$", (RULES / "__init__.py").read_text(), re.MULTILINE))
    assert modules == listed
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    independent = next(contract["modules"] for contract in contracts if contract["type"] == "independence")
    assert {module.rpartition(".")[2] for module in independent} == modules


@pytest.mark.parametrize("rule", RULEBOOK, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_asks(rule: object) -> None:
    """Each rule has a duty in plain words, a citation, and a summary that says `possible` of a violation."""
    found = next(one for one in RULEBOOK if one is rule)
    assert len(found.duty.split()) > 20
    assert found.citation.startswith("C.G.S. § 54-192h")
    assert found.summaries["violation"].startswith("Possible violation: ")
    assert not any("lawful" in text for text in found.summaries.values())
    assert all(key in Policy.__struct_fields__ for key in found.policy_keys)


def test_every_rule_has_a_spec_file() -> None:
    """`tests/spec` has one file a rule, the manual in test form."""
    listed = re.findall(r"^    (\w+)\.RULE,$", (RULES / "__init__.py").read_text(), re.MULTILINE)
    missing = [name for name in listed if not (ROOT / "tests" / "spec" / f"test_{name}.py").exists()]
    assert missing == []


def test_the_catalogue_is_that_of_the_rules() -> None:
    """CATALOGUE.md is what `custodes rules catalogue` prints."""
    assert (RULES / "CATALOGUE.md").read_text() == catalogue.catalogue(setting().policy)


def test_readings_are_numbered_without_gaps_and_name_rules_that_exist() -> None:
    """A reading has one number for good, and bears on rules of the rulebook."""
    numbers = [number for number, _, _ in catalogue.readings()]
    named = {rule for _, _, rules in catalogue.readings() for rule in rules if rule}
    assert numbers == list(range(1, len(numbers) + 1))
    assert named <= {rule.id for rule in RULEBOOK}


def test_every_subsection_has_a_rule_or_a_reason() -> None:
    """The coverage leaves no subsection of § 54-192h without a word."""
    text = catalogue.coverage()
    for section, what, why_none in catalogue.STATUTE:
        assert f"{section:11} {what}" in text
        watched = any(rule.citation.removeprefix("C.G.S. § 54-192h").strip().startswith(section) for rule in RULEBOOK)
        assert watched or why_none, section


def test_the_laws_follow_each_other_without_gap_or_overlap() -> None:
    """From the first day on, each day has exactly one law."""
    for before, after in pairwise(LAWS):
        assert before.last_day is not None
        assert (after.first_day - before.last_day).days == 1
    assert LAWS[-1].last_day is None


def test_policy_is_all_in_one_file_and_labelled() -> None:
    """policy.toml holds every number, each under a line that says it is policy, and the defaults are the same."""
    text = (RULES / "policy.toml").read_text()
    assert set(tomllib.loads(text)) == set(Policy.__struct_fields__)
    assert text.count("# Policy, not law: ") == len(Policy.__struct_fields__) - 1
    assert reference.policy() == Policy()


def test_the_registry_and_the_felonies_are_those_of_the_reference() -> None:
    """Every agency and felony of the reference stands in the project's own tables, and no other."""
    if not SHARED.exists():
        pytest.skip("the reference tables are not beside the project")
    with (SHARED / "data" / "ct-reference" / "agencies.csv").open() as file:
        agencies = {row["agency"]: (row["kind"], row["municipality"] or None) for row in csv.DictReader(file)}
    assert {code: (one.kind, one.municipality) for code, one in reference.agencies().items()} == agencies
    assert sum(one.kind == "municipal_police" for one in reference.agencies().values()) == 112
    with (SHARED / "law" / "felonies.csv").open() as file:
        rows = {(row["section"], row["class"]) for row in csv.DictReader(file)}
    known = reference.felonies().classes
    assert {(section, letter) for section, letters in known.items() for letter in letters} == rows


def test_no_file_names_a_machine_or_a_registry() -> None:
    """The project names no path of a machine it was made on, and no host of a package registry."""
    git = ["git", "-C", str(ROOT), "ls-files"]
    listed = subprocess.run(git, capture_output=True, text=True, check=False).stdout.split()
    forbidden = re.compile(
        "/" + "work/|/" + "root/|py" + "pi\\.org|python" + "hosted|registry\\.npm" + "js|repo1\\.maven"
    )
    named = [
        name
        for name in listed
        if not name.endswith(".png") and forbidden.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]
    assert named == []
