"""`custodes replay`: judge files of events as of an instant."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from schemas.times import instant
from streams.adapters import files
from streams.bootstrap import now, setting
from streams.runtimes.replay import Outputs, Tally, replay


def words(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="events as NDJSON, .gz accepted; - is standard input")
    parser.add_argument("--as-of", type=_instant, metavar="T", help="judge as of this instant (default: now)")
    parser.add_argument("--findings", default="-", metavar="OUT", help="where findings go (default: standard output)")
    parser.add_argument("--rejects", metavar="OUT", help="where refused lines go, each with its reason (mode 0600)")
    parser.add_argument("--access", metavar="OUT", help="where the register of ICE access goes")
    parser.add_argument(
        "--restricted", metavar="OUT", help="where it goes which exceptions findings rest on (mode 0600)"
    )
    parser.add_argument("--policy", type=Path, metavar="FILE", help="a policy file over the project's own")
    parser.add_argument("--agencies", type=Path, metavar="FILE", help="an agency registry instead of the project's own")
    parser.add_argument("--law", metavar="RULEBOOK", help="judge every act by this rulebook, whatever its date")
    parser.set_defaults(run=run)


def _instant(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(options: argparse.Namespace) -> None:
    """Do it."""
    chosen = setting(policy=options.policy, agencies=options.agencies, law=options.law)
    with ExitStack() as stack:
        outputs = Outputs(
            findings=stack.enter_context(files.written(options.findings)),
            rejects=stack.enter_context(files.written(options.rejects, private=True)),
            access=stack.enter_context(files.written(options.access)),
            restricted=stack.enter_context(files.written(options.restricted, private=True)),
        )
        inputs = ((path, files.lines(path)) for path in options.files)
        tally = replay(inputs, chosen, options.as_of or now(), outputs, restricted=options.restricted is not None)
    _say(tally, kept_rejects=options.rejects is not None)


def _say(tally: Tally, *, kept_rejects: bool) -> None:
    """Sum up on stderr: nothing is refused, and no rule fails, in silence."""
    counts = ", ".join(f"{count} {status}" for status, count in sorted(tally.statuses.items())) or "none"
    accepted, duplicate = tally.outcomes["accepted"], tally.outcomes["duplicate"]
    say = [f"events: {accepted} accepted, {duplicate} duplicate; findings: {counts}"]
    if tally.refused:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(tally.refused.items()))
        say.append(f"refused: {reasons}" + ("" if kept_rejects else "; give --rejects OUT to keep them"))
    say += [
        f"rule [{rule}] failed with [{name}] on {count} timelines" for (rule, name), count in tally.failures.items()
    ]
    sys.stderr.write("".join(f"custodes: {line}\n" for line in say))
