"""A file that cannot be read gives exit code 3 and one line that says what to do, without a traceback and in time."""

import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, RectangleObject

from extractor.batch.job import read_file
from extractor.batch.pool import WorkerPool
from extractor.batch.worker import outcome_of
from extractor.errors import EncryptedDocumentError, ExitCode, NotAForm4Error, UnreadableDocumentError
from extractor.model.results import Failure
from extractor.pipeline import extract_filings
from extractor.readers.documents import PAGES_MAX
from samples import make
from samples.print_form import print_form
from samples.random_filing import random_filing
from tests.support.damage import COVER_LETTER, JOINT_FILER_PAGE, POWER_OF_ATTORNEY, joined, sheet, written

FORM = (make.FOLDER / "pdf" / "qualys-2014-01-06.edgar.pdf").read_bytes()
SECONDS_MAX = 10.0


def pages(count: int) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(count):
        writer.add_blank_page(612, 792)
    return written(writer)


def locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(FORM))
    writer.encrypt(user_password="user", owner_password="owner", algorithm="AES-256")  # noqa: S106 - a test's
    return written(writer)


def of_form(number: int) -> bytes:
    """A form with the boxes and tables of a Form 4 and another number at its head."""
    filing = random_filing(3)
    title = filing.document_type.model_copy(update={"value": str(number)})
    return print_form(filing.model_copy(update={"document_type": title}), "edgar")


def huge_page() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(FORM))
    for page in writer.pages:
        page[NameObject("/MediaBox")] = RectangleObject((0, 0, 10**7, 10**7))
        page[NameObject("/CropBox")] = RectangleObject((0, 0, 10**7, 10**7))
    return written(writer)


