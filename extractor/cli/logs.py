"""Log lines on stderr: as text for people, or as JSON for programs that collect logs."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from extractor.cli.terminal import LogFormat, record, speak

LogFormatOption = Annotated[
    LogFormat, typer.Option("--log-format", help="How messages are written to stderr: as lines of text or of JSON.")
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="Write a line for every file that was read, and more.")
]


class _JsonLines(logging.Formatter):
    """Formats a log record as one line of JSON."""

    def format(self, record_: logging.LogRecord) -> str:
        told = {"exception": self.formatException(record_.exc_info)} if record_.exc_info else {}
        return record(record_.getMessage(), record_.levelname.lower(), record_.created, **told)


@contextmanager
def log_to_stderr(form: LogFormat, *, verbose: bool) -> Iterator[None]:
    """Within the context, write log lines and the command's messages to stderr in this form."""
    handler = logging.StreamHandler(sys.stderr)
    as_text = logging.Formatter("%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    handler.setFormatter(_JsonLines() if form is LogFormat.JSON else as_text)
    logger = logging.getLogger("extractor")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    speak(form)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
