"""The network that reads scans: its characters, and that it reads a line."""

import cv2
import numpy as np
import pytest

from extractor.readers.recognition.ctc import decoded
from extractor.readers.recognition.network import Pictures, network

TEXT = "Common Stock 10,000"


def _line() -> Pictures:
    """A picture of `TEXT` as the network expects it."""
    paper = np.full((48, 480), 255, np.uint8)
    cv2.putText(paper, TEXT, (8, 36), cv2.FONT_HERSHEY_DUPLEX, 1.1, 0, 2, cv2.LINE_AA)
    grey = paper.astype(np.float32) / np.float32(127.5) - np.float32(1.0)
    return np.asarray(grey[None, None])


def test_it_knows_the_letters_a_form_shows_and_no_others() -> None:
    alphabet = network().alphabet
    assert alphabet[0] == ""
    assert set("AZaz09$().,/[]☒§") <= set(alphabet)
    assert not set("éł，中") & set(alphabet)
    assert len(alphabet) < 140


@pytest.mark.ocr
def test_it_reads_a_line() -> None:
    loaded = network()
    assert decoded(loaded.run(_line())[0], loaded.alphabet, 1.0).text == TEXT


@pytest.mark.ocr
def test_a_raised_mark_is_read_as_plain_characters_and_no_probability_is_lost() -> None:
    paper = np.full((48, 320), 255, np.uint8)
    cv2.putText(paper, "10,000", (8, 38), cv2.FONT_HERSHEY_DUPLEX, 1.1, 0, 2, cv2.LINE_AA)
    cv2.putText(paper, "(1)", (140, 20), cv2.FONT_HERSHEY_DUPLEX, 0.6, 0, 1, cv2.LINE_AA)
    loaded = network()
    found = loaded.run(np.asarray(paper.astype(np.float32) / np.float32(127.5) - np.float32(1.0))[None, None])[0]
    assert found.shape[1] == len(loaded.alphabet)
    assert np.allclose(found.sum(axis=1), 1, atol=1e-3)
    assert decoded(found, loaded.alphabet, 1.0).text == "10,000(1)"
