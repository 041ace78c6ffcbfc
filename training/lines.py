"""Lines of scans as the program cuts them, with their true text, for training and for measuring a recogniser.

    python -m training.lines --set 11 --out lines/ [--filings FOLDER] [--harsh | --sheets] [--count 48]

Filings are printed in every way and damaged in every way, as benchmarks/fresh_scans.py does; the program straightens
the pages and cuts them into the pictures it would show to the network. The text layer of the print says what stands on
each (see training/fit.py). A picture whose text is not certain is left out, and counted. With `--sheets`, sheets of
invented lines take the place of filings (see training/sheets.py).

Raised footnote marks are characters of their own (⁽¹⁾), so that the network learns to tell "3,000 (1)" from 3,000⁽¹⁾.
"""

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np
import pypdfium2

from benchmarks.fresh_scans import SEEDS_OF_A_SET, WAYS, Planned, filing_of, plan
from extractor.model.page import BoundingBox, Word
from extractor.readers.image.images import image_pages
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.pdf.text_layer import opened_page, read_text_page
from extractor.readers.picture import page_image
from extractor.readers.recognition.ctc import decoded
from extractor.readers.recognition.network import PLAIN_OF, network
from extractor.readers.recognition.network_input import resized, shown, shown_width
from extractor.readers.scan.form_print.letter_shapes import known_wording
from extractor.readers.scan.page_from_picture import Segmented, alphabet_of, laid_flat
from extractor.readers.scan.run_pictures import Part, cut_long, part_of, task_of
from extractor.readers.scan.segmentation.text_runs import Run
from extractor.readers.scan.segmentation.words import known_words, run_words
from samples.degrade import HARSH, ORDINARY, PRESETS, saved, scanned, usual_suffix
from samples.printing.chromium import chromium
from training.fit import Fit, fitted
from training.sheets import sheet

RAISED = {plain: raised for raised, plain in PLAIN_OF.items()}
"""The character that a raised one has as its own class."""
HELD_OUT = ("thermal", "photo-of-screen", "symbols300")
"""Harsh kinds that training never sees, to learn what it is worth on damage of another kind."""
SMALLER = 0.9
"""Size of a raised mark, as a share of the size of the word before it."""
HIGHER = 0.08
"""Share of that word's size by which a raised mark ends above it."""
BESIDE = 0.6
"""Share of the size: a mark begins no further behind its value."""
INSIDE, OUTSIDE = 0.85, 0.15
"""Share of a word's width: with at least the first it lies in a picture, with at most the second beside it."""
ONE_LINE = 0.5
"""Share of a picture's height by which the middles of the words of one line differ at most."""


class Line(NamedTuple):
    """The picture of a line, as high as it was cut, and what is printed on it."""

    pixels: Pixels
    text: str


def lines_of(image: PageImage, printed: Sequence[Word]) -> tuple[list[Line], int]:
    """The lines of a page whose true text is certain, and the number of pictures left out."""
    page = laid_flat(image)
    known = [(run, text) for run in page.runs if (text := _known(page, run))]
    parts = [(part, raised) for run in page.runs if not _known(page, run) for part, raised in _pictures(page, run)]
    read = [word for run, text in known for word in known_words(run, text)]
    read += [word for part, raised in parts if not raised for word in _read(part)]
    fit = fitted(printed, read)
    if fit is None:
        return [], len(parts)
    true = [_with_text(part, placed_words(printed, fit), is_mark=raised) for part, raised in parts]
    lines = [Line(part.pixels, text) for (part, _), text in zip(parts, true, strict=True) if text]
    return lines, len(parts) - len(lines)


def placed_words(printed: Sequence[Word], fit: Fit) -> list[Word]:
    """The words of the print where they lie on the picture, in points."""
    return [word._replace(box=fit.placed(word.box)) for word in with_raised(printed)]


def with_raised(words: Sequence[Word]) -> list[Word]:
    """The words of a text layer, of which footnote marks that stand raised behind another word are marked `raised`."""
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else None
        is_raised = (
            before is not None
            and re.fullmatch(r"(\(\d{1,2}\),?)+", word.text) is not None
            and (before.raised or word.size <= SMALLER * before.size)
            and abs(word.box.x0 - before.box.x1) <= BESIDE * before.size
            and word.box.bottom <= before.box.bottom - (0 if before.raised else HIGHER * before.size)
            and word.box.bottom > before.box.top
        )
        found.append(word._replace(raised=is_raised))
    return found


def _known(page: Segmented, run: Run) -> str | None:
    """The form's own wording, which the program knows by the shape of its letters and never shows to the network."""
    tables = min((head.top for head in page.heads), default=0.0)
    return None if alphabet_of(run, page.heads) else known_wording(run, is_above_tables=run.bottom <= tables)


def _pictures(page: Segmented, run: Run) -> Iterator[tuple[Part, bool]]:
    """Every picture of a run that the program may show to the network, and whether it shows raised marks alone."""
    first, rest = cut_long(run)
    task = task_of(page.ink, rest or first, alphabet_of(run, page.heads))
    if rest is not None:
        yield part_of(page.ink.clean, first), False
    yield task.whole, False
    yield from ((part, raised) for raised, part in task.parts)


def _read(part: Part) -> list[Word]:
    loaded = network()
    picture = resized(part.pixels)
    width = shown_width(picture.shape[1])
    reading = decoded(loaded.run(shown(picture, width))[0], loaded.alphabet, picture.shape[1] / width)
    return run_words(part.run, *part.columns, reading, "network")


