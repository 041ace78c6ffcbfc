"""The network that reads scans: its characters, and that it reads the same wherever it runs."""

import cv2
import numpy as np
import onnx
import pytest

from extractor.readers.recognition import network as recognition_network
from extractor.readers.recognition.ctc import decoded
from extractor.readers.recognition.network import Pictures, network
from extractor.readers.recognition.network_file import pinned_network

TEXT = "Common Stock 10,000"


def _line() -> Pictures:
    """A picture of `TEXT` as the network expects it."""
    paper = np.full((48, 480), 255, np.uint8)
    cv2.putText(paper, TEXT, (8, 36), cv2.FONT_HERSHEY_DUPLEX, 1.1, 0, 2, cv2.LINE_AA)
    grey = paper.astype(np.float32) / np.float32(127.5) - np.float32(1.0)
    return np.asarray(grey[None, None])


def test_it_knows_the_letters_a_form_shows_and_no_others() -> None:
    alphabet = network(1).alphabet
    assert alphabet[0] == ""
    assert set("AZaz09$().,/[]☒§") <= set(alphabet)
    assert not set("éł，中") & set(alphabet)
    assert len(alphabet) < 140


@pytest.mark.ocr
def test_it_reads_a_line() -> None:
    loaded = network(1)
    assert decoded(loaded.run(_line())[0], loaded.alphabet, 1.0).text == TEXT


@pytest.mark.ocr
def test_openvino_reads_what_onnx_runtime_reads() -> None:
    pytest.importorskip("openvino")
    model, alphabet = recognition_network._cut_down(onnx.load_from_string(pinned_network()))
    fast = recognition_network._in_openvino(model, 1)
    if fast is None:
        pytest.skip("this processor has no bfloat16")
    usual = recognition_network._in_onnxruntime(model)(_line())[0]
    quick = fast(_line())[0]
    assert decoded(quick, alphabet, 1.0).text == decoded(usual, alphabet, 1.0).text == TEXT
    assert np.abs(usual - quick).max() < 0.05
