"""The formats a filing can be written in, by the name the command line gives them."""

from collections.abc import Callable

from extractor.exports.csv_rows import to_csv
from extractor.exports.record import to_json
from extractor.exports.sec_xml import to_doubtful_xml
from extractor.model.results import Extraction

FORMATS: dict[str, Callable[[Extraction], str]] = {
    "json": to_json,
    "csv": to_csv,
    "xml": to_doubtful_xml,
}


def render(extraction: Extraction, form: str) -> str:
    """The filing in one of `FORMATS`."""
    return FORMATS[form](extraction)
