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
from streams.bootstrap import Setting
from streams.pipeline import Kept, Known, Refused, admit, judge, reject
from streams.ports import Origin

TOO_LONG = codec.Refusal(reason="not-json", detail="the line is longer than any event may be; its beginning is kept")


class Outputs(Struct, frozen=True, kw_only=True):
    """Where findings, rejects, access records and the restricted output go."""

    findings: BinaryIO
    rejects: BinaryIO
    access: BinaryIO
    restricted: BinaryIO


class Tally(Struct, kw_only=True):
    """What was read and what was found."""

    accepted: int = 0
    duplicate: int = 0
    refused: Counter[str]
    statuses: Counter[str]
    failures: Counter[tuple[str, str]]


def replay(
    lines: Iterable[tuple[Origin, bytes, bool]],
    setting: Setting,
    as_of: datetime,
    outputs: Outputs,
    *,
    restricted: bool = False,
) -> Tally:
    """Admit every line, judge every timeline as of an instant, and write what is found, sorted."""
    gc.freeze()
    gc.disable()
    try:
        tally = Tally(refused=Counter(), statuses=Counter(), failures=Counter())
        ledger = MemoryLedger(setting.agencies, as_of)
        _admit(lines, ledger, outputs.rejects, tally)
        _judge(ledger, setting, as_of, outputs, tally, restricted=restricted)
        return tally
    finally:
        gc.enable()


def _admit(lines: Iterable[tuple[Origin, bytes, bool]], ledger: MemoryLedger, rejects: BinaryIO, tally: Tally) -> None:
    for origin, raw, cut in lines:
        for outcome in (Refused(TOO_LONG, raw, origin),) if cut else admit(raw, origin, ledger):
            match outcome:
                case Kept():
                    tally.accepted += 1
                case Known():
                    tally.duplicate += 1
                case Refused(refusal=refusal):
                    tally.refused[refusal.reason] += 1
                    rejects.write(findings.encode(reject(outcome)) + b"\n")


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
