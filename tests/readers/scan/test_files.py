"""Files of every kind of picture are read, with an engine that sees nothing, or refused with a message."""

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pillow_heif
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from extractor.errors import UnreadableDocumentError
from extractor.readers.documents import read_document
from extractor.readers.image.images import image_pages
from extractor.readers.picture import is_plainly_printed, page_image, shows_pictures
from samples import make
from tests.support.damage import page_of

SIZE = (850, 1100)


KINDS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF", "JPEG2000", "AVIF", "HEIF")


@pytest.fixture(scope="module", autouse=True)
def heif() -> None:
    """Let Pillow write HEIF photographs of phones, too."""
    pillow_heif.register_heif_opener()


@pytest.mark.parametrize("name", ["page.png", "page.jfif", "page.pdf", "page"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_picture_is_its_content_says(tmp_path: Path, kind: str, name: str) -> None:
    Image.new("L", SIZE, 255).convert("RGB").save(tmp_path / name, format=kind)
    (page,) = image_pages(tmp_path / name)
    assert page.pixels.shape == SIZE[::-1]
    assert page.pixels.min() > 250


def test_heic_is_read_by_who_asks_for_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "page.heic"
    pillow_heif.from_pillow(Image.new("L", SIZE, 255)).save(path)
    code = "import sys, pathlib, extractor.readers.picture as p; next(p.pictures(pathlib.Path(sys.argv[1]), [1]))"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)  # noqa: S603


def striped(ground: float, ink: float) -> NDArray[np.float64]:
    """A page of strokes."""
    page = np.full(SIZE[::-1], ground)
    page[100:1000:20, 100:750] = ink
    page[101:1000:20, 100:750] = ink
    return page


@pytest.mark.parametrize("brightest", [65535, 4095], ids=["sixteen-bits", "twelve-bits"])
def test_more_shades_than_256_are_brought_into_these(tmp_path: Path, brightest: int) -> None:
    Image.fromarray(striped(brightest * 0.9, brightest * 0.3).astype(np.uint16)).save(tmp_path / "page.png")
    (page,) = image_pages(tmp_path / "page.png")
    assert (page.pixels.min(), page.pixels.max()) == (pytest.approx(77, abs=2), pytest.approx(230, abs=2))


@pytest.mark.parametrize("of", ["grey", "colour"])
def test_dark_mode_is_reversed(tmp_path: Path, of: str) -> None:
    dark = Image.fromarray(striped(32, 232).astype(np.uint8)).convert("L" if of == "grey" else "RGB")
    dark.save(tmp_path / "dark.png")
    (page,) = image_pages(tmp_path / "dark.png")
    assert np.median(page.pixels) > 200
    assert page.pixels[100, 400] < 50


def test_a_sheet_on_a_dark_table_is_not_reversed(tmp_path: Path) -> None:
    table = np.full((2000, 1600), 60, np.uint8)
    table[500:1600, 400:1250] = striped(220, 30)
    Image.fromarray(table).save(tmp_path / "table.png")
    (page,) = image_pages(tmp_path / "table.png")
    assert np.array_equal(page.pixels, table)


def test_four_inks_are_read_as_they_print(tmp_path: Path) -> None:
    Image.fromarray(striped(255, 0).astype(np.uint8)).convert("RGB").convert("CMYK").save(tmp_path / "inks.jpg")
    (page,) = image_pages(tmp_path / "inks.jpg")
    assert np.median(page.pixels) > 240
    assert page.pixels[100, 400] < 60


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "HEIF"])
def test_of_a_picture_that_moves_the_first_is_the_page(tmp_path: Path, kind: str) -> None:
    frames = [Image.fromarray(striped(255, ink).astype(np.uint8)).convert("RGB") for ink in (0, 90, 120)]
    frames[0].save(tmp_path / "moving", format=kind, save_all=True, append_images=frames[1:])
    (page,) = image_pages(tmp_path / "moving")
    assert page.pixels.min() < 20


def test_a_preview_beside_the_pages_is_no_page(tmp_path: Path) -> None:
    pages = [Image.new("L", size, 255) for size in (SIZE, (170, 220), SIZE[::-1])]
    pages[0].save(tmp_path / "pages.tif", save_all=True, append_images=pages[1:])
    assert [(page.number, page.pixels.shape) for page in image_pages(tmp_path / "pages.tif")] == [
        (1, SIZE[::-1]),
        (2, SIZE),
    ]


