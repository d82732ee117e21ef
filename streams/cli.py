"""The command line (`custodes`): it reads the words, calls what they name, and says plainly what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from streams.adapters.files import InputError
from streams.bootstrap import CallError

_COMMANDS = {
    "replay": "judge files of events as of an instant",
    "convert": "turn an agency's own export into events",
    "simulate": "make up a state's events, with violations planted in them",
    "serve": "run the embedded monitor: ingest, engine, alerts, pages, metrics",
    "tokens": "add, list and revoke the tokens under which agencies post",
    "rules": "show the rulebook and what of the statute it watches",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; give its exit status: 0 done, 2 the call is wrong or an input cannot be read."""
    words = sys.argv[1:] if argv is None else list(argv)
    options = _parser(words[0] if words else "").parse_args(words)
    try:
        options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (CallError, InputError, ValueError, OSError) as error:
        sys.stderr.write(f"custodes: {error}\n")
        return 2
    return 0


def _parser(called: str) -> argparse.ArgumentParser:
    """Understand the words; only the module of the command that is called is loaded."""
    parser = argparse.ArgumentParser(prog="custodes", description="Watches that the Connecticut TRUST Act is kept.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, summary in _COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name == called:
            import_module(f"streams.commands.{name}").words(command)
    return parser
