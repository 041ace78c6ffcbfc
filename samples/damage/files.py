"""The pictures of pages → one file: PDF, TIFF, JPEG or PNG."""

import io
from typing import Any

from PIL import Image

from samples.damage.layers import pdf_of_layers
from samples.damage.presets import PRESETS, Packing, Preset

TIFF_PACKING = {Packing.ONE_BIT: "group4", Packing.JPEG: "jpeg"}


def usual_suffix(pages: tuple[Image.Image, ...], preset: str) -> str:
    """The preset's own kind of file, or .pdf where that can hold one page only."""
    suffix = PRESETS[preset].suffix
    return ".pdf" if len(pages) > 1 and suffix in (".png", ".jpg") else suffix


def saved(pages: tuple[Image.Image, ...], suffix: str, preset: str) -> bytes:
    """The pages as one file: .pdf (pictures only), .tif (all pages), .jpg or .png (the first page).

    Raises ValueError for any other suffix.
    """
    device, out = PRESETS[preset], io.BytesIO()
    match suffix:
        case ".pdf":
            return _pdf(pages, device)
        case ".tif" | ".tiff":
            packing = TIFF_PACKING.get(device.packing, "tiff_adobe_deflate")
            first, *others = (page.copy() for page in pages)  # a picture read from a JPEG cannot be saved into one TIFF
            first.save(out, "TIFF", save_all=True, append_images=others, compression=packing, dpi=device.resolution)
        case ".jpg" | ".jpeg":
            pages[0].convert("RGB").save(out, "JPEG", quality=device.quality, dpi=device.resolution)
        case ".png":
            pages[0].save(out, "PNG", dpi=device.resolution)
        case _:
            raise ValueError(f"no scan is saved as {suffix}; use .pdf, .tif, .jpg or .png")
    return out.getvalue()


def _pdf(pages: tuple[Image.Image, ...], device: Preset) -> bytes:
    """A PDF that contains only pictures, as scanners make it; without times, so the bytes stay the same."""
    if device.packing in (Packing.LOSSLESS, Packing.LAYERS):
        is_split = device.packing is Packing.LAYERS
        return pdf_of_layers(pages, dpi=device.resolution[0], quality=device.quality if is_split else None)
    out = io.BytesIO()
    options: dict[str, Any] = {} if device.is_bilevel else {"quality": device.quality}
    timeless = {"creationDate": None, "modDate": None, "producer": "scan"}
    told = device.resolution[0]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=told, **options, **timeless)
    return out.getvalue()