def _with_text(part: Part, words: Sequence[Word], *, is_mark: bool) -> str | None:
    """What is printed on a picture; None if a word lies only half on it, or words of two lines do."""
    run = part.run
    box = BoundingBox(run.x0 * POINT, run.top * POINT, run.x1 * POINT, run.bottom * POINT)
    held = []
    for word in words:
        share = _share(word, box)
        if share >= INSIDE:
            held.append(word)
        elif share > OUTSIDE:
            return None
    held.sort(key=lambda word: word.box.x0)
    middles = [word.box.y_center for word in held if not word.raised]
    if middles and max(middles) - min(middles) > ONE_LINE * median(word.box.height for word in held):
        return None
    if is_mark and not all(word.raised for word in held):
        return None
    return _joined(held, is_raised=not is_mark)


def _share(word: Word, box: BoundingBox) -> float:
    """The share of the word's width that lies on the picture, if its middle lies at the picture's height."""
    if not box.top - 1 <= word.box.y_center <= box.bottom + 1:
        return 0.0
    across = min(word.box.x1, box.x1 + 1) - max(word.box.x0, box.x0 - 1)
    return max(across, 0.0) / max(word.box.width, 0.1)


def _joined(words: Sequence[Word], *, is_raised: bool) -> str:
    text = ""
    for word in words:
        if word.raised:
            text += "".join(RAISED.get(each, each) for each in word.text) if is_raised else word.text
        else:
            text += f" {word.text}" if text else word.text
    return text


def scans(planned: Planned, pdf: bytes, seed: int) -> Iterator[tuple[PageImage, list[Word]]]:
    """The pages of a damaged print, read from its file as the program does, with the words of its text layer."""
    pages = scanned(pdf, planned.preset, seed)
    suffix = usual_suffix(pages, planned.preset)
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        Path(file.name).write_bytes(saved(pages, suffix, planned.preset))
        images = _page_images(Path(file.name))
        printed = pypdfium2.PdfDocument(pdf)
        for index, image in enumerate(images):
            with opened_page(printed, index) as opened:
                yield image, list(read_text_page(opened).words)


def _page_images(path: Path) -> list[PageImage]:
    if path.suffix != ".pdf":
        return list(image_pages(path))
    document = pypdfium2.PdfDocument(path)
    return [page_image(page, number) for number, page in enumerate(document, start=1)]


def write(path: Path, lines: Sequence[Line]) -> None:
    """Write lines to a file of NumPy's format; `read_lines` reads it."""
    texts = np.frombuffer(json.dumps([line.text for line in lines]).encode(), np.uint8)
    pictures = {f"p{place}": line.pixels for place, line in enumerate(lines)}
    np.savez_compressed(path, texts=texts, **pictures)


def read_lines(path: Path) -> list[Line]:
    """The lines of a file that `write` wrote."""
    with np.load(path) as held:
        texts = json.loads(held["texts"].tobytes())
        return [Line(held[f"p{place}"], text) for place, text in enumerate(texts)]


def make(out: Path, planned: Iterable[Planned], of_set: int, pdf_of: Callable[[Planned], bytes]) -> None:
    """Write the lines of a set of scans, one file for each scan; scans whose file is there are left out."""
    out.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    for each in planned:
        path = out / f"{of_set}.{each.stem}.npz"
        if path.exists():
            continue
        found = [lines_of(*page) for page in scans(each, pdf_of(each), of_set * SEEDS_OF_A_SET + each.number)]
        lines = [line for page, _ in found for line in page]
        write(path, lines)
        counts += Counter({"lines": len(lines), "left out": sum(left for _, left in found)})
        print(path.name, len(lines), sum(left for _, left in found), flush=True)
    print(dict(counts))


def make_of_filings(out: Path, of_set: int, filings: Path | None, count: int, *, is_harsh: bool) -> None:
    """Write the lines of a set of damaged forms."""
    ways = {name: way for name, way in WAYS.items() if not (is_harsh and way.is_small)}
    with chromium() as browser:

        def printed(each: Planned) -> bytes:
            truth = filing_of(filings, each.number, of_set, count)
            if each.way == "typed":  # the blank form has room for one owner
                truth = truth.model_copy(update={"reporting_owners": truth.reporting_owners[:1]})
            return ways[each.way].print(truth, browser)

        make(out, plan(count, HARSH if is_harsh else ORDINARY, ways), of_set, printed)


def make_of_sheets(out: Path, of_set: int, count: int) -> None:
    """Write the lines of damaged sheets of invented lines, each kind of damage in turn but those held out."""
    kinds = [kind for kind in PRESETS if kind not in HELD_OUT]
    planned = [Planned(number, "sheet", kinds[number % len(kinds)]) for number in range(count)]
    make(out, planned, of_set, lambda each: sheet(of_set * SEEDS_OF_A_SET + each.number))


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the lines of a set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=int, required=True, metavar="K", help="1 or more: the seeds of the set")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--filings", type=Path, metavar="FOLDER", help="ownershipDocuments of Forms 4, as XML")
    parser.add_argument("--count", type=int, default=48)
    parser.add_argument("--sheets", action="store_true", help="sheets of invented lines instead of filings")
    parser.add_argument("--harsh", action="store_true", help="the harsh kinds of damage instead of the ordinary ones")
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    if options.sheets:
        make_of_sheets(options.out, options.set, options.count)
    else:
        make_of_filings(options.out, options.set, options.filings, options.count, is_harsh=options.harsh)
    return 0


if __name__ == "__main__":
    sys.exit(main())
