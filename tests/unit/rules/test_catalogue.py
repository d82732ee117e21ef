"""The rulebook as people read it."""

from __future__ import annotations

from streams.core.rulebook import Policy
from streams.rules import RULEBOOK, catalogue


def test_the_listing_has_every_rule_in_a_line() -> None:
    """Its id, its severity, its paragraph and its title, in columns."""
    lines = catalogue.listing().splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in RULEBOOK]
    for line, rule in zip(lines, RULEBOOK, strict=True):
        assert line.endswith(rule.title)
        assert rule.severity in line


def test_a_rule_is_described_in_full() -> None:
    """The duty, the days it is in force, the numbers that are policy, the readings, and what each status means."""
    for rule in RULEBOOK:
        text = catalogue.describe(rule, Policy())
        assert text.startswith(f"{rule.id}: {rule.title}\n")
        assert rule.citation in text
        assert "ct-trust-2019: 2019-10-01 to 2025-09-30" in text
        assert "ct-trust-2025: 2025-10-01 to today" in text
        for key in rule.policy_keys:
            assert f"{key} = " in text
        for status, summary in rule.summaries.items():
            assert f"{status:12} {summary}" in text


def test_the_readings_that_bear_on_a_rule_stand_with_it() -> None:
    """By their numbers, and each names rules that there are."""
    known = {rule.id for rule in RULEBOOK} | {""}
    for number, title, rules in catalogue.readings():
        assert rules <= known
        for rule in RULEBOOK:
            assert (f"reading    {number}. {title}\n" in catalogue.describe(rule, Policy())) == (rule.id in rules)


def test_every_subsection_is_watched_or_says_why_not() -> None:
    """And every rule watches one."""
    text = catalogue.coverage()
    for rule in RULEBOOK:
        assert f"   {rule.id}\n" in text
    assert "no rule: \n" not in text
