"""`custodes rules`: the rulebook, its citations and dates, and which subsections of the statute it watches."""

from __future__ import annotations

import argparse
import sys

from streams.bootstrap import CallError, setting
from streams.rules import RULEBOOK
from streams.rules.catalogue import catalogue, coverage, describe, listing


def words(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.set_defaults(run=run)
    what = parser.add_subparsers(dest="what", metavar="list | show ID | coverage")
    what.add_parser("list", help="every rule in a line")
    show = what.add_parser("show", help="one rule: its duty, citation, dates, readings and policy numbers")
    show.add_argument("rule", metavar="ID")
    what.add_parser("catalogue", help="the whole rulebook as Markdown")
    what.add_parser("coverage", help="each subsection of § 54-192h, with the rules that watch it or why none can")


def run(options: argparse.Namespace) -> None:
    """Do it."""
    match options.what:
        case "show":
            rules = {rule.id: rule for rule in RULEBOOK}
            if options.rule not in rules:
                raise CallError(f"no rule is called [{options.rule}]: `custodes rules list` names all")
            sys.stdout.write(describe(rules[options.rule], setting().policy))
        case "catalogue":
            sys.stdout.write(catalogue(setting().policy))
        case "coverage":
            sys.stdout.write(coverage())
        case _:
            sys.stdout.write(listing())
