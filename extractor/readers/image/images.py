"""Opens image files: one grey picture for each page, with its resolution if the file gives it."""

import warnings
from collections.abc import Iterator
from math import ceil, log2
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from extractor.errors import ExtractorError, UnreadableDocumentError
from extractor.readers.foreign_errors import as_ours
from extractor.readers.image.dither import without_dither
from extractor.readers.image.pixels import MOST_PIXELS, PageImage, Pixels
from extractor.readers.image.polarity import black_on_white

FEWEST_PIXELS = 400
"""Pixels on the longer side, at least: at under 50 dots an inch no engine reads a digit."""
MOST_PAGES = 200
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "DIB", "GIF", "JPEG2000", "AVIF", "HEIF")
"""The image formats that are opened, whatever the file's name says. Pillow knows others, but for some it starts an
external program."""
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
"""Bytes 8 to 12 of photographs in the phones' format HEIF, which a plugin of Pillow reads."""
PAGED = "TIFF"
"""The only format whose frames are pages; in others they are an animation, or maps that belong to the picture."""
KIND_OF_FRAME, REDUCED, MASK = 254, 1, 4
"""The number of TIFF's tag NewSubfileType, and its bits for a reduced copy and for a mask of another frame."""
THUMBNAIL = 0.5
"""Share of the widest and of the highest frame: a frame under both is no page but a preview of one."""


def image_pages(path: Path) -> Iterator[PageImage]:
    """Every page of the image file `path`, turned as its EXIF orientation says.

    Raises `UnreadableDocumentError` if the file is damaged, or a page is too small to read or too large for memory.
    """
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    _read_heif_too(path)
    try:
        with as_ours(path.name), warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS) as image:
                for number, frame in enumerate(_pages(path.name, image), 1):
                    yield _page(path.name, number, frame)
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:  # a damaged file can make Pillow's decoders raise anything
        raise UnreadableDocumentError(
            f"{path.name}: damaged or not an image ({error}); scan or export it again"
        ) from error


def checked(name: str, page: PageImage) -> PageImage:
    """`page` itself; raises UnreadableDocumentError if both its sides have fewer than `FEWEST_PIXELS` pixels.

    One short side is no fault: a screenshot may be pasted in several low pieces.
    """
    height, width = page.pixels.shape
    if max(height, width) < FEWEST_PIXELS:
        raise UnreadableDocumentError(
            f"{name}: page {page.number} is only {width} × {height} pixels; scan it again at 200 dpi or more"
        )
    return page


def _pages(name: str, image: Any) -> Iterator[Any]:
    """The frames that are pages; of a format other than TIFF only the first frame."""
    if image.format != PAGED:
        yield image
        return
    count = image.n_frames
    if count > MOST_PAGES:
        raise UnreadableDocumentError(f"{name}: more than {MOST_PAGES} pages; split the file")
    frames = []
    for number in range(count):
        image.seek(number)
        frames.append((*image.size, image.tag_v2.get(KIND_OF_FRAME, 0)))
    widest, highest = max(width for width, _, _ in frames), max(height for _, height, _ in frames)
    pages = [
        number
        for number, (width, height, kind) in enumerate(frames)
        if not kind & (REDUCED | MASK) and (width >= THUMBNAIL * widest or height >= THUMBNAIL * highest)
    ]
    for number in pages or [0]:
        image.seek(number)
        yield image


def _page(name: str, number: int, frame: Any) -> PageImage:
    if frame.width * frame.height > MOST_PIXELS:
        raise UnreadableDocumentError(f"{name}: page {number} has more than {MOST_PIXELS:,} pixels; scan it at 300 dpi")
    turned = ImageOps.exif_transpose(frame)
    dpi = _believable(frame.info.get("dpi"))
    if dpi is not None and turned.size != frame.size:
        dpi = dpi[1], dpi[0]
    return checked(name, PageImage(number, black_on_white(without_dither(_grey(_on_white(turned)))), dpi))


def _on_white(frame: Any) -> Any:
    """The picture, with white for its transparent parts."""
    if frame.mode not in {"RGBA", "LA", "PA"} and "transparency" not in frame.info:
        return frame
    layered = frame.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    paper.alpha_composite(layered)
    return paper


def _grey(frame: Any) -> Pixels:
    """The picture in 256 shades of grey; a picture with more shades is scaled, so that none is cut off."""
    if not frame.mode.startswith(("I", "F")):
        return np.asarray(frame.convert("L"))
    shades = np.nan_to_num(np.asarray(frame, dtype=np.float32))
    white = 1.0 if frame.mode == "F" and shades.max() <= 1 else _white(float(shades.max()))
    return np.asarray(np.clip(shades * (255 / white), 0, 255).round(), dtype=np.uint8)


def _white(brightest: float) -> float:
    """The value of white: the highest number with as many bits as the brightest shade needs, at least eight."""
    return float(2 ** max(ceil(log2(brightest + 1)), 8) - 1) if brightest > 0 else 255.0


def _believable(dpi: Any) -> tuple[float, float] | None:
    """The file's resolution if it is between 97 and 1,300; cameras and editors write 72 or 96 without meaning it."""
    lowest, highest = 97.0, 1300.0  # fax has 98 lines an inch
    if dpi is None or not all(lowest <= float(value) <= highest for value in dpi):
        return None
    return float(dpi[0]), float(dpi[1])


def _read_heif_too(path: Path) -> None:
    """Registers Pillow's plugin for HEIF if the file is in that format; loading the plugin takes a while."""
    with path.open("rb") as file:
        beginning = file.read(12)
    if beginning[4:8] == b"ftyp" and beginning[8:] in HEIF_BRANDS:
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - see above

        register_heif_opener()
