"""What the command writes: each message as one plain line on stderr, and data on stdout."""

import json
import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum

from extractor.errors import StreamError


class LogFormat(StrEnum):
    """How messages are written to stderr."""

    TEXT = "text"
    JSON = "json"


class _Voice:
    form = LogFormat.TEXT


def speak(form: LogFormat) -> None:
    """Write all messages of this process in this form from now on."""
    _Voice.form = form


def speaks_json() -> bool:
    """Whether stderr is read by a program and must contain only lines of JSON."""
    return _Voice.form is LogFormat.JSON


def say(message: str) -> None:
    """Write an error as one line on stderr; line breaks and control characters in it are escaped."""
    _write(record(message, "error") if speaks_json() else f"form4: {plainly(message)}")


def tell(message: str, **numbers: object) -> None:
    """Write one line about the run on stderr; as JSON it also holds each of the `numbers`."""
    _write(record(message, "info", **numbers) if speaks_json() else plainly(message))


def record(message: str, level: str, created: float | None = None, /, **told: object) -> str:
    """A message as a line of JSON; `created` is in seconds since 1970, or None for now."""
    at = datetime.fromtimestamp(time.time() if created is None else created, UTC)
    return json.dumps({"time": at.isoformat(timespec="milliseconds"), "level": level, "message": message, **told})


def _write(line: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):  # stderr is closed, so the message is lost
            sys.stderr.write(f"{line}\n")


def write_out(content: str | bytes) -> None:
    """Write data to stdout at once; raises StreamError, or BrokenPipeError if the program that reads it has ended."""
    if sys.stdout is None:
        raise StreamError("standard output is closed; open it, or give a file with -o")
    try:
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        raise StreamError(f"standard output cannot be written: {error.strerror or error}") from error


def discard_output() -> None:
    """Discard what is still to be written to stdout: Python would try again when it ends, and print an error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def occupy_streams() -> None:
    """Open those of the three standard streams that are closed: else the next file opened would become one of them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def plainly(text: str) -> str:
    """The text on one line, with everything that a terminal would obey or cannot show written as an escape."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
