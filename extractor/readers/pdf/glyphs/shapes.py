"""Finds characters that are drawn in another shape than that of the character the file claims.

The text layer of a file can be false: by a wrong map to Unicode, by other text laid in the same place, by a font
without character names. So each glyph's shape is compared with similar free fonts. Characters that look the same in
many fonts (I, l and 1; O and 0) are not told apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from extractor.readers.pdf.characters import Boxes, Codes
from extractor.readers.pdf.glyphs.atlas import Atlas, atlas, likeness, shapes_of
from extractor.readers.pdf.glyphs.lettering import Lettering
from extractor.readers.pdf.glyphs.pictures import Glyphs, Places, glyph_pictures, views
from extractor.readers.pdf.glyphs.small_capitals import may_be_small_capitals
from extractor.readers.pdf.glyphs.underlined import Ink
from extractor.readers.pdf.page_drawing import Mask

PROBES = 24
"""The most frequent glyphs of a font, by which the most similar fonts of the atlas are found."""
FEW, FONTS, FONTS_OF_FEW = 6, 3, 8
"""A font of the file is compared with its `FONTS` most similar fonts of the atlas, or with `FONTS_OF_FEW` if it has
fewer than `FEW` glyphs, as the most similar ones are then less certain."""
LIKE, UNLIKE = 0.8, 0.5
"""Likeness of a glyph to the atlas's shape of its own character: above LIKE it is well drawn, up to UNLIKE it shows
something else."""
MAY_BE_LESS, MUST_BE_MORE = 0.02, 0.03
"""A well drawn glyph may be less like its own character than like another by the first; any other glyph must be more
like its own by the second. In 27 of 36 honest prints of twelve layouts every glyph passes; in the others the recogniser
confirmed all that did not. The margins of three measured lies are from -0.16 (a 5 that says 6) to -0.6 (a 9 that says
1)."""
FIGURE_IS_MORE = 0.02
"""A figure must be more like itself than like any other figure by this; the least on 14 honest pages was 0.03."""
OF_OTHER_VIEW = 0.04
"""A glyph that is like its own character in one view may be more like another character in a second view by this."""
LOOK_ALIKE = ("1lI|", "O0")
"""Groups of characters that look the same in many fonts and are not told apart."""
SIGNS = ".,"
"""A stop and a comma are compared with each other, too."""
ASKED_SIGNS = ".,-/$()%&:;#'"
"""Signs that are compared with letters and figures: a file that names a figure as one of them changes an amount."""
SIGN_IS_OTHER = 0.05
"""A stop is doubted if it is well drawn as a comma and more like one by this; the same holds for a comma, and for any
sign that is well drawn as a letter or figure."""
SMALL_TO_CAPITAL = ord("a") - ord("A")

Scores = npt.NDArray[np.float32]


def unlike_glyphs(codes: Codes, boxes: Boxes, seen: Mask, letters: Lettering, ink: Ink) -> npt.NDArray[np.intp]:
    """For each character of a page the number of its glyph (from 1) if it is drawn in another shape; else 0."""
    known = np.array([chr(code).isalnum() or chr(code) in ASKED_SIGNS for code in range(127)])
    asked = seen & (codes < len(known)) & known[np.minimum(codes, len(known) - 1)]
    sizes = glyph_pictures(codes, boxes, asked, letters, ink)
    small = may_be_small_capitals(codes, letters)
    fonts = _fonts_like(sizes, atlas())
    found = np.zeros(len(codes), dtype=np.intp)
    number = 1
    for glyphs in sizes:
        is_unlike = _unlike(glyphs, fonts, atlas())
        if (is_small := _of(glyphs, small) & is_unlike).any():
            capitals = glyphs.codes - np.where(is_small, SMALL_TO_CAPITAL, 0)
            is_unlike[is_small] = _unlike(glyphs._replace(codes=capitals), fonts, atlas())[is_small]
        numbers = np.where(is_unlike, number + np.arange(len(is_unlike)), 0)
        found[glyphs.places] = numbers[glyphs.glyphs]
        number += len(is_unlike)
    return found


def _of(glyphs: Glyphs, characters: Mask) -> Mask:
    """Which glyphs are shown by one of the `characters` of the page."""
    found = np.zeros(len(glyphs.codes), dtype=bool)
    found[glyphs.glyphs[characters[glyphs.places]]] = True
    return found


def _fonts_like(sizes: Sequence[Glyphs], known: Atlas) -> dict[int, Places]:
    """For each font of the page the most similar fonts of the atlas, if its glyphs are what the file claims."""
    scores: dict[int, list[Scores]] = defaultdict(list)
    for glyphs in sizes:
        common = np.bincount(glyphs.glyphs, minlength=len(glyphs.codes))
        for font in sorted(set(glyphs.fonts.tolist())):
            own = np.flatnonzero(glyphs.fonts == font)
            own = own[np.argsort(-common[own], kind="stable")][:PROBES]
            shapes, _ = shapes_of(next(views(glyphs, own)), glyphs.em, glyphs.above)
            scores[font] += [
                known.shapes[:, known.characters.index(chr(code))] @ shape
                for code, shape in zip(glyphs.codes[own].tolist(), shapes, strict=True)
            ]
    return {font: _best(np.array(own)) for font, own in scores.items()}


def _best(scores: Scores) -> Places:
    # The median; numpy's own function first loads masked arrays, which takes longer than looking at a page.
    rising = np.sort(scores, axis=0)
    usual = rising[(len(rising) - 1) // 2] + rising[len(rising) // 2]
    return np.argsort(-usual, kind="stable")[: FONTS if len(scores) >= FEW else FONTS_OF_FEW]


def _unlike(glyphs: Glyphs, fonts: dict[int, Places], known: Atlas) -> Mask:
    """Which glyphs are not shaped like their characters in any of their views."""
    # A glyph without a character is what is left of a name whose characters are all glyphs of their own.
    unlike = np.bincount(glyphs.glyphs, minlength=len(glyphs.codes)) > 0
    for font in sorted(set(glyphs.fonts[unlike].tolist())):
        similar = fonts[font]
        own = np.flatnonzero((glyphs.fonts == font) & unlike)
        # The likeliest view clears nearly every glyph. All views cost five times as much, and are for the rest only.
        first = _scores(next(views(glyphs, own)), glyphs, similar, known)
        is_like = [_is_like(row, code, known) for row, code in zip(first, glyphs.codes[own], strict=True)]
        unlike[own[is_like]] = False
        left = own[~np.array(is_like)]
        if left.size:
            each = np.stack([_scores(pictures, glyphs, similar, known) for pictures in views(glyphs, left)], axis=1)
            unlike[left] = [
                not _is_like_in_any(rows, code, known) for rows, code in zip(each, glyphs.codes[left], strict=True)
            ]
    return unlike


def _is_like_in_any(views_of: Scores, code: int, known: Atlas) -> bool:
    """Whether a glyph is like its character in one view, and not clearly more like another character in a second.

    A view that cuts off a column of pixels may make one letter look like another, but then the full view of the letter
    that is really drawn is far more like it.
    """
    own = known.characters.index(chr(code))
    most = views_of[:, _rivals(known.characters, chr(code))].max() if chr(code).isalnum() else 0.0
    return any(row[own] >= most - OF_OTHER_VIEW and _is_like(row, code, known) for row in views_of)


def _scores(pictures: npt.NDArray[np.float32], glyphs: Glyphs, similar: Places, known: Atlas) -> Scores:
    """How like each picture (row) is to each character of the atlas (column), in the most similar of the fonts."""
    shapes, heights = shapes_of(pictures, glyphs.em, glyphs.above)
    each = [
        likeness(shapes, heights, glyphs.em, known.blurred(font, glyphs.em), known.heights[font])
        for font in similar.tolist()
    ]
    return np.asarray(np.max(each, axis=0))


def _is_like(scores: Scores, code: int, known: Atlas) -> bool:
    character = chr(code)
    own = scores[known.characters.index(character)]
    rivals = _rivals(known.characters, character)
    rival = scores[rivals].max()
    if character in ASKED_SIGNS:
        if character in SIGNS:
            rival = max(rival, scores[known.characters.index(SIGNS[1 - SIGNS.index(character)])])
        return bool(rival - own < SIGN_IS_OTHER or rival < LIKE)
    if character.isdigit() and own - max(scores[i] for i in rivals if known.characters[i].isdigit()) < FIGURE_IS_MORE:
        return False
    least = -MAY_BE_LESS if own > LIKE else MUST_BE_MORE
    return bool(own > UNLIKE and own - rival >= least)


@cache
def _rivals(characters: str, character: str) -> list[int]:
    """The places of the letters and figures that can be told apart from the character by shape."""
    alike = next((group for group in LOOK_ALIKE if character in group), character)
    return [i for i, other in enumerate(characters) if other.isalnum() and other not in alike]
