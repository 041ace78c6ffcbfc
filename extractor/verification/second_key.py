"""The same pages read again by an independent reader, as in careful data entry, where two people key each record.

A value on which both readers agree is hardly ever wrong. One on which they differ is never sure, and a person sees
both readings. A "key" in this package is one of the two readings.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

from extractor.errors import MissingDependencyError
from extractor.model.doubts import INK_DOUBTS
from extractor.model.field_paths import fields, with_fields
from extractor.model.ownership import AnyField, OwnershipDocument
from extractor.model.page import Page, Reading, Unseen, Word
from extractor.model.results import Assessment, Finding, Severity
from extractor.model.strip import stack
from extractor.model.values import print_marks
from extractor.parsing.filing import read_filing
from extractor.readers.foreign_errors import as_ours
from extractor.readers.sheets import pages_of
from extractor.readers.typed_over import joined, typed_words
from extractor.verification.comparing import Difference, compare
from extractor.verification.key_doubts import difference_found, keyed_once, not_found, unconfirmed
from extractor.verification.mode import Verify
from extractor.verification.values_again import settled

ReadAgain = Callable[[Path, Sequence[Page]], Iterable[Page]]
"""Reads pages of a file again, given the pages as the first reader read them; returns one page for each."""

GRID_BUDGET = 20.0
"""Seconds of processor time for camelot in one filing; it takes a tenth of a second a page. Not wall-clock time: a busy
machine would then read differently, and a resumed run would write something else than a whole one."""


def _text_layer(path: Path, pages: Sequence[Page]) -> Iterator[Page]:
    """Words as pdfplumber finds them, with camelot's grid where camelot finds tables.

    Camelot loses lines on a page that is turned sideways, and does not turn one that is upside down. For such pages,
    and once camelot's time is used up, pdfplumber's own lines are used.
    """
    # Loading these two libraries takes a second, and most runs never need them.
    from extractor.readers.pdf.camelot_grid import ruled  # noqa: PLC0415
    from extractor.readers.pdf.pdfplumber_page import read_pages  # noqa: PLC0415

    until = process_time() + GRID_BUDGET
    again = read_pages(path, [page.number for page in pages])
    for first, (page, is_turned) in zip(pages, again, strict=True):
        seen = _as_seen(page, first)
        yield seen if is_turned or process_time() > until else ruled(path, seen)


def _as_seen(page: Page, first: Page) -> Page:
    """The page without the text and the ends of lines that cannot be seen, as the `first` reader of the page found.

    A second reader of the text layer also reads what is hidden, but that does not contradict what is seen.
    """
    words, lines = page.words, page.rulings
    if first.unseen:
        words = tuple(word for word in words if not any(_is_of(word, hidden) for hidden in first.unseen))
    if first.edge < first.width:
        lines = tuple(line._replace(x1=min(line.x1, first.edge)) for line in lines if line.x0 < first.edge)
    return replace(page, words=words, rulings=lines, edge=first.edge)


def _is_of(word: Word, hidden: Unseen) -> bool:
    return word.text in hidden.text and hidden.box.holds(word.box.x_center, word.box.y_center)


def _scan(path: Path, pages: Sequence[Page]) -> Iterable[Page]:
    """The same straightened pictures, read by Tesseract, joined with the text that is typed over them."""
    from extractor.readers.scan.scanned_again import read_scans_again  # noqa: PLC0415 - an engine few runs need

    for again, first in zip(read_scans_again(path, pages), sorted(pages, key=_number), strict=True):
        yield joined(again, typed_words(first))


def _number(page: Page) -> int:
    return page.number


SECOND_READERS: Mapping[str, ReadAgain] = {"pdfium": _text_layer, "ppocr": _scan}
"""First reader → its second reader; the pages of any other first reader are read only once."""


@dataclass(frozen=True, slots=True)
class KeyedTwice:
    """A filing after the second reading: its fields, with both readings where they differ, and the findings."""

    document: OwnershipDocument
    findings: tuple[Finding, ...]
    read_by: tuple[str, ...] = ()


def wants_second_key(
    verify: Verify, document: OwnershipDocument, findings: Sequence[Finding], assessment: Assessment
) -> bool:
    """Whether a filing is to be read a second time: always, never, or if its first reading leaves doubts."""
    if verify is not Verify.AUTO:
        return verify is Verify.ALWAYS
    known = dict(fields(document))
    # A second reader of the text layer cannot see drawings and what is covered either, so these doubts do not count.
    eye = {xpath for finding in findings if finding.rule.startswith("EYE") for xpath in finding.xpaths}
    eye |= {xpath for xpath, field in known.items() if not INK_DOUBTS.isdisjoint(field.doubts)}
    return (
        any(entry.review and entry.xpath not in eye for entry in assessment.fields)
        or any(finding.severity is Severity.ERROR and not _names_only(finding, eye) for finding in findings)
        or any(field.is_unreadable for xpath, field in known.items() if xpath not in eye)
    )


def _names_only(finding: Finding, xpaths: Collection[str]) -> bool:
    """Whether the finding is about some of the fields `xpaths` and nothing else."""
    return bool(finding.xpaths) and all(xpath in xpaths for xpath in finding.xpaths)


def key_again(path: Path, pages: Sequence[Page], document: OwnershipDocument) -> KeyedTwice:
    """`document`, which the first readers read from `pages`, compared with a second reading of these pages of `path`.

    Whatever goes wrong in the second reading becomes a finding instead of an exception.
    """
    if not any(page.read_by in SECOND_READERS for page in pages):
        return KeyedTwice(document, (keyed_once(f"{_names(pages)} has no second reader"),))
    try:
        with as_ours(path.name):
            again = read_pages_again(path, pages)
        second, doubts, _ = read_filing(stack(again), path.name)
    except MissingDependencyError as error:
        return KeyedTwice(document, (keyed_once(str(error)),))
    except Exception as error:  # noqa: BLE001 - whatever a page does to the second reader, the first has read it
        return KeyedTwice(document, (unconfirmed(pages, error),))
    known = dict(fields(document))
    missed = _tables_missed(second, doubts)
    seen = [found for found in compare(document, second) if not (found.second.is_blank and _is_in(found, missed))]
    differences, asked = settled(path, pages, seen)
    first_names = {page.number: page.read_by for page in pages}
    second_names = {page.number: page.read_by.split("+")[0] for page in again}
    both = {found.xpath: _with_both(found, first_names, second_names) for found in differences if found.xpath in known}
    alike = {xpath: field for xpath, field in known.items() if xpath not in both}
    both |= _confirmed(alike, dict(fields(second)), asked)
    findings = [
        difference_found(found, _names(pages), _names(again), is_known=found.xpath in known) for found in differences
    ]
    findings += (not_found(_names(again), table) for table in missed)
    once = [page for page in pages if page.read_by not in SECOND_READERS]
    if once:
        findings.append(keyed_once(f"{_names(once)} has no second reader"))
    return KeyedTwice(with_fields(document, both), tuple(findings), _readers(again))


def _tables_missed(second: OwnershipDocument, doubts: Sequence[Finding]) -> tuple[str, ...]:
    """The tables in which the second reader read no row and which it says it did not understand.

    That it read nothing there does not contradict the first reader.
    """
    rows = {"nonDerivativeTable": second.non_derivative_table, "derivativeTable": second.derivative_table}
    unsure = {xpath for found in doubts if found.severity is Severity.ERROR for xpath in found.xpaths}
    return tuple(table for table, held in rows.items() if not held and table in unsure)


def _is_in(found: Difference, tables: Sequence[str]) -> bool:
    return any(found.xpath.startswith(f"{table}/") for table in tables)


def read_second_key(path: Path, pages: Sequence[Page]) -> OwnershipDocument:
    """The filing on `pages` of the file at `path` as its second readers read it; raises what they raise."""
    return read_filing(stack(read_pages_again(path, pages)), path.name).document


def read_pages_again(path: Path, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Each of `pages` read by its second reader; a page whose reader has no second stays as it is."""
    sheets: dict[int, list[Page]] = {}
    for name, read in SECOND_READERS.items():
        own: dict[int, Page] = {}
        for page in (page for page in pages if page.read_by == name):
            before = own.get(page.number)
            own[page.number] = _whole_again(before, page) if before else page
        for sheet in read(path, list(own.values())) if own else ():
            sheets[sheet.number] = [*pages_of(sheet)]
    return tuple(_in_place(page, sheets.get(page.number, [page])) for page in pages)


