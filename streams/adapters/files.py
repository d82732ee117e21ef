"""Lines from files and standard input, and files that appear only when they are whole."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

from tqdm import tqdm

LONGEST_LINE = 2**20
"""How many bytes of a line are read; a longer line is refused, and this much of it is kept."""

_GZIP = b"\x1f\x8b"


class InputError(Exception):
    """An input cannot be read; the message says which, why, and what to do."""


def lines(path: str) -> Iterator[tuple[int, bytes, bool]]:
    """Give each line of an input without its ending, with its number, and whether it was cut at `LONGEST_LINE`.

    `-` is standard input; gzip is recognised by its first bytes. Lines of ASCII white space are passed over. Progress
    is shown on a terminal. Raises InputError when the input cannot be read to its end.
    """
    number = 0
    with opened(path) as stream:
        try:
            while raw := stream.readline(LONGEST_LINE + 2):
                number += 1
                if len(raw) > LONGEST_LINE and raw[-1:] != b"\n":
                    while (rest := stream.readline(LONGEST_LINE)) and rest[-1:] != b"\n":
                        pass
                    yield number, raw[:LONGEST_LINE], True
                elif not raw.isspace():
                    yield number, raw[: -2 if raw[-2:] == b"\r\n" else -1] if raw[-1:] == b"\n" else raw, False
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"[{path}] cannot be read after line [{number}]: {error}; give a whole file") from error


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open a file or standard input (`-`) for reading bytes, unpacked where it is gzip, with progress on a terminal."""
    try:
        plain = nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb")  # noqa: SIM115 - entered below
    except OSError as error:
        raise InputError(f"[{path}] cannot be read: {error.strerror}; give a file, or - for standard input") from error
    with plain as stream:
        size = None if path == "-" else os.fstat(stream.fileno()).st_size
        progress: tqdm[NoReturn] = tqdm(total=size, desc=path, unit="B", unit_scale=True, disable=None, leave=False)
        with progress:
            buffered = io.BufferedReader(_Counted(cast("BinaryIO", stream), progress), 2**20)
            packed = buffered.peek(2)[:2] == _GZIP
            yield cast("BinaryIO", gzip.GzipFile(fileobj=buffered) if packed else buffered)


class _Counted(io.RawIOBase):
    """A stream that tells a progress bar how much of it was read."""

    def __init__(self, stream: BinaryIO, progress: tqdm[NoReturn]) -> None:
        self._stream = stream
        self._progress = progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        block = self._stream.read1(len(buffer)) if hasattr(self._stream, "read1") else self._stream.read(len(buffer))
        buffer[: len(block)] = block
        self._progress.update(len(block))
        return len(block)


def written(path: str | None, *, private: bool = False) -> AbstractContextManager[BinaryIO]:
    """Open an output: `-` is standard output, None is nowhere.

    A file appears under its name only when it is whole. With `private` none but its owner may read it.
    """
    if path is None:
        return Path(os.devnull).open("wb")
    if path == "-":
        return nullcontext(sys.stdout.buffer)
    target = Path(path)
    if target.exists() and not target.is_file():
        return target.open("wb")
    return _whole(target, private=private)


@contextmanager
def _whole(target: Path, *, private: bool) -> Iterator[BinaryIO]:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        part.chmod(0o600 if private else 0o666 & ~_umask())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
