"""`make bench`: measure speed as ratios within one run, and print the tables that the README beside this file keeps.

python -m tests.benchmarks [replay] [memory] [flat] [person] [serve] [--events N]
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import replaying, serving

_ALL: dict[str, Callable[[Path, int], str]] = {
    "replay": replaying.against_the_floor,
    "memory": replaying.peak_memory,
    "flat": replaying.flat_cost,
    "person": replaying.one_long_timeline,
    "serve": serving.load,
}


def main() -> None:
    """Run the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description="Measure speed as ratios within one run.")
    parser.add_argument("names", nargs="*", metavar="|".join(_ALL), default=list(_ALL))
    parser.add_argument("--events", type=int, default=1_000_000, help="how many events the large runs have")
    options = parser.parse_args()
    print(_machine())
    with tempfile.TemporaryDirectory() as folder:
        for name in options.names:
            print(f"\n## {name}\n\n{_ALL[name](Path(folder), options.events)}", flush=True)


def _machine() -> str:
    root = Path(__file__).parents[2]
    git = ["git", "-C", str(root), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
    models = (line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    cpu = next(models, ": unknown").partition(":")[2].strip()
    return f"commit {commit}, Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores of {cpu}"


if __name__ == "__main__":
    main()
