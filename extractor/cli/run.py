"""One run of `form4 extract`: which files are read, where their filings are written, and what is noted of them."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from extractor.batch.counts import Counts
from extractor.batch.inputs import Input
from extractor.batch.notes import Note, Notes
from extractor.batch.pool import FileOutcome
from extractor.batch.report import NAME as REPORT
from extractor.batch.report import Report, plain
from extractor.cli.progress import Advance
from extractor.cli.terminal import say, tell
from extractor.cli.writing import Write, to_files, to_stdout_or_terminal
from extractor.errors import ExitCode, OutputError, StreamError
from extractor.exports.files import OutputNames, opened_for_lines
from extractor.exports.formats import FORMATS, PLACES, Table, write_table
from extractor.exports.gathered import Gathered
from extractor.model.results import Extraction, Failure

STDIN = "-"
"""The path that stands for a form on standard input."""


@dataclass
class Run:
    """One run: which files are read, where their filings are written, and what is noted of them."""

    inputs: tuple[Input, ...]
    output: Path | None
    formats: Sequence[str]
    key: str
    resume: bool
    is_stdin: bool = False
    verbose: bool = False
    worst: ExitCode = ExitCode.OK
    report: Report = field(default_factory=Report)

    def __post_init__(self) -> None:
        """Determine every output name before the first file is read."""
        self._index = {each.path: number for number, each in enumerate(self.inputs)}
        self._names = OutputNames(each.below for each in self.inputs)
        self._files = [form for form in self.formats if form in FORMATS]
        self._tables = [Table(form) for form in self.formats if form not in FORMATS] if self.output else []
        if self.output and not self.formats:
            self._files = ["json"]
        self._write: Write = to_files(self.output, self._files) if self.output else to_stdout_or_terminal(self.formats)
        self._notes = Notes(self.output) if self.output else None
        self._gathered = Gathered(self.output) if self.output and self._tables else None

    def start(self, closing: ExitStack) -> None:
        """Open the report, if the run writes into a folder; it is closed with `closing`."""
        if self.output is not None:
            self.report = Report(closing.enter_context(opened_for_lines(self.output / REPORT)))

    def to_read(self, advance: Advance) -> Iterator[Path]:
        """The files to read, one by one on demand; files that an earlier run has read are counted and skipped."""
        for each in self.inputs:
            note = self._done(each)
            if note is None:
                yield each.path
            else:
                self.worst = max(self.worst, ExitCode(note.code))
                self.report.skipped(plain(each.below), note)
                advance(self.report.counts)

    def tell(self) -> ExitCode:
        """Print what the run would read, skip and write, without doing it."""
        for each in self.inputs:
            name = self._name(each.path)
            if self._done(each):
                sys.stdout.write(f"skip {plain(each.path)}\n")
            else:
                written = ", ".join(f"{name}.{form}" for form in self._files)
                sys.stdout.write(f"read {plain(each.path)}{f' → {plain(written)}' if written else ''}\n")
        for table in self._tables:
            sys.stdout.write(f"write {PLACES[table]}\n")
        return ExitCode.OK

    def finish(self, done: FileOutcome) -> None:
        """Write and note one file's outcome; a failure is reported, and the run goes on."""
        below = plain(self.inputs[self._index[done.path]].below)
        result = done.result
        if not isinstance(result, Failure):
            if self.is_stdin:
                result = tuple(map(_from_stdin, result))
            try:
                self._keep(done.path, result, below)
            except StreamError:
                raise
            except OutputError as error:
                result = Failure(path=below, error=type(error).__name__, message=str(error), exit_code=error.exit_code)
        if isinstance(result, Failure):
            say(result.message if done.path.name in result.message else f"{done.path}: {result.message}")
            self.report.failed(below, result, seconds=done.seconds, mib=done.mib)
            self.worst = max(self.worst, result.exit_code)
            return
        counts = Counts.of(result)
        self.report.read(below, counts, seconds=done.seconds, mib=done.mib)
        self.worst = max(self.worst, ExitCode(counts.code))
        if self.verbose:
            told = f"{counts.asked} of {counts.fields} fields to review, {done.seconds:.1f} s, {done.mib:.0f} MiB"
            tell(f"{below}: {told}", path=below, **counts.model_dump(include={"code", "pages", "fields", "asked"}))

    def write_tables(self, *, keeps_doubtful: bool) -> None:
        """Write the tables of all filings; what cannot be written is reported, and everything else is written."""
        for table in self._tables:
            if self.output is None or self._gathered is None:
                return
            path = self.output / PLACES[table]
            try:
                refused = write_table(table, path, self._gathered, keeps_doubtful=keeps_doubtful, tell=tell)
            except OutputError as error:
                refused = [error]
            for each in refused:
                say(str(each))
                self.worst = max(self.worst, each.exit_code)

    def write_page(self, page: Path) -> None:
        """Write the page about the run; raises OutputError."""
        from extractor.batch.report_page import write_page  # noqa: PLC0415 - only who asks for it needs it

        if self.output is not None:
            write_page(self.output / REPORT, page)

    def _keep(self, path: Path, filings: tuple[Extraction, ...], below: str) -> None:
        name = self._name(path)
        written = self._write(filings, below, name)
        if self._notes is None:
            return
        last = self._notes.last(name)
        if self._gathered is not None:
            written += [self._gathered.add(filing, below) for filing in filings]
        note = self._note(filings, self._notes.digests(written))
        self._notes.write(name, note)
        if self._gathered is not None and self.output is not None and last is not None:
            gone = set(last.outputs) - set(note.outputs)
            self._gathered.forget(
                self.output / each for each in gone if (self.output / each).parent == self._gathered.folder
            )

    def _note(self, filings: tuple[Extraction, ...], outputs: dict[str, str]) -> Note:
        return Note(
            sha256=filings[0].source.sha256,
            key=self.key,
            forms=self._asked,
            outputs=outputs,
            **Counts.of(filings).model_dump(),
        )

    @property
    def _asked(self) -> list[str]:
        return [*self._files, *(["gathered"] if self._tables else [])]

    def _done(self, each: Input) -> Note | None:
        if not self.resume or self._notes is None:
            return None
        return self._notes.done(self._name(each.path), each.path, key=self.key, forms=self._asked)

    def _name(self, path: Path) -> str:
        return self._names.name(self._index[path], 1)


def _from_stdin(filing: Extraction) -> Extraction:
    """The filing with `-` as its path, instead of the temporary file that it was read from."""
    return filing.model_copy(update={"source": filing.source.model_copy(update={"path": STDIN})})
