"""Columns with covered or cut-off headings are found by their place; columns that are gone are asked about."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from extractor import pipeline
from extractor.model.page import Page, SourceDocument, Word
from extractor.model.results import Decision, Extraction
from extractor.readers.documents import read_document
from extractor.verification.mode import Verify
from samples.differences import Difference, differences
from samples.print_form import print_form
from samples.random_filing import random_filing


def without_first_line(page: Page) -> Page:
    """The page as if the first line of each table's head were painted over, and its first heading completely."""
    tops = [
        word.box.top
        for word, after, third in zip(page.words, page.words[1:], page.words[2:], strict=False)
        if (word.text, after.text, third.text) == ("1.", "Title", "of")
    ]

    def is_covered(word: Word) -> bool:
        return any(abs(word.box.top - top) < word.size / 2 for top in tops)

    return replace(page, words=tuple(word for word in page.words if not is_covered(word)))


@pytest.fixture
def covered(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path) -> SourceDocument:
        source = read_document(path)
        return replace(source, pages=tuple(map(without_first_line, source.pages)))

    monkeypatch.setattr(pipeline, "read_document", read)


def reading(
    seed: int, layout: str, folder: Path, changed: Callable[[bytes], bytes] = bytes
) -> tuple[Extraction, list[Difference]]:
    truth = random_filing(seed)
    alone = {"reporting_owners": truth.reporting_owners[:1], "owner_signatures": truth.owner_signatures[:1]}
    truth = truth.model_copy(update=alone)
    path = folder / "form.pdf"
    path.write_bytes(changed(print_form(truth, layout)))
    (read,) = pipeline.extract_filings(path, Verify.NEVER)
    return read, differences(truth, read, layout)


@pytest.mark.usefixtures("covered")
@pytest.mark.parametrize("layout", ["edgar", "issuer", "typed"])
@pytest.mark.parametrize("seed", range(4))
def test_a_head_whose_first_line_is_covered_names_its_columns(seed: int, layout: str, tmp_path: Path) -> None:
    read, wrong = reading(seed, layout, tmp_path)
    assert wrong == []
    assert [entry.xpath for entry in read.assessment.fields if entry.review] == []


def on_narrow_paper(pdf: bytes, share: float) -> bytes:
    """The pages on paper that has only this share of their width."""
    done = BytesIO()
    with pdfium.PdfDocument(pdf) as file:
        for page in file:
            left, low, right, high = page.get_mediabox()
            page.set_mediabox(left, low, left + share * (right - left), high)
            page.set_cropbox(left, low, left + share * (right - left), high)
        file.save(done)
    return done.getvalue()


def in_narrow_area(pdf: bytes, share: float) -> bytes:
    """The pages on their own paper, with a clip path that hides all that lies beyond this share of the width."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        data = page.get_contents().get_data()
        stream = StreamObject()
        stream.set_data(b"q 0 0 %.2f %.2f re W n\n%s\nQ" % (share * width, height, data))
        page[NameObject("/Contents")] = writer._add_object(stream)
    done = BytesIO()
    writer.write(done)
    return done.getvalue()


@pytest.mark.parametrize("layout", ["edgar", "issuer", "typed"])
@pytest.mark.parametrize("seed", range(4))
def test_what_the_paper_cuts_off_is_asked_for_and_no_more(seed: int, layout: str, tmp_path: Path) -> None:
    cut = on_narrow_paper if seed % 2 else in_narrow_area
    share = Random(seed).uniform(0.9, 0.93)  # noqa: S311 - of the paper's width: the last column or two
    read, wrong = reading(seed, layout, tmp_path, partial(cut, share=share))
    if read.document.non_derivative_table and read.document.derivative_table:
        assert read.assessment.decision is not Decision.DISTRUST
    assert [each for each in wrong if not each.reviewed] == []
    asked = [entry.xpath for entry in read.assessment.fields if entry.review]
    assert [name for name in asked if "Table/" in name and "ownershipNature" not in name] == []