@pytest.mark.parametrize(("kind", "pages"), [(1, 1), (2, 2), (4, 1)], ids=["preview", "page-of-several", "mask"])
def test_a_tiff_says_of_a_frame_what_it_is(tmp_path: Path, kind: int, pages: int) -> None:
    first, second = Image.new("L", SIZE, 255), Image.new("L", SIZE, 255)
    second.encoderinfo = {"tiffinfo": {254: kind}}
    first.save(tmp_path / "frames.tif", save_all=True, append_images=[second])
    assert len(list(image_pages(tmp_path / "frames.tif"))) == pages


def test_a_phones_map_of_brightness_is_no_page(tmp_path: Path) -> None:
    photo, gain = Image.new("RGB", SIZE, "white"), Image.new("RGB", SIZE, "black")
    photo.save(tmp_path / "photo.jpg", format="MPO", save_all=True, append_images=[gain])
    (page,) = image_pages(tmp_path / "photo.jpg")
    assert page.pixels.min() > 250


def test_a_low_last_piece_refuses_no_file(tmp_path: Path) -> None:
    pieces = [Image.new("L", size, 255) for size in (SIZE, (850, 120))]
    pieces[0].save(tmp_path / "pieces.tif", save_all=True, append_images=pieces[1:])
    assert [page.pixels.shape for page in image_pages(tmp_path / "pieces.tif")] == [SIZE[::-1], (120, 850)]


def test_a_fax_has_its_pages_and_both_resolutions() -> None:
    pages = list(image_pages(make.FOLDER / "scans" / "joint-filing-of-three.edgar.fax.tif"))
    assert [page.number for page in pages] == [1, 2]
    assert pages[0].dpi == pytest.approx((204, 196), abs=1)


def test_a_photograph_stands_as_its_camera_was_held(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise by a quarter
    Image.new("L", SIZE, 255).save(path, exif=exif)
    (page,) = image_pages(path)
    assert page.pixels.shape == SIZE


def test_transparent_parts_are_paper(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    Image.new("RGBA", SIZE, (0, 0, 0, 0)).save(path)
    (page,) = image_pages(path)
    assert np.all(page.pixels == 255)


def test_a_thumbnail_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    Image.new("L", (120, 160), 255).save(path)
    with pytest.raises(UnreadableDocumentError, match="scan it again at 200 dpi"):
        list(image_pages(path))


def test_a_damaged_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    Image.new("L", SIZE, 255).save(path)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_document(path)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("FORM 4")
    with pytest.raises(UnreadableDocumentError, match="neither a PDF nor an image"):
        read_document(path)


@pytest.mark.parametrize("sample", make.PRINTS, ids=lambda sample: sample.path.stem)
def test_a_printed_page_is_no_scan(sample: make.Print) -> None:
    with pypdfium2.PdfDocument(sample.path) as document:
        assert is_plainly_printed(page_of(document, 0))
        assert not shows_pictures(document[0])


def test_a_page_that_is_a_picture_is_a_scan() -> None:
    with pypdfium2.PdfDocument(make.FOLDER / "scans" / "qualys-2014-01-06.edgar.office200.pdf") as document:
        assert not is_plainly_printed(page_of(document, 0))
        assert shows_pictures(document[0])
        assert page_image(document[0], 1).pixels.shape == (2200, 1700)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".webp", ".bmp"])
def test_postscript_is_no_picture_whatever_its_name(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("PIL.EpsImagePlugin.Ghostscript", lambda *arguments: started.append(arguments))
    path = tmp_path / f"page{suffix}"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 850 1100\n%%EndComments\nshowpage\n%%EOF\n")
    with pytest.raises(UnreadableDocumentError, match="neither a PDF nor an image"):
        list(image_pages(path))
    assert not started


@pytest.mark.parametrize("kind", [KeyError, NotImplementedError, ZeroDivisionError, struct.error, AttributeError])
def test_whatever_a_decoder_ends_in_is_a_damaged_file(
    tmp_path: Path, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise kind("inside the decoder")

    Image.new("L", SIZE, 255).save(tmp_path / "page.png")
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load_prepare", fails)
    with pytest.raises(UnreadableDocumentError, match="damaged or not an image"):
        list(image_pages(tmp_path / "page.png"))
