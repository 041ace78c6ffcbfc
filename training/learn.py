"""Trains the recognition network further on lines of Forms 4, and writes it as an ONNX file.

    python -m training.learn --lines lines/ --state state.pt --out recogniser.onnx [--steps 2000] [--threads 2]

Needs PyTorch (`pip install -e '.[training]'`). Weights start as those of the pinned network. What is learned depends on
the lines and the seed alone. The state is written every 50 steps, and a run that was stopped goes on from there.

Lines that were read worst when last seen are drawn most often: of ten lines nine are read right from the start, and
teach nothing.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.network_input import HEIGHT, STEP, resized
from training.base import base_network, with_alphabet
from training.graph import OnnxModule
from training.lines import HELD_OUT, RAISED, Line, read_lines

PEAK, LAST = 6e-5, 2e-6
"""Learning rate at its peak and in the end; at 3e-4 the network unlearns first."""
AVERAGED = 0.99
"""What is written is the mean of the weights over about the last 100 steps (an exponential mean with this factor)."""
WARM_UP = 60
"""Steps until the peak."""
COLUMNS = 5000
"""Pixel columns of a step's pictures together."""
DRAWN = 96
"""Lines drawn at once; they are sorted by width, so that a step's pictures are about equally wide."""
MOST_COLUMNS = 2400
"""Wider pictures are left out: they would fill a step alone."""
AT_FIRST, LEAST, MOST = 1.0, 0.2, 1.0
"""Weights with which a line is drawn: one not seen yet, one read perfectly, one read badly. With a greater range, up to
3 to 0.03, most of what was drawn could not be read by anybody, and the network read all else worse after 200 steps."""
ILLEGIBLE = 2.5
"""Loss from which a line cannot be read at all; it is drawn as seldom as one read perfectly."""
WRITTEN = 50
"""Steps between two writings of the state."""
SEED = 3


class Batch(NamedTuple):
    """Pictures as the network's input, their texts as classes, and which lines they show."""

    pictures: Tensor
    classes: Tensor
    lengths: Tensor
    places: NDArray[np.intp]


def alphabet() -> tuple[str, ...]:
    """The characters of the classes: those of the pinned network, then the raised ones."""
    return *base_network()[1], *RAISED.values()


def start() -> OnnxModule:
    """The pinned network as a module, with a class more for each raised character."""
    model, characters = base_network()
    module = OnnxModule(model)
    module.widened([characters.index(each) for each in RAISED])
    return module


def all_lines(folder: Path) -> list[Line]:
    """The lines of every file in a folder, but those of kinds of damage that are held out, in the files' order."""
    paths = sorted(path for path in folder.glob("*.npz") if path.stem.split(".")[-1] not in HELD_OUT)
    return [line for path in paths for line in read_lines(path)]


class Pool:
    """Lines to draw from, each with the weight that its last reading gave it."""

    def __init__(self, lines: Sequence[Line], characters: Sequence[str], seed: int) -> None:
        places = {character: place for place, character in enumerate(characters) if character}
        self._lines = [line for line in lines if set(line.text) <= places.keys() and _fits(line)]
        self._classes = [np.array([places[each] for each in line.text]) for line in self._lines]
        self.weights = np.full(len(self._lines), AT_FIRST)
        self._random = random.Random(seed)
        self._numpy = np.random.default_rng(seed)

    def batches(self) -> Iterator[Batch]:
        """Batches without end."""
        while True:
            drawn = self._numpy.choice(len(self._lines), DRAWN, p=self.weights / self.weights.sum())
            pictures = [resized(spoiled(self._lines[place].pixels, self._random)) for place in drawn]
            order = sorted(range(DRAWN), key=lambda index: pictures[index].shape[1])
            groups = list(_grouped(order, [picture.shape[1] for picture in pictures]))
            self._random.shuffle(groups)
            for group in groups:
                yield self._batch([pictures[index] for index in group], drawn[group])

    def seen(self, batch: Batch, losses: NDArray[np.float64]) -> None:
        """Keep how well each line of a batch was read (its loss)."""
        self.weights[batch.places] = np.where(losses < ILLEGIBLE, np.clip(losses, LEAST, MOST), LEAST)

    def _batch(self, pictures: Sequence[Pixels], places: NDArray[np.intp]) -> Batch:
        width = max(picture.shape[1] for picture in pictures) + STEP * self._random.randint(0, 4)
        shown = np.full((len(pictures), 1, HEIGHT, width), 255, np.uint8)
        for row, picture in enumerate(pictures):
            shown[row, 0, :, : picture.shape[1]] = picture
        classes = [self._classes[place] for place in places]
        lengths = torch.tensor([len(each) for each in classes])
        return Batch(
            torch.from_numpy(shown).float() / 127.5 - 1, torch.from_numpy(np.concatenate(classes)), lengths, places
        )


