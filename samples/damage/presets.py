"""Every device and way by its name: which kinds of damage it does, how much of each at most, and what file it makes."""

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import NamedTuple

from PIL import Image

from samples.damage.glass import cut_at_the_edge, cut_border, jerked, skewed, speckled, streaked
from samples.damage.ink import broken, fade_toner, faded_thermally, spread_toner, stamped, written_on
from samples.damage.paper import bled_through, curled, folded, stapled
from samples.damage.picture import Picture, Step
from samples.damage.screen import in_a_viewer, photographed_from_a_screen, sent_by_chat
from samples.damage.sensor import LIGHT_DESK, blurred, defocused, grainy, lit_unevenly, seen_aslant, shaken
from samples.damage.symbols import shared
from samples.damage.transmission import (
    BAYER,
    CLUSTERED,
    FAX_DPI,
    compressed,
    diffused,
    dithered,
    faxed,
    lossless,
    received_by_fax,
    thresholded,
)

Develop = Callable[[Picture, int], Image.Image]


class Packing(Enum):
    """How the pixels lie in the file."""

    JPEG = auto()
    ONE_BIT = auto()
    LOSSLESS = auto()
    LAYERS = auto()
    """A PDF of a coarse picture of the paper, and the ink in front of it as a stencil (mixed raster content)."""


class Preset(NamedTuple):
    """A device: how much of each kind of damage a page gets depends on its seed."""

    dpi: int
    steps: tuple[Step, ...]
    develop: Develop
    packing: Packing
    quality: int = 75
    """Of JPEG, 1 to 95."""
    is_colored: bool = False
    told_dpi: tuple[int, int] | None = None
    """Dots per inch that the file claims, where they are not the true ones."""
    suffix: str = ".pdf"
    """The usual kind of file."""

    @property
    def is_bilevel(self) -> bool:
        return self.packing is Packing.ONE_BIT

    @property
    def resolution(self) -> tuple[int, int]:
        """Dots per inch, across and down, as the file tells them."""
        return self.told_dpi or (self.dpi, self.dpi)


def _shades(dpi: int, quality: int, *steps: Step, **more: object) -> Preset:
    return Preset(dpi, steps, partial(compressed, quality=quality), Packing.JPEG, quality, **more)


def _bits(dpi: int, develop: Develop, *steps: Step, **more: object) -> Preset:
    return Preset(dpi, steps, develop, Packing.ONE_BIT, **{"suffix": ".tif", **more})


def _exact(dpi: int, *steps: Step, **more: object) -> Preset:
    return Preset(dpi, steps, lossless, Packing.LOSSLESS, **{"suffix": ".png", **more})


def _askew(degrees: float) -> Step:
    return partial(skewed, most_degrees=degrees)


def _specks(per_inch2: float) -> Step:
    return partial(speckled, per_inch2=per_inch2)


def _blur(px: float) -> Step:
    return partial(blurred, most_px=px)


def _light(most: float) -> Step:
    return partial(lit_unevenly, most=most)


def _grain(most: float) -> Step:
    return partial(grainy, most=most)


def _scanned(degrees: float = 0.5) -> tuple[Step, ...]:
    """What an office scanner does to a sheet, whatever has happened to it before."""
    return (_askew(degrees), _blur(0.5), _light(0.04), _grain(0.015))


def _photographed(*steps: Step, light: float = 0.2) -> tuple[Step, ...]:
    return (*steps, _blur(0.6), partial(lit_unevenly, most=light, has_shadow=True), _grain(0.012))


