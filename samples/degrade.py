"""A printed PDF and a seed → its pages as a scanner, copier, fax or phone would return them."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.float32]
"""A page in shades of grey, or in colour, from 0 (black) to 1 (white)."""
FAX_DPI = (204, 196)
"""Dots per inch, across and down, of a fax in fine resolution (ITU-T T.4)."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The most of each kind of damage that a device does; how much of it a page gets depends on its seed."""

    dpi: int
    skew_degrees: float = 0.0
    blur_px: float = 0.0
    grain: float = 0.0
    specks_per_inch2: float = 0.0
    uneven_light: float = 0.0
    toner_fade: float = 0.0
    toner_spread: float = 0.0
    perspective: float = 0.0
    jpeg_quality: int = 0
    is_colored: bool = False
    is_bilevel: bool = False
    is_fax: bool = False


PRESETS = {
    "scan300": Damage(300, skew_degrees=0.4, blur_px=0.5, grain=0.012, uneven_light=0.03, jpeg_quality=85),
    "office200": Damage(
        200, skew_degrees=0.8, blur_px=0.6, grain=0.02, specks_per_inch2=0.1, uneven_light=0.06, toner_fade=0.12,
        jpeg_quality=55,
    ),
    "bilevel200": Damage(
        200, skew_degrees=0.7, blur_px=0.5, grain=0.02, specks_per_inch2=0.2, toner_spread=0.5, is_bilevel=True
    ),
    "fax": Damage(204, skew_degrees=1.0, blur_px=0.5, grain=0.02, specks_per_inch2=0.3, is_bilevel=True, is_fax=True),
    "photocopy150": Damage(
        150, skew_degrees=1.4, blur_px=0.7, grain=0.04, specks_per_inch2=0.8, uneven_light=0.12, toner_fade=0.25,
        toner_spread=0.6, jpeg_quality=50,
    ),
    "phone": Damage(
        200, skew_degrees=2.0, blur_px=0.7, grain=0.015, uneven_light=0.3, perspective=0.03, jpeg_quality=65,
        is_colored=True,
    ),
}  # fmt: skip


def scanned(pdf: bytes, preset: str, seed: int) -> tuple[Image.Image, ...]:
    """Every page of a PDF as the device of `preset` returns it; the same for the same seed."""
    damage = PRESETS[preset]
    rng = np.random.default_rng(seed)
    return tuple(_developed(_spoiled(page, damage, rng), damage) for page in _rendered(pdf, damage))


def saved(pages: tuple[Image.Image, ...], suffix: str, preset: str) -> bytes:
    """The pages as one file: .pdf (pictures only), .tif (all pages), .jpg or .png (the first page).

    Raises ValueError for any other suffix.
    """
    damage, out = PRESETS[preset], io.BytesIO()
    resolution = FAX_DPI if damage.is_fax else (damage.dpi, damage.dpi)
    match suffix:
        case ".pdf":
            return _pdf_of_images(pages, damage)
        case ".tif" | ".tiff":
            packing = "group4" if damage.is_bilevel else "jpeg"
            pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression=packing, dpi=resolution)
        case ".jpg" | ".jpeg":
            pages[0].convert("RGB").save(out, "JPEG", quality=damage.jpeg_quality or 75, dpi=resolution)
        case ".png":
            pages[0].save(out, "PNG", dpi=resolution)
        case _:
            raise ValueError(f"no scan is saved as {suffix}; use .pdf, .tif, .jpg or .png")
    return out.getvalue()


def degrade(pdf: bytes, output: Path, *, preset: str, seed: int, quarter_turns: int = 0) -> None:
    """Write a scan of `pdf`, in the format of the output's suffix.

    `quarter_turns` says how many quarter turns clockwise the sheets were turned before they were scanned.
    """
    pages = tuple(page.rotate(-90 * quarter_turns, expand=True) for page in scanned(pdf, preset, seed))
    output.write_bytes(saved(pages, output.suffix.lower(), preset))


def _rendered(pdf: bytes, damage: Damage) -> list[Picture]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=damage.dpi / 72, grayscale=not damage.is_colored).to_numpy() for page in document]
    in_order = [page[:, :, ::-1] if damage.is_colored else np.squeeze(page) for page in pages]
    return [_float(np.ascontiguousarray(page)) / np.float32(255) for page in in_order]


