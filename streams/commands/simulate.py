"""`custodes simulate`: a made-up state's events, with the violations planted in them."""

from __future__ import annotations

import argparse
import dataclasses
import sys

import orjson
from tqdm import tqdm

from schemas.times import spell
from streams.adapters import files
from streams.bootstrap import registry_lines
from streams.simulation.simulate import Simulation, read_registry, simulate


def words(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--agencies", type=int, required=True, metavar="N", help="how many agencies, the largest first")
    parser.add_argument("--days", type=int, required=True, metavar="D", help="how many days")
    parser.add_argument("--seed", type=int, required=True, metavar="S", help="the same seed gives the same bytes")
    parser.add_argument("--rate", type=float, default=1.0, metavar="X", help="how busy the state is (default: 1)")
    parser.add_argument("--answers", metavar="OUT", help="where the findings go that replay has to make")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Do it."""
    made = build(agencies=options.agencies, days=options.days, seed=options.seed, rate=options.rate)
    for line in tqdm(made.lines(), unit=" events", unit_scale=True, disable=None, leave=False):
        sys.stdout.buffer.write(line + b"\n")
    with files.written(options.answers) as answers:
        for answer in made.answers:
            answers.write(orjson.dumps({"fingerprint": answer.fingerprint, **dataclasses.asdict(answer)}) + b"\n")
    sys.stderr.write(f"custodes: {len(made.answers)} findings planted; replay with --as-of {spell(made.as_of)}\n")


def build(*, agencies: int, days: int, seed: int, rate: float = 1.0) -> Simulation:
    """Make up a state of the project's own agencies. Raises ValueError that names an argument that makes no sense."""
    return simulate(agencies=agencies, days=days, seed=seed, rate=rate, registry=read_registry(registry_lines()))