ORDINARY = {
    "scan300": _shades(300, 85, _askew(0.4), _blur(0.5), _light(0.03), _grain(0.012)),
    "office200": _shades(
        200, 55, partial(fade_toner, most=0.12), _specks(0.1), _askew(0.8), _blur(0.6), _light(0.06), _grain(0.02)
    ),
    "bilevel200": _bits(
        200, thresholded, partial(spread_toner, most=0.5), _specks(0.2), _askew(0.7), _blur(0.5), _grain(0.02)
    ),
    "fax": _bits(204, faxed, _specks(0.3), _askew(1.0), _blur(0.5), _grain(0.02), told_dpi=FAX_DPI),
    "photocopy150": _shades(
        150, 50, partial(spread_toner, most=0.6), partial(fade_toner, most=0.25), _specks(0.8), _askew(1.4), _blur(0.7),
        _light(0.12), _grain(0.04),
    ),
    "phone": _shades(
        200, 65, _askew(2.0), partial(seen_aslant, most=0.03), _blur(0.7),
        partial(lit_unevenly, most=0.3, has_shadow=True), _grain(0.015), is_colored=True,
    ),
}  # fmt: skip
"""What offices do every day."""
HARSH = {
    "screenshot-1x": _exact(120, in_a_viewer, is_colored=True, told_dpi=(96, 96)),
    "screenshot-2x": _exact(192, in_a_viewer, is_colored=True, told_dpi=(144, 144)),
    "screenshot-chat": _shades(
        192, 60, in_a_viewer, sent_by_chat, is_colored=True, told_dpi=(72, 72), suffix=".jpg"
    ),
    "ordered-200": _bits(200, partial(dithered, order=BAYER), _askew(0.0)),
    "diffused-200": _bits(200, diffused, _askew(0.0)),
    "halftone-300": _bits(300, partial(dithered, order=CLUSTERED), _askew(0.0), _light(0.05)),
    "photo-defocused": _shades(
        220, 70, partial(seen_aslant, most=0.03), partial(defocused, most_inches=0.009), _grain(0.012), is_colored=True
    ),
    "photo-shaken": _shades(
        220, 70, partial(seen_aslant, most=0.03), partial(shaken, most_inches=0.022), _grain(0.012), is_colored=True
    ),
    "photo-light-desk": _shades(
        220, 70, *_photographed(_askew(2.0), partial(seen_aslant, most=0.03, table=LIGHT_DESK)), is_colored=True
    ),
    "photo-tilted": _shades(
        250, 70, *_photographed(_askew(4.0), partial(seen_aslant, most=0.08, room=0.12), light=0.35), is_colored=True
    ),
    "photo-of-screen": _shades(
        220, 75, partial(photographed_from_a_screen, most=0.3), partial(seen_aslant, most=0.03), _blur(0.6),
        _grain(0.012), is_colored=True,
    ),
    "stamped": _shades(200, 60, stamped, *_scanned(), is_colored=True),
    "pen": _shades(200, 60, written_on, *_scanned(), is_colored=True),
    "stapled": _shades(200, 60, stapled, *_scanned(1.0)),
    "streaks": _shades(200, 60, *_scanned(), streaked),
    "feeder-jerks": _shades(200, 60, *_scanned(), jerked),
    "fax-of-fax": _bits(
        204, faxed, _askew(0.5), _blur(0.4), _grain(0.015), received_by_fax, _specks(0.2), _askew(0.6), _blur(0.6),
        _grain(0.015), told_dpi=FAX_DPI,
    ),
    "recopied": _bits(
        200, thresholded, partial(spread_toner, most=0.5), partial(broken, most=0.75), _specks(0.4), _askew(0.7),
        _blur(0.5), partial(broken, most=0.65), _grain(0.02),
    ),
    "thermal": _shades(200, 65, faded_thermally, *_scanned(), is_colored=True),
    "bled-through": _shades(200, 60, partial(bled_through, most=0.3), *_scanned()),
    "folded": _shades(200, 65, folded, curled, *_scanned()),
    "cut-edge": _shades(200, 65, cut_at_the_edge, _blur(0.5), _light(0.04), _grain(0.015)),
    "cut-border": _shades(200, 65, cut_border, _blur(0.5), _light(0.04), _grain(0.015)),
    "layers300": Preset(300, _scanned(), lossless, Packing.LAYERS, quality=40, is_colored=True),
    "symbols300": _bits(300, shared, *_scanned()),
    "grey100": _shades(100, 80, _askew(0.4), _blur(0.3), _grain(0.01)),
    "bilevel600": _bits(600, thresholded, _askew(0.5), _blur(0.8), _grain(0.02)),
    "told72": _shades(200, 65, *_scanned(), told_dpi=(72, 72), suffix=".jpg"),
    "told600": _bits(200, thresholded, *_scanned(), told_dpi=(600, 600)),
}  # fmt: skip
"""What is rarer or worse, one kind of damage each; a person still reads every value."""
PRESETS = {**ORDINARY, **HARSH}