def _spoiled(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """The damage to a page, in the order in which it happens: toner, paper, glass, light, sensor."""
    steps = (
        _spread_toner,
        _fade_toner,
        _speckled,
        _skewed,
        _seen_aslant,
        _blurred,
        _lit_unevenly,
        _grainy,
    )
    for step in steps:
        page = step(page, damage, rng)
    return np.clip(page, 0, 1)


def _spread_toner(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """Strokes a little thicker or thinner than printed, as on a copy of a copy."""
    if not damage.toner_spread:
        return page
    kernel = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    changed = cv2.erode(page, kernel) if rng.random() < 0.6 else cv2.dilate(page, kernel)
    return _mixed(page, changed, damage.toner_spread * rng.uniform(0.2, 0.7))


def _fade_toner(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """Grey ink, paler in some bands than in others."""
    if not damage.toner_fade:
        return page
    bands = _soft_field((page.shape[0], 1), rng, cells=6)
    fade = damage.toner_fade * (0.3 + 0.7 * bands) * rng.uniform(0.5, 1.0)
    return _float(page + (1 - page) * _over(fade, page))


def _speckled(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """Dust on the glass, and pinholes in the ink."""
    height, width = page.shape[:2]
    count = rng.poisson(damage.specks_per_inch2 * height * width / damage.dpi**2)
    page = page.copy()
    for x, y, radius in zip(
        rng.integers(0, width, count), rng.integers(0, height, count), rng.integers(0, 2, count), strict=True
    ):
        shade = float(rng.choice((0.0, 0.15, 1.0), p=(0.5, 0.3, 0.2)))
        cv2.circle(page, (int(x), int(y)), int(radius), (shade,) * 3, -1)
    return page


def _skewed(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """Laid on the glass askew, and a little off its corner."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-1, 1) * damage.skew_degrees, 1.0)
    turn[:, 2] = turn[:, 2] + rng.uniform(-0.03, 0.03, 2) * damage.dpi
    return _float(cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(1.0,) * 3))


def _seen_aslant(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """Photographed at an angle, on a darker table, not quite flat."""
    if not damage.perspective:
        return page
    pad = int(0.05 * page.shape[1])
    table = tuple(float(shade) for shade in rng.uniform(0.15, 0.4) * np.array([1.0, 0.95, 0.85]))
    page = _float(cv2.copyMakeBorder(page, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=table))
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + rng.uniform(-1, 1, (4, 2)) * damage.perspective * np.array([width, height])
    view = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    page = _float(cv2.warpPerspective(page, view, (width, height), flags=cv2.INTER_CUBIC, borderValue=table))
    bend = rng.uniform(-0.004, 0.004) * height * np.sin(np.linspace(0, np.pi, width, dtype=np.float32))
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return _float(cv2.remap(page, across, down + bend.astype(np.float32), cv2.INTER_LINEAR, borderValue=table))


def _blurred(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    if not damage.blur_px:
        return page
    return _float(cv2.GaussianBlur(page, (0, 0), damage.blur_px * rng.uniform(0.7, 1.1)))


def _lit_unevenly(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """A brightness gradient across the page, and for a phone also the soft shadow of the hand."""
    if not damage.uneven_light:
        return page
    height, width = page.shape[:2]
    direction = rng.uniform(0, 2 * np.pi)
    across = np.linspace(-0.5, 0.5, width, dtype=np.float32) * np.cos(direction)
    down = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None] * np.sin(direction)
    dark = 0.5 + 0.5 * (across + down)
    if damage.perspective:
        dark = 0.6 * dark + 0.4 * _soft_field((height, width), rng, cells=3)
    return _float(page * _over(1 - damage.uneven_light * dark, page))


def _grainy(page: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    if not damage.grain:
        return page
    noise = rng.normal(0, damage.grain * rng.uniform(0.6, 1.0), page.shape[:2]).astype(np.float32)
    return _float(page + _over(noise, page))


def _developed(page: Picture, damage: Damage) -> Image.Image:
    """From the sensor's values to the picture that the device returns."""
    if damage.is_fax:
        height, width = page.shape[:2]
        size = (round(width * FAX_DPI[0] / damage.dpi), round(height * FAX_DPI[1] / damage.dpi))
        page = _float(cv2.resize(page, size, interpolation=cv2.INTER_AREA))
    levels = (page * 255).astype(np.uint8)
    if damage.is_bilevel:
        reach = 2 * (damage.dpi // 8) + 1
        black_and_white = cv2.adaptiveThreshold(levels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, reach, 24)
        return Image.fromarray(black_and_white).convert("1", dither=Image.Dither.NONE)
    image = Image.fromarray(levels)
    squeezed = io.BytesIO()
    image.save(squeezed, "JPEG", quality=damage.jpeg_quality, dpi=(damage.dpi, damage.dpi))
    return Image.open(squeezed)


def _pdf_of_images(pages: tuple[Image.Image, ...], damage: Damage) -> bytes:
    """A PDF that contains only pictures, as scanners make it; without times, so the bytes stay the same."""
    out = io.BytesIO()
    options: dict[str, Any] = {} if damage.is_bilevel else {"quality": damage.jpeg_quality}
    timeless = {"creationDate": None, "modDate": None, "producer": "scan"}
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=damage.dpi, **options, **timeless)
    return out.getvalue()


def _soft_field(shape: tuple[int, int], rng: np.random.Generator, *, cells: int) -> Picture:
    """A smooth random field, 0 to 1, over a page."""
    coarse = rng.uniform(0, 1, (cells, 1 if shape[1] == 1 else cells)).astype(np.float32)
    return _float(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)).reshape(shape).clip(0, 1)


def _mixed(page: Picture, other: Any, share: float) -> Picture:
    return _float(page * (1 - share) + other * share)


def _over(field: Any, page: Picture) -> Any:
    """A field shaped for a grey page, or for one with three colours."""
    return field[..., None] if page.ndim == 3 else field


def _float(picture: Any) -> Picture:
    return np.asarray(picture, dtype=np.float32)