def calling_itself(times: int = 1) -> bytes:
    """A page whose form draws itself; if it does so several times, no memory is large enough."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(612, 792)
    form = DecodedStreamObject()
    form.set_data(b"0 0 100 100 re S " + b"/Again Do " * times)
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): RectangleObject((0, 0, 612, 792)),
        }
    )
    held = writer._add_object(form)
    resources = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/Again"): held})})
    form[NameObject("/Resources")] = resources
    page[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = held
    return written(writer)


def branching_forms(depth: int = 8) -> bytes:
    """Forms that each draw the next one many times: few bytes, but thousands of drawings."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(612, 792)
    inner, data = None, b"0 0 100 100 re S"
    for _ in range(depth):
        form = DecodedStreamObject()
        form.set_data(data)
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): RectangleObject((0, 0, 612, 792)),
            }
        )
        if inner is not None:
            form[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/XObject"): DictionaryObject({NameObject("/N"): inner})}
            )
        inner, data = writer._add_object(form), b"/N Do /N Do /N Do"
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/N"): inner})}
    )
    stream = DecodedStreamObject()
    stream.set_data(b"/N Do")
    page[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def pages_that_hold_each_other() -> bytes:
    """A page tree that contains itself."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(FORM))
    tree = writer._root_object["/Pages"].get_object()
    tree[NameObject("/Kids")] = ArrayObject([writer._root_object.raw_get("/Pages")])
    return written(writer)


UNREADABLE: dict[str, bytes] = {
    "empty": b"",
    "header-only": b"%PDF-1.7\n",
    "header-and-end": b"%PDF-1.7\n%%EOF\n",
    "random": random.Random(1).randbytes(5000),  # noqa: S311 - a test is no secret
    "random-after-a-header": b"%PDF-1.4\n" + random.Random(2).randbytes(5000),  # noqa: S311
    "text": b"Dear Sir or Madam, please find enclosed.",
    "html": b"<html><body>Form 4</body></html>",
    "zip": b"PK\x03\x04" + bytes(100),
    "no-pages": pages(0),
    "pages-that-hold-each-other": pages_that_hold_each_other(),
    "too-many-pages": pages(PAGES_MAX + 1),
    "user-password": locked(),
}
NOT_A_FORM_4: dict[str, bytes] = {
    "blank-page": pages(1),
    "letter": COVER_LETTER,
    "exhibits": joined(POWER_OF_ATTORNEY, JOINT_FILER_PAGE),
    "words-of-the-form": sheet("2. Issuer Name and Ticker or Trading Symbol", "Table I - Non-Derivative Securities"),
    "form-3": of_form(3),
    "form-5": of_form(5),
    "form-that-calls-itself": calling_itself(),
    "branching-forms": branching_forms(),
}


def failure_of(content: bytes, tmp_path: Path) -> tuple[str, str]:
    """The kind of error and the message with which a file with this content fails, in time."""
    path = tmp_path / "form.pdf"
    path.write_bytes(content)
    start = time.perf_counter()
    failure = outcome_of(path, extract_filings)
    assert time.perf_counter() - start < SECONDS_MAX
    assert not isinstance(failure, tuple)
    assert failure.exit_code is ExitCode.BAD_INPUT
    assert failure.message.count("\n") == 0
    assert "bug" not in failure.message
    return failure.error, failure.message


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_opened_says_what_to_do(name: str, tmp_path: Path) -> None:
    kind, message = failure_of(UNREADABLE[name], tmp_path)
    assert kind in (UnreadableDocumentError.__name__, EncryptedDocumentError.__name__)
    assert message.startswith("form.pdf: ")
    assert ";" in message, "what is wrong; what to do"


@pytest.mark.parametrize("name", NOT_A_FORM_4)
def test_what_is_no_form_4_is_told_as_such(name: str, tmp_path: Path) -> None:
    kind, message = failure_of(NOT_A_FORM_4[name], tmp_path)
    assert kind == NotAForm4Error.__name__
    assert "Form" in message


@pytest.mark.parametrize("number", [3, 5])
def test_another_form_is_named(number: int, tmp_path: Path) -> None:
    assert f"is a Form {number}; only Forms 4 and 4/A are read" in failure_of(of_form(number), tmp_path)[1]


def test_a_user_password_is_asked_for_by_name(tmp_path: Path) -> None:
    assert failure_of(locked(), tmp_path)[0] == EncryptedDocumentError.__name__


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99])
def test_a_file_cut_short_fails_or_is_read_whole(share: float, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(FORM[: int(len(FORM) * share)])
    outcome = outcome_of(path, extract_filings)
    code = max(filing.exit_code for filing in outcome) if isinstance(outcome, tuple) else outcome.exit_code
    assert code in (ExitCode.OK, ExitCode.NEEDS_REVIEW, ExitCode.BAD_INPUT)


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_flipped_bytes_fails_as_data_not_as_a_bug(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test is no secret
    damaged = bytearray(FORM)
    for _ in range(chance.choice((1, 5, 50))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    path = tmp_path / "form.pdf"
    path.write_bytes(damaged)
    outcome = outcome_of(path, extract_filings)
    code = max(filing.exit_code for filing in outcome) if isinstance(outcome, tuple) else outcome.exit_code
    assert code in (ExitCode.OK, ExitCode.NEEDS_REVIEW, ExitCode.BAD_INPUT)


@pytest.mark.parametrize(
    "make_path",
    [
        pytest.param(lambda folder: folder / "nowhere.pdf", id="missing"),
        pytest.param(lambda folder: folder, id="a-folder"),
        pytest.param(lambda folder: folder / ("x" * 300 + ".pdf"), id="a-name-too-long"),
    ],
)
def test_a_path_that_leads_nowhere(make_path: Callable[[Path], Path], tmp_path: Path) -> None:
    failure = outcome_of(make_path(tmp_path), extract_filings)
    assert not isinstance(failure, tuple)
    assert failure.exit_code is ExitCode.BAD_INPUT
    assert ";" in failure.message or "cannot be opened" in failure.message


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [calling_itself(times=2), branching_forms(depth=16)], ids=["endless", "branching"])
def test_a_file_made_to_fill_the_memory_ends_as_a_failure_of_its_own(bomb: bytes, tmp_path: Path) -> None:
    for name, content in (("1-bomb.pdf", bomb), ("2-form.pdf", FORM)):
        (tmp_path / name).write_bytes(content)
    with WorkerPool(read_file, time_limit=10, memory_limit=2**29) as pool:
        results = [done.result for done in pool.outcomes(sorted(tmp_path.iterdir()))]
    assert isinstance(results[0], Failure)
    assert results[0].exit_code is ExitCode.BAD_INPUT
    assert isinstance(results[1], tuple)


def test_a_page_as_large_as_a_field_takes_no_longer(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(huge_page())
    start = time.perf_counter()
    outcome_of(path, extract_filings)
    assert time.perf_counter() - start < SECONDS_MAX
