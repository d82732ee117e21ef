"""The command line (`custodes`): it reads the words, calls what they name, and says plainly what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from schemas.times import instant
from streams.adapters import files
from streams.bootstrap import now, setting
from streams.runtimes.replay import Outputs, Tally, replay


class CallError(Exception):
    """The call is wrong; the message says what, which value, and what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; give its exit status: 0 done, 2 the call is wrong or an input cannot be read."""
    options = _parser().parse_args(argv)
    try:
        options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (CallError, files.InputError, ValueError, OSError) as error:
        sys.stderr.write(f"custodes: {error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="custodes", description="Watches that the Connecticut TRUST Act is kept.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _replay_words(commands.add_parser("replay", help="judge files of events as of an instant"))
    return parser


def _replay_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="events as NDJSON, .gz accepted; - is standard input")
    parser.add_argument("--as-of", type=_instant, metavar="T", help="judge as of this instant (default: now)")
    parser.add_argument("--findings", default="-", metavar="OUT", help="where findings go (default: standard output)")
    parser.add_argument("--rejects", metavar="OUT", help="where refused lines go, with the reason for each")
    parser.add_argument("--access", metavar="OUT", help="where the register of ICE access goes")
    parser.add_argument(
        "--restricted", metavar="OUT", help="where it goes which exceptions findings rest on (mode 0600)"
    )
    parser.add_argument("--policy", type=Path, metavar="FILE", help="a policy file over the project's own")
    parser.add_argument("--agencies", type=Path, metavar="FILE", help="an agency registry instead of the project's own")
    parser.add_argument("--law", metavar="RULEBOOK", help="judge every act by this rulebook, whatever its date")
    parser.set_defaults(run=_replay)


def _instant(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _replay(options: argparse.Namespace) -> None:
    chosen = setting(policy=options.policy, agencies=options.agencies, law=options.law)
    with ExitStack() as stack:
        outputs = Outputs(
            findings=stack.enter_context(files.written(options.findings)),
            rejects=stack.enter_context(files.written(options.rejects, private=True)),
            access=stack.enter_context(files.written(options.access)),
            restricted=stack.enter_context(files.written(options.restricted, private=True)),
        )
        lines = files.lines(options.files)
        tally = replay(lines, chosen, options.as_of or now(), outputs, restricted=options.restricted is not None)
    _say(tally, kept_rejects=options.rejects is not None)


def _say(tally: Tally, *, kept_rejects: bool) -> None:
    """Sum up on stderr: nothing is refused, and no rule fails, in silence."""
    counts = ", ".join(f"{count} {status}" for status, count in sorted(tally.statuses.items())) or "none"
    say = [f"events: {tally.accepted} accepted, {tally.duplicate} duplicate; findings: {counts}"]
    if tally.refused:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(tally.refused.items()))
        say.append(f"refused: {reasons}" + ("" if kept_rejects else "; give --rejects OUT to keep them"))
    say += [
        f"rule [{rule}] failed with [{name}] on {count} timelines" for (rule, name), count in tally.failures.items()
    ]
    sys.stderr.write("".join(f"custodes: {line}\n" for line in say))
