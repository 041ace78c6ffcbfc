"""The form's own wording, recognised by places and shapes of letters on lines drawn and cut like a scan's."""

import io

import cv2
import numpy as np
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.model.form_labels import KNOWN_LABELS, KNOWN_LINES, NOTES
from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.form_print.letter_shapes import known_wording
from extractor.readers.scan.form_print.typeset import SHORTEST
from extractor.readers.scan.segmentation.text_runs import Run, printed, text_runs

DPI = 200
LABEL = "3. Date of Earliest Transaction (Month/Day/Year)"
VALUES = (
    "Chief Executive Officer and President",
    "General Counsel and Corporate Secretary",
    "Executive Vice President, Chief Financial Officer",
    "Bessemer Venture Partners VIII Institutional L.P.",
    "Form filed by the Reporting Person's spouse",
    "The sales reported were effected pursuant to a trading plan",
    "Restricted Stock Units with dividend equivalents",
    "1200 South Pine Island Road, Suite 600",
)


def lines(*texts: str, face: str = "Times-Roman", size: float = 8.0) -> list[Run]:
    """The runs of a page on which `texts` are printed one below the other."""
    return runs_of(drawn(*texts, face=face, size=size))


def drawn(*texts: str, face: str = "Times-Roman", size: float = 8.0) -> Pixels:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(800, 40 * len(texts) + 40))
    canvas.setFont(face, size)
    for index, text in enumerate(reversed(texts)):
        canvas.drawString(40, 40 + 40 * index, text)
    canvas.save()
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        picture = document[0].render(scale=DPI / 72, grayscale=True).to_numpy()
    return np.array(picture[..., 0] if picture.ndim > 2 else picture, dtype=np.uint8)


def runs_of(picture: Pixels) -> list[Run]:
    return text_runs(printed(picture, np.zeros_like(picture)), [])


def told(*texts: str, face: str = "Times-Roman", size: float = 8.0, is_above_tables: bool = True) -> list[str | None]:
    return [known_wording(run, is_above_tables=is_above_tables) for run in lines(*texts, face=face, size=size)]


@pytest.mark.parametrize("face", ["Times-Roman", "Times-Bold", "Helvetica", "Helvetica-Bold"])
@pytest.mark.parametrize("size", [7.0, 8.0, 10.5])
def test_a_label_is_told_in_every_usual_type_and_size(face: str, size: float) -> None:
    labels = ("2. Issuer Name and Ticker or Trading Symbol", "(Check all applicable)", LABEL)
    assert told(*labels, face=face, size=size) == list(labels)


def test_most_of_the_wording_is_told_and_none_taken_for_another() -> None:
    passages = [text for text in dict.fromkeys((*KNOWN_LINES, *KNOWN_LABELS, *NOTES)) if 40 <= len(text) <= 110]
    by_row = {round(run.bottom / DPI * 72 / 40) - 1: run for run in lines(*passages, size=7.0)}
    found = {passages[row]: known_wording(run, is_above_tables=True) for row, run in by_row.items()}
    assert len(found) == len(passages)
    others = [(text, got) for text, got in found.items() if got is not None and got != text]
    assert {text for text, _ in others} <= {"5. Individual or Joint/Group Filing (Check Applicable Line)"}  # or "6."
    assert sum(got is not None for got in found.values()) >= 0.8 * len(passages)


def test_a_wrapped_passage_is_told_line_by_line() -> None:
    wrapped = ("contract, instruction or written plan for", "the purchase or sale of equity")
    assert told(*wrapped) == list(wrapped)


@pytest.mark.parametrize("face", ["Times-Roman", "Helvetica"])
def test_what_a_filing_says_is_left_to_the_engine(face: str) -> None:
    assert told(*VALUES, face=face) == [None] * len(VALUES)


def test_a_tick_or_a_value_on_the_label_s_line_leaves_it_to_the_engine() -> None:
    label = "Form filed by One Reporting Person"
    assert told(label, f"X {label}", f"{LABEL} 05/21/2026") == [label, None, None]


def test_among_explanations_only_whole_passages_are_told() -> None:
    reminder = (
        "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly."
    )
    quoted = "beneficially owned directly or indirectly."
    assert told(reminder, quoted, is_above_tables=False) == [reminder, None]
    assert told(quoted) == [quoted]


def test_few_letters_say_too_little() -> None:
    short = [text for text in KNOWN_LABELS if len(text.replace(" ", "")) < SHORTEST]
    assert "10% Owner" in short
    assert told(*short) == [None] * len(short)


def test_a_worn_copy_is_told_or_read_but_never_misread() -> None:
    labels = [text for text in KNOWN_LABELS if len(text) > SHORTEST * 1.5]
    clean = drawn(*labels)
    generator = np.random.default_rng(4)
    seen = 0
    for blur, noise in ((0.5, 10), (0.8, 15), (1.2, 20)):
        worn = cv2.GaussianBlur(clean, (0, 0), blur) + generator.normal(0, noise, clean.shape)
        bilevel = np.where(worn < 170, np.uint8(0), np.uint8(255))
        found = [known_wording(run, is_above_tables=True) for run in runs_of(bilevel)]
        assert {text for text in found if text is not None} <= set(labels)
        seen += sum(text is not None for text in found)
    assert seen >= len(labels)
