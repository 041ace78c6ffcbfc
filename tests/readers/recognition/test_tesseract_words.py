"""Tesseract's words as characters, also if it gives a word the box of its whole line."""

import pytest

from extractor.readers.recognition.tesseract_engine import EDGE, _reading, _Seen


def test_no_word_reaches_beyond_where_the_next_begins() -> None:
    seen = [
        _Seen(0.0, EDGE, 400, "Christine", 0.9),  # 400 pixels: the whole line
        _Seen(0.0, EDGE + 200, 40, "M.", 0.9),
        _Seen(0.0, EDGE + 260, 140, "McCarthy", 0.9),
    ]
    reading = _reading(seen, 400)
    assert reading.text == "Christine M. McCarthy"
    assert [char.x0 for char in reading.characters] == sorted(char.x0 for char in reading.characters)
    assert reading.characters[8].x1 <= 0.5


def test_words_out_of_order_keep_their_own_width() -> None:
    seen = [_Seen(0.0, EDGE + 200, 40, "M.", 0.9), _Seen(0.0, EDGE, 100, "ab", 0.9)]
    assert _reading(seen, 400).characters[1].x1 == pytest.approx(0.6)
