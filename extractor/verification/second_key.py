"""The same pages read again by an independent reader: a second key, as careful data entry has it.

A value on which two hands agree is hardly wrong; one on which they differ is never sure, and a
person sees both readings.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

from extractor.errors import MissingDependencyError
from extractor.model.field_paths import fields, with_fields
from extractor.model.ownership import AnyField, OwnershipDocument
from extractor.model.page import INK_DOUBTS, Page, Reading, Unseen, Word
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
"""Reads pages of a file again, given what the first reader made of them, one page for each."""

GRID_BUDGET = 20.0
"""Seconds of work for camelot, for one filing; a page takes a tenth of one. By the clock on the wall a crowded machine
would read otherwise, and a run that goes on would not write what a whole run writes."""


def _text_layer(path: Path, pages: Sequence[Page]) -> Iterator[Page]:
    """Words as pdfplumber finds them, and camelot's grid where camelot finds tables.

    On a turned page camelot loses lines, and leaves one upside down as it is: there pdfplumber's
    own lines stand in, as they do when camelot's time is over.
    """
    # Two libraries that most runs never need take a second to load.
    from extractor.readers.pdf.camelot_grid import ruled  # noqa: PLC0415
    from extractor.readers.pdf.pdfplumber_page import read_pages  # noqa: PLC0415

    until = process_time() + GRID_BUDGET
    again = read_pages(path, [page.number for page in pages])
    for first, (page, is_turned) in zip(pages, again, strict=True):
        seen = _as_seen(page, first)
        yield seen if is_turned or process_time() > until else ruled(path, seen)


def _as_seen(page: Page, first: Page) -> Page:
    """The page without the text that `first`, the same page as its picture shows it, does not show.

    A second reader of the text layer reads what is hidden as well; that says nothing against what is seen.
    """
    if not first.unseen:
        return page
    words = tuple(word for word in page.words if not any(_is_of(word, hidden) for hidden in first.unseen))
    return replace(page, words=words)


def _is_of(word: Word, hidden: Unseen) -> bool:
    return word.text in hidden.text and hidden.box.holds(word.box.x_center, word.box.y_center)


def _scan(path: Path, pages: Sequence[Page]) -> Iterable[Page]:
    """The same straightened pictures, as Tesseract reads them, with what is typed over them."""
    from extractor.readers.scan.scanned_again import read_scans_again  # noqa: PLC0415 - an engine few runs need

    for again, first in zip(read_scans_again(path, pages), sorted(pages, key=_number), strict=True):
        yield joined(again, typed_words(first))


def _number(page: Page) -> int:
    return page.number


SECOND_READERS: Mapping[str, ReadAgain] = {"pdfium": _text_layer, "rapidocr": _scan}
"""First reader → its second; a first reader without one is keyed once."""


@dataclass(frozen=True, slots=True)
class KeyedTwice:
    """A filing after the second key: both readings where they differ, and what that gives cause to doubt."""

    document: OwnershipDocument
    findings: tuple[Finding, ...]
    read_by: tuple[str, ...] = ()


def wants_second_key(
    verify: Verify, document: OwnershipDocument, findings: Sequence[Finding], assessment: Assessment
) -> bool:
    """Whether a filing is to be keyed twice: always, never, or where its first reading is in doubt."""
    if verify is not Verify.AUTO:
        return verify is Verify.ALWAYS
    known = dict(fields(document))
    # A second reader of the text layer is as blind as the first to what covers it, or is drawn beside it.
    eye = {xpath for finding in findings if finding.rule.startswith("EYE") for xpath in finding.xpaths}
    eye |= {xpath for xpath, field in known.items() if not INK_DOUBTS.isdisjoint(field.doubts)}
    return (
        any(entry.review and entry.xpath not in eye for entry in assessment.fields)
        or any(finding.severity is Severity.ERROR and not _names_only(finding, eye) for finding in findings)
        or any(field.is_unreadable for xpath, field in known.items() if xpath not in eye)
    )


def _names_only(finding: Finding, xpaths: Collection[str]) -> bool:
    """Whether the finding speaks of nothing but the fields `xpaths`."""
    return bool(finding.xpaths) and all(xpath in xpaths for xpath in finding.xpaths)


def key_again(path: Path, pages: Sequence[Page], document: OwnershipDocument) -> KeyedTwice:
    """`document`, which the first readers made of `pages`, after the pages of `path` were read again."""
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
    """The tables of which the second reader read no row and says itself that it did not understand them.

    That it saw nothing there says nothing against what the first reader saw.
    """
    rows = {"nonDerivativeTable": second.non_derivative_table, "derivativeTable": second.derivative_table}
    unsure = {xpath for found in doubts if found.severity is Severity.ERROR for xpath in found.xpaths}
    return tuple(table for table, held in rows.items() if not held and table in unsure)


def _is_in(found: Difference, tables: Sequence[str]) -> bool:
    return any(found.xpath.startswith(f"{table}/") for table in tables)


def read_second_key(path: Path, pages: Sequence[Page]) -> OwnershipDocument:
    """The filing on `pages` of the file at `path` as the second readers see it; raises what they raise."""
    return read_filing(stack(read_pages_again(path, pages)), path.name).document


def read_pages_again(path: Path, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Each of `pages` by its second reader; one whose reader has no second stays as it is."""
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
    """The sheet of which these are the two halves, as far as a second reader asks for it."""
    return replace(second, words=first.words + second.words, unseen=first.unseen + second.unseen)


def _in_place(page: Page, read: Sequence[Page]) -> Page:
    """Of what was read on a page's sheet the half that `page` is, in its place."""
    half = min(read, key=lambda half: abs(half.shift - page.shift))
    return replace(half, shift=page.shift, scale=page.scale)


def _confirmed(
    alike: Mapping[str, AnyField], second: Mapping[str, AnyField], asked: Mapping[str, Reading]
) -> dict[str, AnyField]:
    """The fields both keys read the same, with the second reading beside the first where readings have scores."""
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
    """The second key's reading of a value it agrees on, in the words of the first: white space and marks aside."""
    return reading._replace(text=field.readings[0].text)


def _with_both(found: Difference, first_names: Mapping[int, str], second_names: Mapping[int, str]) -> AnyField:
    """The first key's field with the second key's reading beside its own."""
    own = found.first.readings or (Reading(_name(found.first, first_names), _bare(found.first)),)
    score = found.second.readings[0].score if found.second.readings else None
    other = Reading(_name(found.second, second_names), _bare(found.second), score)
    return found.first.model_copy(update={"readings": (*own, other)})


def _name(field: AnyField, names: Mapping[int, str]) -> str:
    return names.get(field.page or 0) or next(iter(names.values()))


def _bare(field: AnyField) -> str:
    """The field's text without its marks, as a reading holds it."""
    return field.text.removesuffix(print_marks(field.footnotes))


def _names(pages: Iterable[Page]) -> str:
    return " and ".join(dict.fromkeys(page.read_by.split("+")[0] for page in pages))


def _readers(pages: Iterable[Page]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for page in pages for name in page.read_by.split("+")))
