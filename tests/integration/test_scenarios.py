"""The scenarios of the contract: each finding is as it was labelled by hand, in any order of arrival."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import CUSTODES

CONTRACT = Path(__file__).parents[3] / "shared" / "contract"


def test_the_scenarios_come_out_as_labelled() -> None:
    """Every scenario gives the findings and the rejects of its label: in order, shuffled with copies, and reversed."""
    check = CONTRACT / "check_scenarios.py"
    if not check.exists():
        pytest.skip("the contract is not beside this checkout")
    done = subprocess.run(
        [sys.executable, check, "--command", CUSTODES], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
