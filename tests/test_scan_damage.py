"""Every kind of damage to a scan comes out the same for its seed, another for another one, and leaves print legible."""

import io
from functools import cache
from itertools import combinations, product
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.damage.glass import cut_border
from samples.damage.picture import Picture
from samples.damage.presets import HARSH, ORDINARY, PRESETS
from samples.damage.symbols import are_alike, pieces, shared
from samples.damage.transmission import thresholded
from samples.degrade import saved, scanned, usual_suffix

WORDS = {"QLYS": ("GEYS", "QIVS"), "40817": ("40311", "46877")}
"""What is printed, and what a page might be taken for on which print is worn away."""
WIDTH, HEIGHT, TYPE = 300, 190, 30
"""Of the page and the type, in points."""
SMALL = 72
"""Dots per inch at which words are compared."""


def page_with(*words: str, size: float = TYPE) -> bytes:
    """A small page with a ruled table of one column, one word in each cell."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Times-Roman", size)
    high = (HEIGHT - 50) / len(words)
    for row, word in enumerate(words):
        canvas.rect(36, 25 + row * high, WIDTH - 72, high)
        canvas.drawString(50, 25 + row * high + 0.35 * high, word)
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return page_with(*WORDS)


def rendered(pdf: bytes, dpi: int) -> Picture:
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72, grayscale=True).to_numpy()
    return np.squeeze(page).astype(np.float32) / 255


@cache
def once(pdf: bytes, preset: str) -> tuple[Image.Image, ...]:
    return scanned(pdf, preset, 1)


def black(pdf: bytes) -> NDArray[np.uint8]:
    """1 for every dot of ink, at 300 dpi."""
    return 1 - np.asarray(thresholded(rendered(pdf, 300), 300)).astype(np.uint8)


@pytest.mark.parametrize("preset", PRESETS)
def test_damage_depends_on_its_seed_alone(preset: str, pdf: bytes) -> None:
    (first,), (again,), (other,) = once(pdf, preset), scanned(pdf, preset, 1), scanned(pdf, preset, 2)
    assert first.tobytes() == again.tobytes()
    assert (first.size, first.tobytes()) != (other.size, other.tobytes())


@pytest.mark.parametrize("preset", PRESETS)
def test_print_stays_legible(preset: str, pdf: bytes, tmp_path: Path) -> None:
    pages = once(pdf, preset)
    suffix = usual_suffix(pages, preset)
    path = tmp_path / f"scan{suffix}"
    path.write_bytes(saved(pages, suffix, preset))
    picture = pypdfium2.PdfDocument(path)[0].render(scale=2).to_pil() if suffix == ".pdf" else Image.open(path)
    small = (WIDTH * SMALL // 72, HEIGHT * SMALL // 72)
    page = np.asarray(ImageOps.contain(picture.convert("L"), small, Image.Resampling.BOX), np.float32)
    for word, others in WORDS.items():
        found = likeness(page, word)
        assert found > 0.5
        assert found > max(likeness(page, other) for other in others)


def likeness(page: NDArray[np.float32], word: str) -> float:
    """How like the word the likeliest place of the page is, up to 1, whatever its size and turn."""
    drawn = word_picture(word)
    height, width = drawn.shape
    found = []
    for size, degrees in product((0.75, 0.82, 0.9, 1.0, 1.08), (-3, 0, 3)):
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, size)
        turned = cv2.warpAffine(drawn, turn, (width, height), flags=cv2.INTER_AREA, borderValue=255)
        found.append(cv2.matchTemplate(page, turned, cv2.TM_CCOEFF_NORMED).max())
    return float(max(found))


@cache
def word_picture(word: str) -> NDArray[np.float32]:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(stringWidth(word, "Times-Roman", TYPE) + 12, 1.3 * TYPE))
    canvas.setFont("Times-Roman", TYPE)
    canvas.drawString(6, 0.4 * TYPE, word)
    canvas.save()
    return rendered(out.getvalue(), SMALL) * 255


def test_the_kinds_have_names_of_their_own() -> None:
    assert not set(ORDINARY) & set(HARSH)
    assert len(HARSH) >= 25


def test_only_letters_that_look_the_same_are_shared() -> None:
    pdf = page_with("380 658 9090", "33 88 00 665 QOCGe", size=14)
    before = black(pdf)
    after = 1 - np.asarray(shared(rendered(pdf, 300), 300)).astype(np.uint8)
    changed = before ^ after
    assert not cv2.erode(changed, np.ones((2, 2), np.uint8)).any()
    places = {(piece.x, piece.y) for piece in pieces(before, 300)}
    assert places == {(piece.x, piece.y) for piece in pieces(after, 300)}
    kinds: list[np.ndarray] = []
    for piece in pieces(after, 300):
        if not any(np.array_equal(piece.dots, kind) for kind in kinds):
            kinds.append(piece.dots)
    assert len(kinds) < len(places)


def test_figures_of_another_value_are_never_alike() -> None:
    drawn = {}
    for figure in "0123456789":
        (piece,) = (piece for piece in pieces(black(page_with(figure, size=8)), 300) if piece.dots.shape[0] < 40)
        drawn[figure] = cv2.resize(piece.dots, (16, 24), interpolation=cv2.INTER_NEAREST)
    alike = [pair for pair in combinations("0123456789", 2) if are_alike(drawn[pair[0]], drawn[pair[1]])]
    assert alike == []


@pytest.mark.parametrize("seed", range(4))
def test_a_cut_border_takes_no_print_with_it(seed: int, pdf: bytes) -> None:
    page = rendered(pdf, 200)
    cut = cut_border(page, 200, np.random.default_rng(seed))
    upright = [
        cv2.morphologyEx((each < 0.5).astype(np.uint8), cv2.MORPH_OPEN, np.ones((150, 1))) for each in (page, cut)
    ]
    ruled = [np.flatnonzero(each.any(axis=0)).size for each in upright]
    assert 0 < ruled[1] < ruled[0]
    print_ = [pieces((each < 0.5).astype(np.uint8), 400) for each in (page, cut)]
    assert len(print_[0]) == len(print_[1]) >= len("".join(WORDS))


def test_paper_and_ink_lie_in_layers_that_together_show_the_page(pdf: bytes) -> None:
    pages = scanned(pdf, "layers300", 1)
    document = pypdfium2.PdfDocument(saved(pages, ".pdf", "layers300"))
    drawn = document[0].render(scale=300 / 72).to_pil().resize(pages[0].size).convert("L")
    assert len(list(document[0].get_objects())) == 2
    unlike = np.abs(np.asarray(drawn, np.float32) - np.asarray(pages[0].convert("L"), np.float32)) / 255
    assert unlike.mean() < 0.03
    assert b"/ImageMask true" in saved(pages, ".pdf", "layers300")


@pytest.mark.parametrize(("preset", "told"), [("told600", 600), ("bilevel600", 600), ("office200", 200)])
def test_a_file_tells_the_resolution_that_its_preset_says(preset: str, told: int, pdf: bytes) -> None:
    pages = scanned(pdf, preset, 1)
    assert Image.open(io.BytesIO(saved(pages, ".tif", preset))).info["dpi"] == (told, told)


def test_all_pages_of_a_photograph_fit_into_one_tiff(pdf: bytes) -> None:
    (page,) = scanned(pdf, "phone", 1)
    assert Image.open(io.BytesIO(saved((page, page), ".tif", "phone"))).n_frames == 2