def spoiled(picture: Pixels, chance: random.Random) -> Pixels:
    """The picture a little narrower or wider, shifted, blurred, paler or darker, and with some noise."""
    if chance.random() < 0.5:
        width = max(8, round(picture.shape[1] * chance.uniform(0.92, 1.08)))
        picture = np.asarray(cv2.resize(picture, (width, picture.shape[0])), dtype=np.uint8)
    if chance.random() < 0.5:
        sides = (chance.randint(0, 3), chance.randint(0, 3), chance.randint(0, 6), chance.randint(0, 6))
        picture = np.asarray(cv2.copyMakeBorder(picture, *sides, cv2.BORDER_CONSTANT, value=(255,)), dtype=np.uint8)
    values = picture.astype(np.float32)
    if chance.random() < 0.3:
        values = np.asarray(cv2.GaussianBlur(values, (0, 0), chance.uniform(0.3, 0.9)))
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, chance.uniform(0, 10), values.shape)
    values = (values - 128) * chance.uniform(0.8, 1.2) + 128 + chance.uniform(-15, 10) + noise
    return np.clip(values, 0, 255).astype(np.uint8)


def _fits(line: Line) -> bool:
    """Whether the picture has a step for each character, one between equal ones, and is not too wide."""
    width = line.pixels.shape[1] * HEIGHT / line.pixels.shape[0]
    return bool(line.text) and STEP * (len(line.text) * 1.2 + 1) < width < MOST_COLUMNS


def _grouped(order: Sequence[int], widths: Sequence[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for index in order:
        if group and (len(group) + 1) * widths[index] > COLUMNS:
            yield group
            group = []
        group.append(index)
    yield group


def losses_of(module: OnnxModule, batch: Batch) -> Tensor:
    """The loss of each picture (CTC), a character of its text."""
    logs = functional.log_softmax(module(batch.pictures), -1).permute(1, 0, 2)
    steps = torch.full((len(batch.lengths),), logs.shape[0])
    whole = functional.ctc_loss(logs, batch.classes, steps, batch.lengths, reduction="none", zero_infinity=True)
    return whole / batch.lengths.sqrt()


def learn(module: OnnxModule, pool: Pool, state: Path, steps: int) -> OnnxModule:
    """Train up to the given step, and return the averaged module; goes on from `state` if it exists."""
    optimizer = torch.optim.AdamW(module.parameters(), PEAK, weight_decay=0.01)
    averaged = AveragedModel(module, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    kept = {"module": module, "optimizer": optimizer, "averaged": averaged}
    first = _resumed(state, kept, pool)
    batches, begun, mean = pool.batches(), time.monotonic(), 0.0
    for step in range(first, steps):
        rate = max(LAST, PEAK * min(1, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * step / steps)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        batch = next(batches)
        losses = losses_of(module, batch)
        optimizer.zero_grad()
        losses.mean().backward()
        torch.nn.utils.clip_grad_norm_(module.parameters(), 3.0)
        optimizer.step()
        averaged.update_parameters(module)
        pool.seen(batch, losses.detach().numpy().astype(np.float64))
        mean += (float(losses.detach().mean()) - mean) / min(step - first + 1, 50)
        if (step + 1) % WRITTEN == 0 or step + 1 == steps:
            _keep(state, kept, pool, step + 1)
            print(f"step {step + 1} loss {mean:.3f} rate {rate:.1e} {time.monotonic() - begun:.0f} s", flush=True)
    return averaged.module


def _keep(state: Path, parts: Mapping[str, Any], pool: Pool, step: int) -> None:
    kept = {name: part.state_dict() for name, part in parts.items()}
    torch.save({**kept, "weights": torch.from_numpy(pool.weights), "step": step}, state.with_suffix(".new"))
    state.with_suffix(".new").replace(state)


def _resumed(state: Path, parts: Mapping[str, Any], pool: Pool) -> int:
    """The step to go on from: 0 without a state."""
    if not state.exists():
        return 0
    kept = torch.load(state)
    for name, part in parts.items():
        part.load_state_dict(kept[name])
    if len(kept["weights"]) == len(pool.weights):
        pool.weights[:] = kept["weights"].numpy()
    return int(kept["step"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write the network."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, required=True, metavar="DIR", help="written by training.lines")
    parser.add_argument("--state", type=Path, required=True, metavar="FILE", help="to go on from after a stop")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the network, as ONNX")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    cv2.setNumThreads(1)
    module, lines = start(), all_lines(options.lines)
    pool = Pool(lines, alphabet(), SEED)
    print(f"{len(lines)} lines, {len(pool.weights)} to learn from", flush=True)
    model = learn(module, pool, options.state, options.steps).written()
    options.out.write_bytes(with_alphabet(model, alphabet()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
