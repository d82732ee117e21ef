"""The rulebook as people read it: lists, one rule in full, the statute's subsections and the rules that watch them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from textwrap import fill, indent

from streams.core.rulebook import Policy, Rule
from streams.rules import RULEBOOK
from streams.rules.laws import LAWS

STATUTE: tuple[tuple[str, str, str], ...] = (
    ("(a)", "Definitions", "Words, not duties: they are in the schemas, the roles and the exceptions."),
    ("(a)(6)", "What ICE access is", "A definition: the register of ICE access, behind (e)(2) and (e)(3), follows it."),
    ("(b)(1)(A)", "No arrest or detention on a detainer", ""),
    ("(b)(1)(B)", "No resources to tell of custody or release", ""),
    ("(b)(1)(C)", "No arrest or detention on an administrative warrant", ""),
    ("(b)(1)(D)", "No access to interview a person in custody", ""),
    ("(b)(1)(E)", "No function of a federal immigration authority", ""),
    (
        "(b)(2)",
        "Fingerprints and NCIC stay allowed",
        "A permission: such acts are never events here, so none is judged.",
    ),
    ("(c)", "Release-date requests go to the agency head", ""),
    ("(d)", "Confidential information", ""),
    ("(e)(1)", "Notices to the person", ""),
    ("(e)(2)", "Records of ICE access are public", ""),
    ("(e)(3)", "Half-year reports to OPM", ""),
    ("(f)", "Training", ""),
    ("(g)", "No authority to detain", "A rule of construction: it is why no finding says `lawful` (reading 3)."),
    ("(evidence)", "Not in the statute: whether the records can be relied on", ""),
)
"""Subsection, what it says, and why no rule watches it where none does."""


def listing() -> str:
    """Give every rule in a line."""
    width = max(len(rule.id) for rule in RULEBOOK)
    return "".join(f"{rule.id:{width}}  {rule.severity:8}  {_short(rule):12}  {rule.title}\n" for rule in RULEBOOK)


def describe(rule: Rule, policy: Policy) -> str:
    """Give one rule in full."""
    lines = [
        f"{rule.id}: {rule.title}",
        "",
        indent("\n\n".join(fill(part, 100) for part in rule.duty.strip().split("\n\n")), "  "),
        "",
        f"citation   {rule.citation}",
        f"severity   {rule.severity}",
        *(f"in force   {law.id}: {law.first_day} to {law.last_day or 'today'}" for law in LAWS),
        *(f"policy     {key} = {getattr(policy, key):g} (our number, not the statute's)" for key in rule.policy_keys),
        *(f"reading    {number}. {title}" for number, title, rules in readings() if rule.id in rules),
    ]
    lines += [f"{status:12} {text}" for status, text in rule.summaries.items()]
    return "\n".join(lines) + "\n"


def coverage() -> str:
    """Give each subsection with the rules that watch it, or why none can."""
    lines = []
    for section, what, why_none in STATUTE:
        watching = [rule.id for rule in RULEBOOK if _short(rule).partition(",")[0] == section]
        lines.append(f"{section:11} {what}")
        lines += [f"{'':11}   {rule}" for rule in watching] or [f"{'':11}   no rule: {why_none}"]
    return "\n".join(lines) + "\n"


@cache
def readings() -> tuple[tuple[int, str, frozenset[str]], ...]:
    """Give the numbered readings: number, title, and the rules that each bears on."""
    text = files("streams.rules").joinpath("INTERPRETATIONS.md").read_text(encoding="utf-8")
    found = re.findall(r"^### (\d+)\. (.+)\n(?:\nRules: (.+)\n)?", text, re.MULTILINE)
    return tuple((int(number), title, frozenset(re.split(r",\s*", rules))) for number, title, rules in found)


def _short(rule: Rule) -> str:
    return rule.citation.removeprefix("C.G.S. § 54-192h").strip()


def catalogue(policy: Policy) -> str:
    """Give the whole rulebook as Markdown: what `CATALOGUE.md` holds."""
    parts = [
        "# The rules\n\nMade from the rule modules by `custodes rules catalogue`; a test holds it to them.\n\n"
        "| rule | § 54-192h | severity | |\n| --- | --- | --- | --- |\n"
        + "".join(
            f"| [{rule.id}](#{rule.id}) | {_short(rule)} | {rule.severity} | {rule.title} |\n" for rule in RULEBOOK
        )
    ]
    for rule in RULEBOOK:
        numbers = [f"- {key} = {getattr(policy, key):g} (policy, not law)" for key in rule.policy_keys]
        read = [f"- reading {number}: {title}" for number, title, rules in readings() if rule.id in rules]
        said = [f"- {status}: {text}" for status, text in rule.summaries.items()]
        lines = "\n".join([*numbers, *read, *said])
        head = f"## {rule.id}\n\n{rule.title}. {rule.citation}. Severity: {rule.severity}."
        parts.append(f"{head}\n\n{rule.duty.strip()}\n\n{lines}\n")
    return "\n".join(parts)
