"""The second engine for scans: Tesseract, called through pytesseract.

Starting Tesseract takes longer than reading a word, so all pictures of a page are put below each other on one canvas
and read in one call.
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

import cv2
import numpy as np
import pytesseract

from extractor.errors import MissingDependencyError
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.ctc import likened
from extractor.readers.recognition.engines import Character, EngineStatus, LineReading

ROW = 44
"""Pixels: the height to which every picture is scaled; Tesseract reads best if capitals are 20 to 30 pixels high."""
AIR = 26
"""Pixels of white between two pictures, so that no two are taken for one line."""
EDGE = 30
"""Pixels of white around the canvas."""
MOST_ROWS = 400
"""Pictures on one canvas, at most: Tesseract accepts no canvas higher than 32,767 pixels."""
BLOCK_OF_LINES = "--psm 6 --oem 1"
"""Options: read a single block of text, with the neural network only."""
ENLARGED = 2.0
"""Factor by which the picture of a single value, cut from the page at 200 dpi, is enlarged."""
SECONDS = 60
"""After this time a call is given up."""
REMEDY = "apt-get install tesseract-ocr, brew install tesseract, or https://github.com/UB-Mannheim/tesseract/wiki"


class TesseractEngine:
    """See `Engine`."""

    name = "tesseract"

    def read(self, lines: Sequence[Pixels], alphabets: Sequence[str | None] = ()) -> list[LineReading]:
        if shutil.which("tesseract") is None:
            raise MissingDependencyError(f"the second reader of scans needs Tesseract: {REMEDY}")
        readings: list[LineReading] = []
        for start in range(0, len(lines), MOST_ROWS):
            readings += _read_canvas([_resized(line) for line in lines[start : start + MOST_ROWS]])
        allowed = alphabets or [None] * len(readings)
        return [_preferred(reading, wanted) for reading, wanted in zip(readings, allowed, strict=True)]

    def read_block(self, picture: Pixels) -> LineReading:
        """The reading of one value's picture, black on white, alone and enlarged; several lines become one reading."""
        height, width = picture.shape
        size = round(width * ENLARGED), round(height * ENLARGED)
        larger = cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC)
        framed = cv2.copyMakeBorder(larger, EDGE, EDGE, EDGE, EDGE, cv2.BORDER_CONSTANT, value=(255,))
        return _reading(list(_words(np.asarray(framed, dtype=np.uint8))), size[0])


def status() -> EngineStatus:
    """Whether the program is installed; without it scans are read only once."""
    program = shutil.which("tesseract")
    version = None
    if program is not None:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
        version = (said.stdout or said.stderr).split("\n", 1)[0].removeprefix("tesseract ").strip()
    return EngineStatus("tesseract", "reads scans a second time", version, REMEDY)


def _preferred(reading: LineReading, allowed: str | None) -> LineReading:
    return reading if allowed is None else likened(reading, allowed) or reading


def _resized(line: Pixels) -> Pixels:
    height, width = line.shape
    size = max(1, round(width * ROW / height)), ROW
    return np.asarray(cv2.resize(line, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _read_canvas(pictures: Sequence[Pixels]) -> list[LineReading]:
    if not pictures:
        return []
    width = max(picture.shape[1] for picture in pictures) + 2 * EDGE
    canvas = np.full((2 * EDGE + len(pictures) * (ROW + AIR), width), 255, dtype=np.uint8)
    for index, picture in enumerate(pictures):
        top = EDGE + index * (ROW + AIR)
        canvas[top : top + ROW, EDGE : EDGE + picture.shape[1]] = picture
    words = sorted(word._replace(middle=(word.middle - EDGE + AIR / 2) // (ROW + AIR)) for word in _words(canvas))
    readings = [LineReading()] * len(pictures)
    for row, found in groupby(words, key=lambda word: int(word.middle)):
        if 0 <= row < len(pictures):
            readings[row] = _reading(list(found), pictures[row].shape[1])
    return readings


class _Seen(NamedTuple):
    """A word that Tesseract read: y of its middle, left side and width in pixels, its text, its score (0 to 1)."""

    middle: float
    left: int
    wide: int
    text: str
    score: float


def _words(picture: Pixels) -> Iterator[_Seen]:
    """The words of a picture in reading order."""
    data = pytesseract.image_to_data(
        picture, config=BLOCK_OF_LINES, timeout=SECONDS, output_type=pytesseract.Output.DICT
    )
    columns = (data[name] for name in ("text", "left", "top", "width", "height", "conf"))
    for text, left, top, wide, height, score in zip(*columns, strict=True):
        if text.strip():
            yield _Seen(top + height / 2, left, wide, text, float(score) / 100)


def _reading(words: Sequence[_Seen], width: int) -> LineReading:
    """The words of one picture as characters; each has its word's score and an equal share of its width.

    Tesseract sometimes gives a word the box of its whole line, so a word is made to end where the next begins.
    """
    characters: list[Character] = []
    for word, following in zip_longest(words, words[1:]):
        if characters:
            characters.append(Character(" ", 1.0, characters[-1].x1, (word.left - EDGE) / width))
        is_before = following is not None and following.left > word.left
        wide = min(word.wide, following.left - word.left) if is_before else word.wide
        step = wide / len(word.text)
        for index, character in enumerate(word.text):
            start = (word.left - EDGE + index * step) / width
            characters.append(Character(character, max(word.score, 0.0), start, start + step / width))
    return LineReading(tuple(characters))
