"""A filing as the library returns it: what was read, with ways to show and convert it."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import PrivateAttr

from extractor.confidence.assessment import assess
from extractor.errors import UnreadableDocumentError
from extractor.model.field_paths import fields
from extractor.model.results import Extraction as Reading
from extractor.model.results import Source
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.rules import check

if TYPE_CHECKING:
    from pandas import DataFrame
    from PIL.Image import Image

SURE, UNSURE = (34, 139, 34), (214, 39, 40)
"""The colours of a box as red, green, blue: green for a sure value, red for one that a person should look at."""


class Extraction(Reading):
    """One filing, read, checked and assessed."""

    _content: bytes | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, reading: Reading, content: bytes | None = None) -> "Extraction":
        """`reading` as an object of this class; `content` is the file, to draw pages from, if it was given as bytes."""
        filing: Extraction = cls.model_construct(**dict(reading))
        filing._content = content
        return filing

    @classmethod
    def from_xml(cls, source: Path | str) -> Self:
        """The filing in an `ownershipDocument` XML (a file, or the XML as text), checked by the rules.

        Raises UnreadableDocumentError if there is no such document in it.
        """
        document = read_ownership_xml(source)
        findings = check(document)
        form = document.document_type.value or "4"
        path = str(source) if isinstance(source, Path) else ""
        return cls(
            source=Source(path=path, sha256="", pages=0, read_by=("xml",), form=form),
            document=document,
            findings=findings,
            assessment=assess(document, findings),
        )

    def to_dataframe(self, *, floats: bool = False) -> "DataFrame":
        """One line for each printed row; numbers are Decimal, or float with `floats`, which may lose digits.

        Raises MissingDependencyError if pandas is not installed.
        """
        from extractor.library.frames import to_dataframe  # noqa: PLC0415 - only who asks for it needs it

        return to_dataframe([self], floats=floats)

    def show(self, page: int = 1) -> "Image":
        """Page `page` of the file, counted from 1, with a box around each value, from green (sure) to red (to review).

        A scan is shown straightened, as it was read. Raises UnreadableDocumentError if the file is gone or has no
        such page.
        """
        from extractor.readers.shown_page import boxed_page  # noqa: PLC0415 - as above

        if self._content is None and not self.source.path:
            raise UnreadableDocumentError("a filing read from XML has no page to show")
        sure = {entry.xpath: entry for entry in self.assessment.fields}
        on_page = [(sure[xpath], field) for xpath, field in fields(self.document) if field.page == page and field.box]
        boxes = [
            (field.box, UNSURE if entry.review else _between(entry.confidence))
            for entry, field in on_page
            if field.box is not None
        ]
        return boxed_page(self._content or Path(self.source.path), page, boxes, self.source.geometry.get(page))

    def __repr__(self) -> str:
        document = self.document
        asked = sum(entry.review for entry in self.assessment.fields)
        return (
            f"<Form {document.document_type.value} of {document.issuer.issuer_name.value}"
            f" [{document.issuer.issuer_trading_symbol.value}], {document.period_of_report.as_xml}:"
            f" {len(document.non_derivative_table)} + {len(document.derivative_table)} rows,"
            f" {asked} of {len(self.assessment.fields)} fields to review>"
        )

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """The form's own tables as HTML, which a notebook shows."""
        from extractor.library.page_html import to_html  # noqa: PLC0415 - as above

        return to_html(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and dict(self) == dict(other)

    __hash__ = Reading.__hash__


def from_xml(source: Path | str) -> Extraction:
    """The filing in an `ownershipDocument` XML, like `Extraction.from_xml`."""
    return Extraction.from_xml(source)


def _between(confidence: float) -> tuple[int, int, int]:
    """A colour from green for a confidence of 1 to yellow for 0.96 and less."""
    share = max(0.0, min(1.0, (1 - confidence) * 25))
    return (int(SURE[0] + share * 200), SURE[1], SURE[2])
