"""The network as a PyTorch module computes what the ONNX file computes, learns, and is written back."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is installed only to train")

from training.base import base_network  # noqa: E402 - they need PyTorch
from training.graph import OnnxModule  # noqa: E402
from training.learn import Pool, alphabet, learn, start  # noqa: E402
from training.lines import Line  # noqa: E402


def probabilities(model: object, pictures: np.ndarray) -> np.ndarray:
    content = model.SerializeToString()
    return onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"]).run(None, {"x": pictures})[0]


def test_it_computes_what_the_file_computes() -> None:
    model, _ = base_network()
    pictures = torch.randn(2, 1, 48, 200, generator=torch.Generator().manual_seed(1))
    own = torch.softmax(OnnxModule(model)(pictures), -1).detach().numpy()
    assert np.abs(own - probabilities(model, pictures.numpy())).max() < 1e-5


def test_it_learns_a_line_it_cannot_read_and_goes_on_after_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.learn.COLUMNS", 400)
    monkeypatch.setattr("training.learn.MOST", 100.0)
    monkeypatch.setattr("training.learn.ILLEGIBLE", 100.0)
    noise = np.random.default_rng(1).integers(0, 255, (48, 160)).astype(np.uint8)
    module, lines = start(), [Line(noise, "12(3)")]
    pool = Pool(lines, alphabet(), 1)
    learn(module, pool, tmp_path / "state.pt", 2)
    before = pool.weights[0]
    again, second = start(), Pool(lines, alphabet(), 1)
    averaged = learn(again, second, tmp_path / "state.pt", 12)
    assert second.weights[0] < before
    pictures = np.random.default_rng(2).normal(size=(1, 1, 48, 96)).astype(np.float32)
    own = torch.softmax(averaged(torch.from_numpy(pictures)), -1).detach().numpy()
    assert np.abs(own - probabilities(averaged.written(), pictures)).max() < 1e-5
