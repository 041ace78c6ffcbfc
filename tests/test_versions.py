"""Every extraction says what made it, which shows whether another program would read the page again."""

import json
from importlib import metadata

from extractor.exports.record import to_record
from extractor.model.results import Extraction, MadeBy
from extractor.pipeline import extract
from extractor.readers.identities import identity
from extractor.readers.recognition.network_file import network_file
from extractor.versions import confidence, made_by, program
from tests.review.filings import QUALYS
from tests.store.filings import filing


def test_a_file_that_was_read_says_by_what() -> None:
    found = extract(QUALYS)
    assert found.made_by == made_by(found.source.read_by)
    assert found.made_by.program == program() == metadata.version("form4-extractor")
    assert found.made_by.readers["pdfium"] == metadata.version("pypdfium2")
    assert to_record(found).made_by.confidence == confidence()


def test_scans_are_named_with_the_network_that_lies_there() -> None:
    there = network_file()
    assert there
    assert identity("ppocr") == f"{there.path.name} {there.sha256}"
    assert set(made_by(["ppocr", "pdfplumber+camelot"]).readers) == {"ppocr", "pdfplumber", "camelot"}
    assert made_by(["xml"]).readers == {}


def test_what_an_older_program_stored_says_that_nobody_noted_it() -> None:
    held = json.loads(filing().model_dump_json())
    del held["made_by"]
    assert Extraction.model_validate(held).made_by == MadeBy()
