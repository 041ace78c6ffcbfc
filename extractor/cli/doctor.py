"""The command `form4 doctor`: which reading engines are installed, and how to install what is missing."""

import sys

import typer

from extractor.errors import ExitCode


def doctor() -> None:
    """Say which reading engines are installed, their versions, and how to install what is missing.

    The first reader of scans comes with the program; without it, or with another network than the
    one its confidence was fitted with, the exit code is 4. A missing second reader is only told:
    scans are then read once.
    """
    from extractor.readers.recognition.installed import engines  # noqa: PLC0415

    found = engines()
    for engine in found:
        state = engine.version if engine.is_installed else f"missing; install it with: {engine.remedy}"
        network = f", network {engine.network}" if engine.network else ""
        sys.stdout.write(f"{engine.name:12}{engine.role:26}{state}{network}\n")
    raise typer.Exit(ExitCode.OK if found[0].is_installed else ExitCode.MISSING_DEPENDENCY)
