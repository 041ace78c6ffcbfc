"""A file → its filings: all stages, in order."""

from pathlib import Path

from extractor.confidence.assessment import assess
from extractor.cores import algebra_on_one_core
from extractor.errors import NotAForm4Error, SeveralFilingsError
from extractor.model.finding_codes import (
    ANOTHER_FORM_BEHIND,
    NUMBERS_DIFFER,
    OTHER_PAPERS,
    PAGE_ORDER_UNSURE,
    PAGES_REORDERED,
)
from extractor.model.page import BoundingBox, Page, PlacedWord, SourceDocument
from extractor.model.results import Decision, Extraction, Sighting, Source, Where
from extractor.model.results import path_text as as_text
from extractor.model.strip import stack
from extractor.parsing.coverage.doubts import coverage_doubts
from extractor.parsing.coverage.ledger import account
from extractor.parsing.filing import read_filing
from extractor.parsing.first_pages import filings_of
from extractor.parsing.identity import address_of, given, in_name, on_pages
from extractor.parsing.other_papers import other_paper
from extractor.parsing.page_order import in_order
from extractor.readers.documents import read_document
from extractor.readers.page_shifts import in_line
from extractor.rules import check
from extractor.verification.choosing import choose_readings
from extractor.verification.mode import Verify
from extractor.verification.second_key import key_again, wants_second_key
from extractor.versions import made_by


def extract(path: Path | str) -> Extraction:
    """The one filing in the file at `path`.

    Raises UnreadableDocumentError for a file that cannot be read, NotAForm4Error for one without a
    Form 4, and SeveralFilingsError for one with more than one (use `extract_filings`).
    """
    filings = extract_filings(Path(path))
    if len(filings) > 1:
        raise SeveralFilingsError(f"{path}: holds {len(filings)} filings; use extract_filings to get them all")
    return filings[0]


def extract_filings(path: Path, verify: Verify = Verify.AUTO, accession: str = "") -> tuple[Extraction, ...]:
    """Every filing in the file at `path`, in the order of its pages; at least one.

    `verify` says when an independent second reader reads the pages again; `accession` is EDGAR's number of the filing,
    if the caller knows it and the file holds only one. Raises UnreadableDocumentError for a file that cannot be read,
    and NotAForm4Error for one without a Form 4.
    """
    with algebra_on_one_core():
        return _filings(path, verify, accession)


def _filings(path: Path, verify: Verify, accession: str) -> tuple[Extraction, ...]:
    source = read_document(path)
    ordered = in_order(source.pages)
    # Pages are lined up with the page before them, which is another one now.
    pages = in_line(ordered.pages) if ordered.is_moved else ordered.pages
    groups = tuple(filings_of(pages))
    if not groups:
        raise NotAForm4Error(f"{path.name}: no page is a Form 4; check that it is the right file")
    filings: list[Extraction] = []
    others: list[tuple[int, tuple[Page, ...]]] = []
    refusal: NotAForm4Error | None = None
    for group in groups:
        try:
            filings.append(_extraction(source, group, verify, len(filings) + 1))
        except NotAForm4Error as error:
            refusal = refusal or error
            others.append((max(len(filings) - 1, 0), group))
    if refusal and not filings:
        raise refusal
    for place, group in others:
        filings[place] = _with_others(filings[place], group)
    if ordered.is_moved:
        filings = [_with_moved(filing, pages, is_unsure=ordered.is_unsure) for filing in filings]
    of_file = (*given(accession), *in_name(path.name)) if len(filings) == 1 else ()
    return tuple(_identified(filing, of_file) for filing in filings)


