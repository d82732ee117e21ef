"""`custodes serve`: the embedded monitor in one process: HTTP ingest, engine, alert store, pages, metrics."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from waitress.server import create_server

from streams.adapters import logs
from streams.bootstrap import DATA, CallError, now, setting
from streams.commands.simulate import build
from streams.runtimes.demonstration import PacedClock, stream
from streams.site import Site, open_site

_DEMONSTRATION = "A demonstration: every event is made up, and the clock is that of the made-up state."
_PAUSE = 0.15


def words(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--data", type=Path, metavar="DIR", help=f"where the monitor keeps its data (default: {DATA})")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port to listen on (default: 8000)")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="the address to listen on")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="a name the site is asked for under"
    )
    parser.add_argument("--policy", type=Path, metavar="FILE", help="a policy file over the project's own")
    parser.add_argument("--agencies", type=Path, metavar="FILE", help="an agency registry instead of the project's own")
    parser.add_argument("--demo", action="store_true", help="stream in a made-up state, in a folder of its own")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Do it, until a signal says to stop."""
    logs.configure()
    chosen = setting(policy=options.policy, agencies=options.agencies)
    with ExitStack() as stack:
        data = options.data or DATA
        clock = PacedClock()
        if options.demo:
            data = Path(options.data or stack.enter_context(tempfile.TemporaryDirectory(prefix="custodes-")))
        site = open_site(
            data,
            chosen,
            clock=clock if options.demo else now,
            notice=_DEMONSTRATION if options.demo else None,
            hosts=options.name,
        )
        _serve(site, options, clock if options.demo else None)


def _serve(site: Site, options: argparse.Namespace, demonstration: PacedClock | None) -> None:
    try:
        server = create_server(
            site.application,
            host=options.host,
            port=options.port,
            threads=8,
            max_request_body_size=site.largest_body,
            ident=None,
        )
    except (OSError, OverflowError, ValueError) as error:
        where = f"[{options.host}:{options.port}]"
        raise CallError(f"{where} cannot be listened on: {error}; give another --port or --host") from error
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    site.monitor.start()
    sys.stdout.write(f"Custodes is at http://{options.host}:{server.effective_port}/\n")
    sys.stdout.flush()
    if demonstration is not None:
        made = build(agencies=16, days=3, seed=20191001)
        feeding = threading.Thread(
            target=stream,
            args=(made, site.monitor, demonstration),
            kwargs={"pause": _PAUSE, "stopping": stopping},
            daemon=True,
        )
        feeding.start()
    try:
        server.run()  # a SystemExit ends it, once the requests in hand are answered
    finally:
        stopping.set()
        server.close()
        site.monitor.stop()
        site.ledger.close()
