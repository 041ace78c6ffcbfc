"""The border to other people's libraries: what pdfium, pdfminer, Pillow, OpenCV and the engines raise, in our words.

A reader works inside `as_ours(name)`. What a library raises there becomes one of our errors, which says what to do;
what no row of the table knows goes on as it is, for then the mistake is more likely ours than the file's.
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
    """A kind of error: the package and the name of its class, and a word that its message holds."""

    package: str
    name: str
    ours: type[ExtractorError]
    message: str
    """Ours, after the file's name; `{error}` is what the library said."""
    holding: str = ""

    def knows(self, error: BaseException) -> bool:
        """Whether the error is of this kind; told by names, so that no library is loaded for it."""
        kinds = [(kind.__module__.partition(".")[0], kind.__name__) for kind in type(error).__mro__]
        is_kind = any(package == self.package and self.name in (name, ANY) for package, name in kinds)
        return is_kind and self.holding in repr(error).lower()  # it names an error that is wrapped, too


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
    Foreign("PIL", ANY, UnreadableDocumentError, "damaged or no image ({error}); scan or export it again"),
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
"""The most special first: the first row that knows an error names it."""


@contextmanager
def as_ours(name: str) -> Iterator[None]:
    """What libraries raise inside becomes ours and speaks of the file as `name`; the library's error is its cause."""
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
