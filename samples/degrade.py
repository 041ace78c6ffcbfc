"""A printed PDF and a seed → its pages as a scanner, copier, fax, phone or screen would return them.

The ways are in `samples/damage/`: the kinds of damage by their cause, and in presets.py what each device does.
"""

from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from samples.damage.files import saved, usual_suffix
from samples.damage.picture import Picture, floats
from samples.damage.presets import HARSH, ORDINARY, PRESETS, Preset

__all__ = ["HARSH", "ORDINARY", "PRESETS", "degrade", "saved", "scanned", "usual_suffix"]


def scanned(pdf: bytes, preset: str, seed: int) -> tuple[Image.Image, ...]:
    """Every page of a PDF as the device of `preset` returns it; the same for the same seed."""
    device = PRESETS[preset]
    rng = np.random.default_rng(seed)
    return tuple(device.develop(_damaged(page, device, rng), device.dpi) for page in _rendered(pdf, device))


def degrade(pdf: bytes, output: Path, *, preset: str, seed: int, quarter_turns: int = 0) -> None:
    """Write a scan of `pdf`, in the format of the output's suffix.

    `quarter_turns` says how many quarter turns clockwise the sheets were turned before they were scanned.
    """
    pages = tuple(page.rotate(-90 * quarter_turns, expand=True) for page in scanned(pdf, preset, seed))
    output.write_bytes(saved(pages, output.suffix.lower(), preset))


def _rendered(pdf: bytes, device: Preset) -> list[Picture]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=device.dpi / 72, grayscale=not device.is_colored).to_numpy() for page in document]
    in_order = [page[:, :, ::-1] if device.is_colored else np.squeeze(page) for page in pages]
    return [floats(np.ascontiguousarray(page)) / np.float32(255) for page in in_order]


def _damaged(page: Picture, device: Preset, rng: np.random.Generator) -> Picture:
    """The damage to a page, in the order in which it happens: ink, paper, glass, light, sensor."""
    for step in device.steps:
        page = step(page, device.dpi, rng)
    return np.clip(page, 0, 1)
