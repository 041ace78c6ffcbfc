"""Reads filings from what a caller gives: a path, bytes or an open file, or many files in parallel processes."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from extractor.batch.inputs import expand
from extractor.batch.job import read_file
from extractor.batch.pool import extract_all
from extractor.cores import usual_workers
from extractor.errors import SeveralFilingsError, UnreadableDocumentError
from extractor.library.filing import Extraction
from extractor.model.results import Extraction as Reading
from extractor.model.results import Failure
from extractor.pipeline import extract_filings as read_filings
from extractor.readers.suffixes import suffix_of
from extractor.verification.mode import Verify

Progress = Callable[[int, int], None]
"""Called with the number of finished files and the number of all files."""


def extract(source: Path | str | bytes | BinaryIO, *, verify: Verify | str = Verify.AUTO) -> Extraction:
    """The one filing in a file, given by its path, as bytes, or open for reading in binary mode.

    Raises UnreadableDocumentError for a file that cannot be read: EncryptedDocumentError if it needs a password,
    NotAForm4Error if it holds no Form 4, SeveralFilingsError if it holds more than one (use `extract_filings`).
    Raises MissingDependencyError if an engine that it needs is not installed.
    """
    filings = extract_filings(source, verify=verify)
    if len(filings) > 1:
        told = filings[0].source.path or "the file"
        raise SeveralFilingsError(f"{told}: holds {len(filings)} filings; use extract_filings to get them all")
    return filings[0]


def extract_filings(
    source: Path | str | bytes | BinaryIO, *, verify: Verify | str = Verify.AUTO
) -> tuple[Extraction, ...]:
    """Every filing in a file, in the order of its pages; raises as `extract` does."""
    mode = Verify(verify)
    if isinstance(source, str | Path):
        return tuple(Extraction.of(filing) for filing in read_filings(Path(source), mode))
    content = source if isinstance(source, bytes) else source.read()
    name = str(getattr(source, "name", "") or "")
    return tuple(Extraction.of(filing, content) for filing in _read(content, name, mode))


def extract_many(
    paths: Iterable[Path | str],
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    verify: Verify | str = Verify.AUTO,
) -> Iterator[Extraction | Failure]:
    """Every filing of many files and folders, or a Failure for a file, as soon as each file is done.

    Each file is read in a process of its own, which is stopped if it takes too long or too much memory, so that a bad
    file fails alone. A script must call this under `if __name__ == "__main__":`, because the processes load it too.
    """
    files = expand(map(Path, paths))
    read = partial(read_file, verify=Verify(verify))
    done: set[str] = set()
    for outcome in extract_all(files, min(workers or usual_workers(), max(1, len(files))), read):
        path = outcome.path if isinstance(outcome, Failure) else outcome.source.path
        if progress is not None and path not in done:
            done.add(path)
            progress(len(done), len(files))
        yield outcome if isinstance(outcome, Failure) else Extraction.of(outcome)


def _read(content: bytes, name: str, verify: Verify) -> tuple[Reading, ...]:
    """The filings in `content`, written to a temporary file, because the second reader opens the file again."""
    if not content:
        raise UnreadableDocumentError("there is nothing in it; give the bytes of a PDF or an image")
    with tempfile.TemporaryDirectory(prefix="form4-") as folder:
        path = Path(folder) / f"form{suffix_of(content)}"
        path.write_bytes(content)
        filings = read_filings(path, verify)
    return tuple(
        filing.model_copy(update={"source": filing.source.model_copy(update={"path": name})}) for filing in filings
    )
