"""`custodes tokens`: the tokens under which agencies post their events."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from alerts.store import tokens
from schemas.times import spell
from streams.bootstrap import DATA, CallError, setting
from streams.site import open_store


def words(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.set_defaults(run=run)
    what = parser.add_subparsers(dest="what", required=True, metavar="add | list | revoke")
    add = what.add_parser("add", help="make a token for an agency; it is shown once, and only its hash is kept")
    add.add_argument("--agency", required=True, metavar="ID")
    add.add_argument("--label", default="", metavar="TEXT", help="what the token is for")
    listed = what.add_parser("list", help="name the tokens there are, without them")
    revoke = what.add_parser("revoke", help="end a token")
    revoke.add_argument("token", metavar="PREFIX", help="how `list` names it")
    for one in (add, listed, revoke):
        one.add_argument(
            "--data", type=Path, default=DATA, metavar="DIR", help=f"the monitor's folder (default: {DATA})"
        )


def run(options: argparse.Namespace) -> None:
    """Do it."""
    open_store(options.data)
    match options.what:
        case "add":
            if options.agency not in setting().agencies:
                raise CallError(
                    f"no agency [{options.agency}] is in the registry: see streams/rules/tables/agencies.csv"
                )
            sys.stdout.write(tokens.add(options.agency, options.label) + "\n")
        case "list":
            for token in tokens.all():
                state = f"revoked {spell(token.revoked_at)}" if token.revoked_at else "in force"
                sys.stdout.write(f"{token.prefix}  {token.agency}  {spell(token.created_at)}  {state}  {token.label}\n")
        case _:
            tokens.revoke(options.token)
