"""`custodes convert`: an agency's own export to events."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

import orjson

from streams.adapters import files
from streams.bootstrap import CallError
from streams.feeds.convert import ADAPTERS, Adapter, BadRow, Notice, convert


def words(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("adapter", nargs="?", metavar="ADAPTER", help="the kind of export; --list names all")
    parser.add_argument("files", nargs="*", metavar="FILE", help="exports, .gz accepted; - is standard input")
    parser.add_argument("--timezone", metavar="TZ", help="the zone of the export's local times")
    parser.add_argument("--agency", metavar="ID", help="the agency that the events belong to")
    parser.add_argument("--list", action="store_true", help="name all adapters")
    parser.set_defaults(run=run)


class _Named:
    """A stream under the name that the call gave it."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self.name = name
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)


def run(options: argparse.Namespace) -> None:
    """Do it."""
    if options.list:
        for known in ADAPTERS:
            sys.stdout.write(f"{known.name:15}  {known.summary} Default zone {known.default_timezone}.\n")
        return
    adapter = _adapter(options.adapter)
    if not options.files:
        raise CallError(f"convert [{adapter.name}] needs a file: name one or more, or - for standard input")
    with ExitStack() as stack:
        exports = [_Named(path, stack.enter_context(files.opened(path))) for path in options.files]
        for one in convert(adapter, exports, timezone=options.timezone, agency=options.agency):
            match one:
                case BadRow():
                    sys.stderr.write(f"custodes: {one.file}:{one.line}: {one.reason}\n")
                case Notice():
                    sys.stderr.write(f"custodes: {one.text}\n")
                case _:
                    sys.stdout.buffer.write(orjson.dumps(one) + b"\n")


def _adapter(name: str | None) -> Adapter:
    for one in ADAPTERS:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in ADAPTERS)
    raise CallError(f"no adapter is called [{name}]: use one of {known}" if name else f"name an adapter: {known}")
