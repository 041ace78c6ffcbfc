"""The command `form4 doctor`: lists the readers with their versions, what is missing, and the store."""

import sys

import typer

from extractor.cli.terminal import plainly
from extractor.cli.watch import StoreOption
from extractor.errors import ExitCode


def doctor(store: StoreOption = None) -> None:
    """List what is installed, in which versions, how to install what is missing, and where the store is.

    The exit code is 4 if the first reader of scans, which comes with the program, is missing or has
    another network than the one that its confidence was fitted with, or if the installed pdfium
    cannot tell a hidden word from a shown one. A missing second reader is only reported: scans are
    then read once.
    """
    from extractor.readers.identities import PACKAGES, identity  # noqa: PLC0415
    from extractor.readers.recognition.installed import engines  # noqa: PLC0415
    from extractor.readers.self_check import REMEDY, tells_shown_from_hidden  # noqa: PLC0415
    from extractor.versions import confidence, program  # noqa: PLC0415

    sys.stdout.write(f"{'form4':12}{'this program':26}{program()}, confidence {confidence()[:12]}\n")
    for reader in PACKAGES:
        sys.stdout.write(f"{reader:12}{'reads text layers':26}{identity(reader)}\n")
    found = engines()
    for engine in found:
        state = engine.version if engine.is_installed else f"missing; install it with: {engine.remedy}"
        network = f", network {engine.network}" if engine.network else ""
        sys.stdout.write(f"{engine.name:12}{engine.role:26}{state}{network}\n")
    sees = tells_shown_from_hidden()
    state = (
        "tells hidden text from visible text"
        if sees
        else f"cannot tell hidden text from visible text; install: {REMEDY}"
    )
    sys.stdout.write(f"{'eye':12}{'sees what pages show':26}{state}\n")
    sys.stdout.write(f"{'store':12}{'keeps the filings':26}{_store(store)}\n")
    raise typer.Exit(ExitCode.OK if sees and found[0].is_installed else ExitCode.MISSING_DEPENDENCY)


def _store(url: str | None) -> str:
    """Where the store is, and its first fault, if it has one; a missing store is not created."""
    from pathlib import Path  # noqa: PLC0415

    from extractor.store import StoreUnavailableError, check, default_url, shown_url  # noqa: PLC0415

    chosen = url or default_url()
    name = plainly(shown_url(chosen))
    if "://" not in chosen and not Path(chosen).exists():
        return f"{name}, not created yet"
    try:
        faults = check(chosen)
    except StoreUnavailableError as error:
        return f"{name}, {plainly(str(error))}"
    return f"{name}, {plainly(faults[0]) if faults else 'undamaged'}"
