"""The texts of the law, by day, and whom their duties bind."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from streams.bootstrap import setting
from streams.rules import RULEBOOK
from streams.rules.laws import LAWS, TRUST_2019, TRUST_2025


def test_the_laws_follow_one_another_without_a_gap() -> None:
    """Each begins on the day after the last one's last, and the last one has no last day."""
    for earlier, later in pairwise(LAWS):
        assert earlier.last_day is not None
        assert later.first_day == earlier.last_day + timedelta(days=1)
    assert (LAWS[0].first_day, LAWS[-1].last_day) == (date(2019, 10, 1), None)


def test_the_law_of_2025_adds_roles_under_b_alone() -> None:
    """Its other columns are those of 2019."""
    added = TRUST_2025.coverage["b1"] - TRUST_2019.coverage["b1"]
    assert added == {"criminal_justice_staff", "juvenile_probation_officer", "pardons_parole_staff"}
    for column in ("c", "d", "e1", "ice-access"):
        assert TRUST_2025.coverage[column] == TRUST_2019.coverage[column]
        assert len(TRUST_2019.coverage[column]) == 6


def test_only_the_law_of_2025_has_candidate_offences() -> None:
    """Thirteen, none of them verified."""
    assert (len(TRUST_2019.candidate_offences), len(TRUST_2025.candidate_offences)) == (0, 13)


def test_the_rulebook_has_21_rules_of_different_names() -> None:
    """In the order of the statute's paragraphs."""
    assert [rule.id for rule in RULEBOOK] == [
        "b1a-detention",
        "b1b-release-communication",
        "b1c-administrative-warrant",
        "b1d-interview",
        "b1e-immigration-function",
        "c-forward-to-head",
        "c-head-review",
        "d-confidential-information",
        "e1-copy-of-request",
        "e1-statement-of-intent",
        "e1-copy-of-notification",
        "e1-attorney-or-designee",
        "e1-written-reason",
        "e2-access-record",
        "e3-half-year-report",
        "e3-report-content",
        "f-training",
        "x-exception-evidence",
        "x-late-evidence",
        "x-conflicting-record",
        "x-feed-silent",
    ]


def test_an_unknown_rulebook_is_refused_by_name() -> None:
    """The message names those that there are."""
    with pytest.raises(ValueError, match=r"\[oz-1900\].*ct-trust-2019, ct-trust-2025"):
        setting(law="oz-1900")
