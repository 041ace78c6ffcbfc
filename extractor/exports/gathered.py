"""The filings of a run, kept on disk until the run's tables are written; never all of them are in memory.

A table is always made from everything gathered in its output folder, so that a repeated or resumed run gives the same
rows, each once.
"""

import gzip
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from extractor.errors import OutputError
from extractor.exports.files import write_whole
from extractor.exports.lines import Outgoing
from extractor.model.results import Extraction

FOLDER = ".form4"
"""The subfolder of the output folder where a run keeps its own notes."""


class Gathered:
    """The filings that were read into one output folder, by document id."""

    def __init__(self, output: Path) -> None:
        self.folder = output / FOLDER / "filings"

    def add(self, filing: Extraction, path: str) -> Path:
        """Keep a filing of the input file `path`, given as it may be shown; returns the file that keeps it."""
        kept = self.folder / f"{filing.source.document_id}.{sha256(path.encode()).hexdigest()[:16]}.json.gz"
        content = f"{path}\n".encode() + filing.model_dump_json(exclude={"words"}).encode()
        write_whole(kept, gzip.compress(content, 6, mtime=0))
        return kept

    def __iter__(self) -> Iterator[Outgoing]:
        """Every filing once, in the order of document ids, even if several input files hold it."""
        last = ""
        for kept in sorted(self.folder.glob("*.json.gz")):
            document_id = kept.name.partition(".")[0]
            if document_id != last:
                yield _outgoing(kept)
            last = document_id

    def forget(self, kept: Iterable[Path]) -> None:
        """Delete the kept filings of an input file whose content has changed."""
        for path in kept:
            path.unlink(missing_ok=True)


def _outgoing(kept: Path) -> Outgoing:
    try:
        path, _, record = gzip.decompress(kept.read_bytes()).decode().partition("\n")
        return Outgoing(Extraction.model_validate_json(record), path=path)
    except (OSError, ValueError, EOFError) as error:
        raise OutputError(f"{kept} is damaged; run again with all files") from error
