"""Files of every kind of picture: read with an engine that sees nothing, or refused in words."""

import struct
import sys
from pathlib import Path

import numpy as np
import pillow_heif
import pypdfium2
import pytest
from PIL import Image

from extractor.errors import MissingDependencyError, UnreadableDocumentError
from extractor.readers.documents import read_document
from extractor.readers.image.images import image_pages
from extractor.readers.picture import is_plainly_printed, is_scan, page_image
from samples import make
from tests.support.damage import page_of

SIZE = (850, 1100)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".bmp", ".tif"])
def test_pictures_of_every_kind_open(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"page{suffix}"
    Image.new("L", SIZE, 255).save(path)
    (page,) = image_pages(path)
    assert page.pixels.shape == SIZE[::-1]


def test_a_photograph_opens_as_phones_store_it(tmp_path: Path) -> None:
    path = tmp_path / "page.heic"
    pillow_heif.from_pillow(Image.new("L", SIZE, 255)).save(path)
    (page,) = image_pages(path)
    assert page.pixels.shape == SIZE[::-1]


def test_without_the_part_that_reads_heic_the_error_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    (tmp_path / "page.heic").write_bytes(b"never opened")
    with pytest.raises(MissingDependencyError, match=r"form4-extractor\[heic\]"):
        list(image_pages(tmp_path / "page.heic"))


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
        assert not is_scan(document[0])


def test_a_page_that_is_a_picture_is_a_scan() -> None:
    with pypdfium2.PdfDocument(make.FOLDER / "scans" / "qualys-2014-01-06.edgar.office200.pdf") as document:
        assert not is_plainly_printed(page_of(document, 0))
        assert is_scan(document[0])
        assert page_image(document[0], 1).pixels.shape == (2200, 1700)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".webp", ".bmp"])
def test_postscript_is_no_picture_whatever_its_name(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("PIL.EpsImagePlugin.Ghostscript", lambda *arguments: started.append(arguments))
    path = tmp_path / f"page{suffix}"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 850 1100\n%%EndComments\nshowpage\n%%EOF\n")
    with pytest.raises(UnreadableDocumentError, match="damaged or no image"):
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
    with pytest.raises(UnreadableDocumentError, match="damaged or no image"):
        list(image_pages(tmp_path / "page.png"))