def _whole_again(first: Page, second: Page) -> Page:
    """Two halves of one sheet as one page, with only what a second reader needs of it: words and unseen text."""
    return replace(second, words=first.words + second.words, unseen=first.unseen + second.unseen)


def _in_place(page: Page, read: Sequence[Page]) -> Page:
    """The one of the `read` pages of a sheet that is the half `page`, with the shift and scale of `page`."""
    half = min(read, key=lambda half: abs(half.shift - page.shift))
    return replace(half, shift=page.shift, scale=page.scale)


def _confirmed(
    alike: Mapping[str, AnyField], second: Mapping[str, AnyField], asked: Mapping[str, Reading]
) -> dict[str, AnyField]:
    """The fields on which both readers agree, with the second reading added where readings have scores."""
    keyed = {
        xpath: (asked[xpath],) if xpath in asked else second[xpath].readings[:1]
        for xpath, field in alike.items()
        if field.readings and (xpath in second or xpath in asked)
    }
    return {
        xpath: alike[xpath].model_copy(update={"readings": (*alike[xpath].readings, _as_first(reading, alike[xpath]))})
        for xpath, readings in keyed.items()
        for reading in readings
        if reading.text
    }


def _as_first(reading: Reading, field: AnyField) -> Reading:
    """The second reading of a value on which both agree, spelt as the first: white space and marks may differ."""
    return reading._replace(text=field.readings[0].text)


def _with_both(found: Difference, first_names: Mapping[int, str], second_names: Mapping[int, str]) -> AnyField:
    """The first reader's field with the second reader's reading added."""
    own = found.first.readings or (Reading(_name(found.first, first_names), _bare(found.first)),)
    score = found.second.readings[0].score if found.second.readings else None
    other = Reading(_name(found.second, second_names), _bare(found.second), score)
    return found.first.model_copy(update={"readings": (*own, other)})


def _name(field: AnyField, names: Mapping[int, str]) -> str:
    return names.get(field.page or 0) or next(iter(names.values()))


def _bare(field: AnyField) -> str:
    """The field's text without its footnote marks, as readings hold it."""
    return field.text.removesuffix(print_marks(field.footnotes))


def _names(pages: Iterable[Page]) -> str:
    return " and ".join(dict.fromkeys(page.read_by.split("+")[0] for page in pages))


def _readers(pages: Iterable[Page]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for page in pages for name in page.read_by.split("+")))
