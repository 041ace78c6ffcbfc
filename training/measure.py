"""How well a network reads lines as the program cuts them: wrong characters, lines and spaces, a kind of damage a row.

    python -m training.measure --lines heldout/ [--network recogniser.onnx]

Without `--network` the one of this package is measured; `python -m training.base` writes the published one. Each
picture is shown once, as it is: no second looks, no corrections.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from extractor.readers.recognition.ctc import decoded
from extractor.readers.recognition.network import PLAIN_OF, Network, loaded, network
from extractor.readers.recognition.network_input import resized, shown, shown_width
from training.lines import RAISED, Line, read_lines

PLAIN = str.maketrans({**PLAIN_OF, **dict(zip("’‘“”–—", "''\"\"--", strict=True))})
"""Characters that count as read right if the plain one is read."""


@dataclass
class Count:
    """Characters and lines of a kind, and how many of them are wrong; spaces are counted apart."""

    characters: int = 0
    wrong: int = 0
    lines: int = 0
    wrong_lines: int = 0
    spaces: int = 0
    wrong_spaces: int = 0

    def add(self, read: str, printed: str) -> None:
        """Count a line."""
        bare_read, bare_printed = read.replace(" ", ""), printed.replace(" ", "")
        self.characters += len(bare_printed)
        self.lines += 1
        self.spaces += printed.count(" ")
        errors = Levenshtein.distance(bare_read, bare_printed)
        self.wrong += errors
        self.wrong_lines += errors > 0
        self.wrong_spaces += abs(read.count(" ") - printed.count(" "))

    def row(self, name: str) -> str:
        """A row of the table: shares in percent."""
        return (
            f"{name:18} {self.lines:6} {self.wrong / max(self.characters, 1):8.2%} "
            f"{self.wrong_lines / max(self.lines, 1):8.1%} {self.wrong_spaces / max(self.spaces, 1):8.1%}"
        )


def counted(network: Network, lines: Iterator[tuple[str, Line]]) -> dict[str, Count]:
    """The counts of each kind of damage, of lines with marks, and of all."""
    counts: dict[str, Count] = defaultdict(Count)
    for kind, line in lines:
        picture = resized(line.pixels)
        width = shown_width(picture.shape[1])
        reading = decoded(network.run(shown(picture, width))[0], network.alphabet, picture.shape[1] / width)
        read, printed = reading.text.translate(PLAIN), line.text.translate(PLAIN)
        has_mark = line.text != line.text.translate(PLAIN) and set(line.text) & set(RAISED.values())
        for name in (kind, "all", *(("with marks",) if has_mark else ())):
            counts[name].add(read, printed)
    return counts


def _lines(folder: Path) -> Iterator[tuple[str, Line]]:
    for path in sorted(folder.glob("*.npz")):
        for line in read_lines(path):
            yield path.stem.split(".")[-1], line


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, required=True, metavar="DIR", help="written by training.lines")
    parser.add_argument("--network", type=Path, metavar="FILE", help="written by training.learn")
    options = parser.parse_args(arguments)
    counts = counted(loaded(options.network.read_bytes()) if options.network else network(), _lines(options.lines))
    print(f"{'':18} {'lines':>6} {'char':>8} {'line':>8} {'space':>8}")
    print(*(counts[name].row(name) for name in sorted(counts)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
