"""Replay: read events from files in any order, and write every finding as of one instant."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from msgspec import Struct

from schemas import codec, findings
from streams.adapters.memory import MemoryLedger
from streams.pipeline import Setting, admit, judge, reject

TOO_LONG = codec.Refusal(reason="not-json", detail="the line is longer than any event may be; its beginning is kept")


class Outputs(Struct, frozen=True, kw_only=True):
    """Where findings, rejects, access records and the restricted output go."""

    findings: BinaryIO
    rejects: BinaryIO
    access: BinaryIO
    restricted: BinaryIO


class Tally(Struct, kw_only=True):
    """What was read and what was found."""

    outcomes: Counter[str]
    refused: Counter[str]
    statuses: Counter[str]
    failures: Counter[tuple[str, str]]


Lines = Iterable[tuple[int, bytes, bool]]
"""Lines without their endings: number, bytes, and whether the line was cut because it is too long."""


def replay(
    inputs: Iterable[tuple[str, Lines]],
    setting: Setting,
    as_of: datetime,
    outputs: Outputs,
    *,
    restricted: bool = False,
) -> Tally:
    """Admit every line of the inputs (name, lines), judge every timeline as of an instant, and write what is found."""
    gc.freeze()
    gc.disable()
    try:
        tally = Tally(outcomes=Counter(), refused=Counter(), statuses=Counter(), failures=Counter())
        ledger = MemoryLedger(setting.agencies, setting.fires, as_of)
        for name, lines in inputs:
            _admit(name, lines, ledger, outputs.rejects, tally)
        _judge(ledger, setting, as_of, outputs, tally, restricted=restricted)
        return tally
    finally:
        gc.enable()


def _admit(name: str, lines: Lines, ledger: MemoryLedger, rejects: BinaryIO, tally: Tally) -> None:
    decode = codec.decode
    for number, raw, cut in lines:
        outcome, refused = admit(TOO_LONG if cut else decode(raw), raw, name, number, ledger)
        tally.outcomes[outcome] += 1
        for one in refused:
            tally.refused[one.refusal.reason] += 1
            rejects.write(findings.encode(reject(one)) + b"\n")


def _judge(
    ledger: MemoryLedger, setting: Setting, as_of: datetime, outputs: Outputs, tally: Tally, *, restricted: bool
) -> None:
    found: list[tuple[str, bytes]] = []
    accesses: list[tuple[str, bytes]] = []
    hidden: list[tuple[str, bytes]] = []
    for evaluation in judge(ledger, setting.rules, setting.context(as_of), restricted=restricted):
        for finding in evaluation.findings:
            tally.statuses[finding.status] += 1
            found.append((finding.fingerprint, findings.encode(finding)))
        accesses += ((access.access_id, findings.encode(access)) for access in evaluation.accesses)
        hidden += ((one.fingerprint, findings.encode(one)) for one in evaluation.restricted)
        tally.failures.update((rule, type(error).__name__) for rule, error in evaluation.failures)
    for output, written in ((outputs.findings, found), (outputs.access, accesses), (outputs.restricted, hidden)):
        output.writelines(line + b"\n" for _, line in sorted(written))
