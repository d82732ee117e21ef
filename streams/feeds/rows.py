"""The rows of an agency's CSV export, read one at a time, with whatever is wrong with a row said as a value.

Only the columns that an adapter names are kept. A name, an address or a court number elsewhere in the row is never
looked at, so that it cannot reach an event, a message or a log.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

_LONGEST_SHOWN = 32


class Export(Protocol):
    """A binary file of an export: lines of bytes, and the name that messages call it by."""

    @property
    def name(self) -> str:
        """The file's name."""

    def __iter__(self) -> Iterator[bytes]:
        """Its lines."""


class _Reader(Protocol):
    """What this module asks of a `csv.reader`."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that gave no events, or not all of them: where it stands, and what to do about it."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A plain sentence for the person who runs the conversion: nothing is wrong, but it should be known."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns that an adapter reads, lower case with underscores; without a `required` one it is no such export."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the cells of the adapter's columns, with the white space around them removed."""

    file: str
    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return the cell, or an empty text where it is empty or the file has no such column."""
        return self.cells.get(column, "")

    def need(self, column: str) -> str:
        """Return the cell; raise ValueError where it is empty."""
        if value := self.get(column):
            return value
        raise ValueError(f"{column} is empty: fill it in")

    def key(self, column: str) -> str:
        """Return the cell as an opaque key; raise ValueError, without showing it, where it cannot be one."""
        value = self.need(column)
        if "/" in value or any(letter.isspace() for letter in value):
            raise ValueError(f"{column} holds white space or a slash: give an opaque key, never a name")
        return value

    def bad(self, reason: object) -> BadRow:
        """Return this row as a bad one."""
        return BadRow(file=self.file, line=self.line, reason=str(reason))


def read_rows(export: Export, columns: Columns) -> Iterator[Row | BadRow]:
    """Check the header of the export at once, and return its rows to be read one at a time.

    Raises ValueError when it has no header or lacks a required column.
    """
    file = str(export.name)
    reader = csv.reader((line.decode("utf-8", "surrogateescape") for line in export), strict=True)
    try:
        header = [_spelled(cell) for cell in next(reader, [])]
    except csv.Error as error:
        raise ValueError(f"[{file}] does not begin with a CSV header ({error}): give the agency's export") from None
    if missing := [column for column in columns.required if column not in header]:
        raise ValueError(f"[{file}] has no column {_listed(missing)}: give the export that this adapter reads")
    wanted = {column: header.index(column) for column in (*columns.required, *columns.optional) if column in header}
    return _rows(file, reader, wanted, width=len(header))


def shown(value: str) -> str:
    """Return a value as messages show it: in brackets, and cut short."""
    return f"[{value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + '...'}]"


def plain(value: str) -> str:
    """Return a coded value for comparison: one space between words, whatever the case."""
    return " ".join(value.split()).casefold()


def _rows(file: str, reader: _Reader, wanted: Mapping[str, int], *, width: int) -> Iterator[Row | BadRow]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(file=file, line=line, reason=f"not readable as CSV ({error}): mend the quotes of this row")
            continue
        if any(cell.strip() for cell in cells):
            yield _row(file, line, cells, wanted, width)


def _row(file: str, line: int, cells: Sequence[str], wanted: Mapping[str, int], width: int) -> Row | BadRow:
    if len(cells) != width:
        reason = f"has [{len(cells)}] cells where the header has [{width}]: mend the commas and quotes of this row"
        return BadRow(file=file, line=line, reason=reason)
    kept = {column: cells[at].strip() for column, at in wanted.items()}
    for column, cell in kept.items():
        # A byte that is no UTF-8 was decoded to a lone surrogate, which no event may carry.
        if any("\ud800" <= letter <= "\udfff" for letter in cell):
            return BadRow(file=file, line=line, reason=f"{column} is not UTF-8: save the export as UTF-8")
    return Row(file=file, line=line, cells=kept)


def _spelled(header: str) -> str:
    # Padding, case, and a byte-order mark (even one that was encoded twice) all go: none of them is a-z or 0-9.
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"[{column}]" for column in columns)
