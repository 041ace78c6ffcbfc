"""Turns the errors of pdfium, pdfminer, Pillow, OpenCV and the engines into errors of this project.

A reader works inside `as_ours(name)`. An error that a library raises there becomes one of ours, which says what to do.
An error that is not in the table is raised unchanged, as it is then more likely our mistake than the file's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from extractor.errors import (
    EncryptedDocumentError,
    ExtractorError,
    MissingDependencyError,
    UnreadableDocumentError,
)

ANY = "*"


class Foreign(NamedTuple):
    """A kind of error of a library: its package, the name of its class, and a text that its message contains."""

    package: str
    name: str
    ours: type[ExtractorError]
    message: str
    """The text of our error, put after the file's name; `{error}` stands for the library's own message."""
    holding: str = ""

    def knows(self, error: BaseException) -> bool:
        """Whether the error is of this kind. Names are compared, so that no library must be loaded."""
        kinds = [(kind.__module__.partition(".")[0], kind.__name__) for kind in type(error).__mro__]
        is_kind = any(package == self.package and self.name in (name, ANY) for package, name in kinds)
        return is_kind and self.holding in repr(error).lower()  # `repr` also names an error wrapped inside


_LOCKED = "needs a password to open; save a copy without one and give that"
_TOO_LARGE = "a page has more pixels than can be held; scan it again at 300 dpi"
FOREIGN = (
    Foreign("pypdfium2", "PdfiumError", EncryptedDocumentError, _LOCKED, holding="password"),
    Foreign(
        "pypdfium2",
        "PdfiumError",
        UnreadableDocumentError,
        "the PDF is damaged or cut short; fetch it again",
        holding="failed to load document",
    ),
    Foreign(
        "pypdfium2",
        "PdfiumError",
        UnreadableDocumentError,
        "a page is damaged ({error}); fetch or print the file again",
    ),
    Foreign("pdfminer", "PDFPasswordIncorrect", EncryptedDocumentError, _LOCKED),
    Foreign("pdfplumber", "PdfminerException", EncryptedDocumentError, _LOCKED, holding="passwordincorrect"),
    Foreign("pdfminer", ANY, UnreadableDocumentError, "the PDF is damaged ({error}); fetch or print it again"),
    Foreign("pdfplumber", ANY, UnreadableDocumentError, "the PDF is damaged ({error}); fetch or print it again"),
    Foreign("PIL", "DecompressionBombError", UnreadableDocumentError, _TOO_LARGE),
    Foreign("PIL", "DecompressionBombWarning", UnreadableDocumentError, _TOO_LARGE),
    Foreign(
        "PIL",
        "UnidentifiedImageError",
        UnreadableDocumentError,
        "neither a PDF nor an image; give the form as one of these",
    ),
    Foreign("PIL", ANY, UnreadableDocumentError, "damaged or not an image ({error}); scan or export it again"),
    Foreign(
        "pytesseract",
        "TesseractNotFoundError",
        MissingDependencyError,
        "Tesseract is not installed; `form4 doctor` says how to",
    ),
    Foreign("pytesseract", ANY, UnreadableDocumentError, "Tesseract failed on it ({error}); scan it again"),
    Foreign("cv2", "error", UnreadableDocumentError, "a page cannot be straightened ({error}); scan it again"),
    Foreign(
        "onnxruntime",
        ANY,
        MissingDependencyError,
        "the recognition network does not run on this machine ({error}); `form4 doctor` says what is installed",
    ),
)
"""The first row that knows an error is used, so the most specific rows come first."""


@contextmanager
def as_ours(name: str) -> Iterator[None]:
    """Turns errors raised inside into errors of ours that name the file `name`, with the library's error as cause."""
    try:
        yield
    except ExtractorError:
        raise
    except Exception as error:
        kind = next((kind for kind in FOREIGN if kind.knows(error)), None)
        if kind is None:
            raise
        said = " ".join(str(error).split()) or type(error).__name__
        raise kind.ours(f"{name}: {kind.message.format(error=said)}") from error
