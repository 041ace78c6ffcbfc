"""A value that is drawn with other characters than its file names is never wrong and sure.

This runs a small part of `benchmarks/false_text.py`; docs/attacked.md has the rates of the whole.
"""

import io

import pypdf
import pytest

from benchmarks.attacked_prints import SAMPLES, read, unharmed
from benchmarks.false_text import LIES, map_of, name_characters, silent_fields, told
from extractor.model.field_paths import fields
from extractor.model.page import Origin

SEED = 4
ONCE_SILENT = [("false-map", 0, 0), ("false-map", 0, 11), ("actual-text", 0, 0)]
"""A check box whose label was not found; an n named as e in 8-point type; a 3 among many 8s named as 8."""


@pytest.mark.parametrize(("name", "seed", "number"), [*ONCE_SILENT, *((name, SEED, 0) for name in LIES)])
def test_no_value_is_wrong_and_sure_that_is_drawn_otherwise_than_the_file_says(
    name: str, seed: int, number: int
) -> None:
    form, pdf = told(name, seed, number)
    assert (silent_fields(unharmed(form), read(pdf)), form, seed, number) == ([], form, seed, number)


def with_other_letters(pdf: bytes, drawn: str, named: str) -> bytes:
    """Every font of the file names all its letters `drawn` as `named`, as a broken map to Unicode does."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index, union-attr]
            known = map_of(font.get_object())
            name_characters(
                writer, font.get_object(), {code: named if char == drawn else char for code, char in known.items()}
            )
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.ocr
def test_a_page_whose_fonts_name_other_letters_is_read_as_it_is_seen() -> None:
    form = "price-in-a-footnote.browser-without-rulings"
    after = read(with_other_letters((SAMPLES / f"{form}.pdf").read_bytes(), "e", "n"))
    assert after is not None, "refused, though its words are those of a Form 4 to everybody who looks at it"
    assert {field.origin for _, field in fields(after.document) if field.text} == {Origin.RECOGNISED}
    assert silent_fields(unharmed(form), after) == []
    assert sum(entry.review for entry in after.assessment.fields) <= 8


@pytest.mark.parametrize(
    ("form", "drawn", "named"), [("qualys-2014-01-06.edgar", "0", ","), ("amendment-4a.edgar", "0", ",")]
)
def test_a_figure_that_the_file_names_as_a_sign_is_never_wrong_and_sure(form: str, drawn: str, named: str) -> None:
    pdf = (SAMPLES / f"{form}.pdf").read_bytes()
    assert silent_fields(unharmed(form), read(with_other_letters(pdf, drawn, named))) == []
