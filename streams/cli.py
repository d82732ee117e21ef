"""The command line (`custodes`): it reads the words, calls what they name, and says plainly what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from streams.adapters.files import InputError
from streams.commands import CallError, convert, replay, rules, simulate

_COMMANDS = {
    "replay": (replay, "judge files of events as of an instant"),
    "convert": (convert, "turn an agency's own export into events"),
    "simulate": (simulate, "make up a state's events, with violations planted in them"),
    "rules": (rules, "show the rulebook and what of the statute it watches"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; give its exit status: 0 done, 2 the call is wrong or an input cannot be read."""
    parser = argparse.ArgumentParser(prog="custodes", description="Watches that the Connecticut TRUST Act is kept.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, (command, summary) in _COMMANDS.items():
        command.words(commands.add_parser(name, help=summary, description=command.__doc__))
    options = parser.parse_args(argv)
    try:
        options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (CallError, InputError, ValueError, OSError) as error:
        sys.stderr.write(f"custodes: {error}\n")
        return 2
    return 0
