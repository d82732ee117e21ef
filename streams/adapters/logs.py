"""Logs as JSON lines on standard error. They say what happened to the program, and nothing of any person."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog

_Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def configure() -> None:
    """Send every log, ours and the libraries', to standard error as JSON."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _exception,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared[:-1], _message_alone],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _exception,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    # A refused request is answered, and counted where it matters; a stranger must not be able to fill the log.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logging.getLogger("django.security.DisallowedHost").setLevel(logging.CRITICAL)
    # So is a request that waits its turn.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def _message_alone(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Keep of a library's record the pattern of its message: what was filled in could be an id."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord):
        event["event"] = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        event["logger"] = record.name
    return event


def _exception(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Write an exception as its type and where it was raised; its message could hold a value."""
    raised = _raised(event.pop("exc_info", None))
    if raised is not None:
        kind, _, trace = raised
        event["exception"] = kind.__name__
        event["trace"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return event


def _raised(given: Any) -> _Raised | None:  # noqa: ANN401 - logging takes a tuple, an exception, or True
    if isinstance(given, BaseException):
        return type(given), given, given.__traceback__
    if isinstance(given, tuple) and given[0] is not None:
        return given
    return sys.exc_info() if given and sys.exc_info()[0] is not None else None  # type: ignore[return-value]