def _identified(filing: Extraction, of_file: tuple[Sighting, ...]) -> Extraction:
    """The filing with EDGAR's number for it; sent to review if two places give different numbers."""
    seen = sorted((*of_file, *filing.source.sightings), key=lambda sighting: list(Where).index(sighting.where))
    cik = filing.document.issuer.issuer_cik.value
    addressed = tuple(
        sighting
        if sighting.address or not cik
        else sighting.model_copy(update={"address": address_of(sighting.accession_number, cik)})
        for sighting in seen
    )
    filing = filing.model_copy(update={"source": filing.source.model_copy(update={"sightings": addressed})})
    numbers = dict.fromkeys(sighting.accession_number for sighting in seen)
    if len(numbers) < 2:  # noqa: PLR2004
        return filing
    told = " and ".join(f"{each.accession_number} ({each.where})" for each in seen)
    message = f"the accession number is not the same everywhere: {told}"
    assessment = filing.assessment
    decision = Decision.REVIEW if assessment.decision is Decision.ACCEPT else assessment.decision
    asked = assessment.model_copy(update={"decision": decision, "reasons": (*assessment.reasons, message)})
    finding = NUMBERS_DIFFER.found(message=message)
    return filing.model_copy(update={"findings": (*filing.findings, finding), "assessment": asked})


def _with_moved(filing: Extraction, pages: tuple[Page, ...], *, is_unsure: bool) -> Extraction:
    """The filing with a finding about its pages, which were read in another order than the file has them."""
    code = PAGE_ORDER_UNSURE if is_unsure else PAGES_REORDERED
    numbers = ", ".join(str(page.number) for page in pages)
    findings = (*filing.findings, code.found(message=f"the pages were read in this order: {numbers}"))
    return filing.model_copy(update={"findings": findings, "assessment": assess(filing.document, findings)})


def _with_others(filing: Extraction, pages: tuple[Page, ...]) -> Extraction:
    """The filing with a finding about other `pages` of its file, which begin like a form but have no Form 4 tables."""
    first = pages[0].number
    known = other_paper(pages)
    if known:
        noted = OTHER_PAPERS.found(message=f"from page {first} on, the file contains {known}, which is not read")
        return filing.model_copy(update={"findings": (*filing.findings, noted)})
    message = f"page {first} begins like another form, but its tables were not found"
    findings = (*filing.findings, ANOTHER_FORM_BEHIND.found(message=message))
    return filing.model_copy(update={"findings": findings, "assessment": assess(filing.document, findings)})


def _extraction(source: SourceDocument, pages: tuple[Page, ...], verify: Verify, number: int) -> Extraction:
    document, doubts, printed = read_filing(stack(pages), Path(source.path).name)
    coverage = account(printed, document)
    doubts += tuple(coverage_doubts(printed, document, coverage)) if coverage else ()
    document = choose_readings(document)
    findings = (*doubts, *check(document))
    assessment = assess(document, findings)
    read_by = [page.read_by for page in pages]
    # A page that could not be drawn is in doubt as a whole, so a second reading of its text layer would be in vain.
    is_drawn = all(page.is_drawn for page in pages)
    if is_drawn and wants_second_key(verify, document, findings, assessment):
        keyed = key_again(Path(source.path), pages, document)
        document = choose_readings(keyed.document)
        findings = (*doubts, *check(document), *keyed.findings)
        assessment = assess(document, findings)
        read_by += keyed.read_by
    return Extraction(
        source=Source(
            path=as_text(Path(source.path)),
            sha256=source.sha256,
            pages=len(pages),
            read_by=tuple(dict.fromkeys(read_by)),
            form=document.document_type.value or "4",
            filing=number,
            geometry={page.number: page.geometry for page in pages if page.geometry is not None},
            sightings=tuple(on_pages(pages)),
        ),
        document=document,
        findings=findings,
        assessment=assessment,
        made_by=made_by(read_by),
        coverage=coverage,
        words=_placed(pages),
    )


def _placed(pages: tuple[Page, ...]) -> dict[int, tuple[PlacedWord, ...]]:
    """Page number → its words; boxes are rounded to 0.1 point, which is precise enough to click on and saves space."""
    placed: dict[int, tuple[PlacedWord, ...]] = {}
    for page in pages:  # two pages printed on one sheet have the same number
        words = tuple(PlacedWord(word.text, BoundingBox(*(round(side, 1) for side in word.box))) for word in page.words)
        placed[page.number] = placed.get(page.number, ()) + words
    return placed
