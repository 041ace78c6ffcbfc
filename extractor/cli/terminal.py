"""What the command says and writes: messages on stderr in one plain line each, data on stdout or an error."""

import os
import sys
from contextlib import suppress

from extractor.errors import StreamError


def say(message: str) -> None:
    """A line on stderr that starts no other and moves no cursor, whatever name or text it quotes."""
    if sys.stderr is not None:
        with suppress(OSError):  # nobody can be told
            sys.stderr.write(f"form4: {plainly(message)}\n")


def write_out(content: str | bytes) -> None:
    """Put data on stdout now; raises StreamError, or BrokenPipeError where its reader has had enough."""
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
    """Send what is still to go to stdout nowhere: else Python tries again at its end, and fails aloud."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def occupy_streams() -> None:
    """Open what is closed of the three standard streams, or the next file opened becomes one of them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def plainly(text: str) -> str:
    """The text on one line, with everything that a terminal would obey or cannot show written as an escape."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
