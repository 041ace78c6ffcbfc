"""Pages are drawn in processes that can be stopped, so that one filing's page never blocks another's."""

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.model.geometry import Geometry
from extractor.review.pages.drawing_process import CannotDrawError, TooMuchToDrawError
from extractor.review.pages.page_images import PageImages
from tests.review.filings import QUALYS

MEBIBYTE = 2**20


def slowly(path: Path, sha256: str, number: int, geometry: Geometry | None) -> bytes:  # noqa: ARG001
    """A page with an even number is drawn forever; any other at once, as the id of the process that drew it."""
    if number % 2 == 0:
        time.sleep(3600)
    return str(os.getpid()).encode()


def greedily(path: Path, sha256: str, number: int, geometry: Geometry | None) -> bytes:  # noqa: ARG001
    """A page with an even number needs all memory."""
    return bytes(4096 * MEBIBYTE)[:1] if number % 2 == 0 else b"drawn"


def dying(path: Path, sha256: str, number: int, geometry: Geometry | None) -> bytes:  # noqa: ARG001
    os.abort()


@pytest.fixture
def images() -> Iterator[PageImages]:
    made = PageImages(slowly, seconds=1)
    yield made
    made.close()


def test_a_page_that_never_ends_is_stopped_and_others_are_drawn_meanwhile(images: PageImages) -> None:
    images.page(Path("x"), "x", 1, geometry=None).result(timeout=90)  # both processes may still have to start
    bombs = [images.page(Path("x"), "x", 2, geometry=None) for _ in range(45)]
    started = time.monotonic()
    assert images.page(Path("y"), "y", 1, geometry=None).result(timeout=90)
    assert len({id(bomb) for bomb in bombs}) == 1  # requested 45 times, drawn once
    with pytest.raises(TooMuchToDrawError, match="takes longer than 1 s"):
        bombs[0].result(timeout=90)
    again = images.page(Path("x"), "x", 2, geometry=None)
    with pytest.raises(TooMuchToDrawError):
        again.result(timeout=0.1)  # and is not tried again soon
    assert time.monotonic() - started < 60


def test_the_process_that_was_stopped_is_gone(images: PageImages) -> None:
    before = int(images.page(Path("x"), "x", 1, geometry=None).result(timeout=90))
    for number in (2, 4):
        with pytest.raises(TooMuchToDrawError):
            images.page(Path("x"), "x", number, geometry=None).result(timeout=90)
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)
    assert int(images.page(Path("x"), "x", 3, geometry=None).result(timeout=90)) != before


def test_a_page_that_wants_all_memory_is_refused() -> None:
    images = PageImages(greedily, memory=512 * MEBIBYTE)
    with pytest.raises(CannotDrawError, match="more memory"):
        images.page(Path("x"), "x", 2, geometry=None).result(timeout=90)
    assert images.page(Path("x"), "x", 1, geometry=None).result(timeout=90) == b"drawn"
    images.close()


def test_a_library_that_falls_takes_only_its_page_along() -> None:
    images = PageImages(dying)
    with pytest.raises(CannotDrawError):
        images.page(Path("x"), "x", 1, geometry=None).result(timeout=90)
    images.close()


def test_a_page_is_drawn_once(tmp_path: Path) -> None:
    copy, images = tmp_path / "form4.pdf", PageImages()
    copy.write_bytes(QUALYS.read_bytes())
    sha256 = hashlib.sha256(copy.read_bytes()).hexdigest()
    first = images.page(copy, sha256, 1, geometry=None).result(timeout=90)
    assert first[:3] == b"\xff\xd8\xff"
    copy.unlink()
    assert images.page(copy, sha256, 1, geometry=None).result(timeout=90) == first
    images.close()
