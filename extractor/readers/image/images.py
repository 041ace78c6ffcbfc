"""Image files → one grey picture a page, with its resolution where the file tells it."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from extractor.errors import ExtractorError, MissingDependencyError, UnreadableDocumentError
from extractor.readers.foreign_errors import as_ours

Pixels = NDArray[np.uint8]
"""A grey picture, rows by columns, 0 is black."""

MOST_PIXELS = 150_000_000
"""A letter page at 1,000 dpi has 94 million; more is a mistake or an attack on memory."""
FEWEST_PIXELS = 400
"""Pixels on the short side: at under 50 dots an inch no engine reads a digit."""
MOST_PAGES = 200
HEIC_SUFFIXES = (".heic", ".heif")
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "DIB", "GIF", "JPEG2000")
"""What a picture's content may be, whatever its name says; for others that Pillow knows it starts a program."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as a grey picture; `dpi` is horizontal and vertical dots an inch, `None` if unknown."""

    number: int
    pixels: Pixels
    dpi: tuple[float, float] | None = None


def image_pages(path: Path) -> Iterator[PageImage]:
    """Every page of the image file `path`, upright as its EXIF orientation says.

    Raises `UnreadableDocumentError` if it is damaged, too small to read or too large to hold.
    """
    formats = (*FORMATS, *(_heif_formats() if path.suffix.lower() in HEIC_SUFFIXES else ()))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with as_ours(path.name), warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=formats) as image:
                for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                    if number > MOST_PAGES:
                        raise UnreadableDocumentError(  # noqa: TRY301
                            f"{path.name}: more than {MOST_PAGES} pages; split the file"
                        )
                    yield _page(path.name, number, frame)
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:  # Pillow's decoders end in whatever their own mistakes raise
        raise UnreadableDocumentError(f"{path.name}: damaged or no image ({error}); scan or export it again") from error


def checked(name: str, page: PageImage) -> PageImage:
    """`page` itself, if it has neither too few pixels to read nor too many to hold."""
    height, width = page.pixels.shape
    if min(height, width) < FEWEST_PIXELS:
        raise UnreadableDocumentError(
            f"{name}: page {page.number} is only {width} × {height} pixels; scan it again at 200 dpi or more"
        )
    return page


def _page(name: str, number: int, frame: Any) -> PageImage:
    if frame.width * frame.height > MOST_PIXELS:
        raise UnreadableDocumentError(f"{name}: page {number} has more than {MOST_PIXELS:,} pixels; scan it at 300 dpi")
    turned = ImageOps.exif_transpose(frame)
    dpi = _believable(frame.info.get("dpi"))
    if dpi is not None and turned.size != frame.size:
        dpi = dpi[1], dpi[0]
    return checked(name, PageImage(number, np.asarray(_on_white(turned).convert("L")), dpi))


def _on_white(frame: Any) -> Any:
    """The picture on white paper, where it has transparent parts."""
    if frame.mode not in {"RGBA", "LA", "PA"} and "transparency" not in frame.info:
        return frame
    layered = frame.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    paper.alpha_composite(layered)
    return paper


def _believable(dpi: Any) -> tuple[float, float] | None:
    """What a file says of its resolution; cameras and editors write 72 or 96 without meaning it."""
    lowest, highest = 97.0, 1300.0  # fax has 98 lines an inch
    if dpi is None or not all(lowest <= float(value) <= highest for value in dpi):
        return None
    return float(dpi[0]), float(dpi[1])


def _heif_formats() -> tuple[str, ...]:
    """The formats of a phone's photographs, which a plugin reads."""
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415
    except ImportError as error:
        raise MissingDependencyError("reading HEIC needs pillow-heif: pip install 'form4-extractor[heic]'") from error
    register_heif_opener()
    Image.init()  # so that it is known whether this Pillow reads AVIF
    return tuple(name for name in ("HEIF", "AVIF") if name in Image.OPEN)
