"""The command `form4 reread`: reads the originals in the store again, and lists what now reads differently."""

from collections import Counter
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.terminal import plainly, say, write_out
from extractor.cli.watch import StoreOption
from extractor.errors import ExitCode
from extractor.verification.mode import Verify

if TYPE_CHECKING:
    from extractor.batch.pool import FileOutcome
    from extractor.model.results import Extraction
    from extractor.store import Original, Store


class Came(StrEnum):
    """What came of reading an original again; the values are the words of the command's last line."""

    SAME = "read as before"
    REPLACED = "open, without decisions: replaced by the new reading"
    ASKED = "open: sent to review where it now reads differently"
    TOLD = "accepted: left as it is, but look at what now reads differently"
    GONE = "not read: the original is gone, or is now another file"
    FAILED = "not read"
    OTHER_FILINGS = "now another number of filings: left as they are"


DIFFERS = (Came.REPLACED, Came.ASKED, Came.TOLD, Came.OTHER_FILINGS)


def reread(
    store: StoreOption = None,
    *,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what another version, other weights or another network has read.")
    ] = False,
    verify: Annotated[
        Verify, typer.Option("--verify", help="Read pages again with a second reader; auto: only filings in doubt.")
    ] = Verify.AUTO,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Files read at the same time.")] = 1,
) -> None:
    """Read the originals of open and accepted filings again, and list what now reads differently.

    People's decisions stay, and accepted filings do not change: their differences wait for a person. Exit codes:
    0 nothing reads differently, 1 something does, 3 an original could not be read.
    """
    from extractor.batch.job import read_file  # noqa: PLC0415
    from extractor.batch.pool import WorkerPool  # noqa: PLC0415
    from extractor.store import default_url, open_store  # noqa: PLC0415

    counts: Counter[Came] = Counter()
    with (
        open_store(store or default_url()) as opened,
        WorkerPool(partial(read_file, verify=verify), workers=jobs) as pool,
    ):
        chosen = {Path(each.path): each for each in opened.rereads.originals() if not changed or _is_of_another(each)}
        present = [path for path, original in chosen.items() if _is_there(path, original, counts)]
        for done in pool.outcomes(iter(present)):
            counts += _kept(opened, chosen[done.path], done)
    told = "; ".join(f"{number:,} {came}" for came in Came if (number := counts[came]))
    say(told or "there is nothing to read again")
    if counts[Came.GONE] or counts[Came.FAILED]:
        raise typer.Exit(ExitCode.BAD_INPUT)
    raise typer.Exit(ExitCode.NEEDS_REVIEW if any(counts[came] for came in DIFFERS) else ExitCode.OK)


def _is_of_another(original: "Original") -> bool:
    """Whether another program version, other weights or another network last read the file."""
    from extractor.versions import made_by  # noqa: PLC0415

    return any(made_by(readers) != noted for _, readers, noted in original.read_by)


def _is_there(path: Path, original: "Original", counts: Counter[Came]) -> bool:
    from extractor.batch.notes import sha256_of  # noqa: PLC0415

    try:
        is_there = sha256_of(path) == original.sha256
    except OSError:
        is_there = False
    if not is_there:
        counts[Came.GONE] += 1
        say(f"{original.name}: the original is gone, or is now another file; looked for at {path}")
    return is_there


def _kept(store: "Store", original: "Original", done: "FileOutcome") -> Counter[Came]:
    """Record the new reading in the store, and print how it differs from what is stored."""
    from extractor.model.results import Failure  # noqa: PLC0415

    if isinstance(done.result, Failure):
        say(f"{original.name}: {done.result.message}")
        return Counter([Came.FAILED])
    again = {filing.source.document_id: filing for filing in done.result}
    if again.keys() != {row.id for row in store.documents.of_file(original.sha256)}:
        write_out(f"{plainly(original.name)}: now read as {len(again)} filings; left as it is\n")
        return Counter([Came.OTHER_FILINGS])
    return Counter(_added(store, key, again[key]) for key, *_ in original.read_by)


def _added(store: "Store", key: str, again: "Extraction") -> Came:
    from extractor.batch.policy import asked_as_before  # noqa: PLC0415
    from extractor.review.decisions.recheck import recheck_with  # noqa: PLC0415
    from extractor.review.decisions.rereading import judged, named  # noqa: PLC0415
    from extractor.rules import check  # noqa: PLC0415

    before = store.documents.get(key)
    if before.extraction is not None:
        again = asked_as_before(before.extraction, again)
    verdict = store.rereads.add(key, again, judge=judged, recheck=recheck_with(check), now=datetime.now(UTC))
    if not verdict.differences:
        return Came.SAME
    came = Came.REPLACED if verdict.stands else Came.ASKED if before.row.is_open else Came.TOLD
    document = before.current.document if before.current else again.document
    told = named(document, verdict.differences)
    lines = "".join(f"  {plainly(f'{name}: {each}')}\n" for name, each in told)
    write_out(f"{plainly(before.row.name)} ({key[:8]}), {came}\n{lines}")
    return came
