"""Looking twice: only complete, regular, visible files with a page's suffix count."""

import os
from pathlib import Path

from extractor.watch.looking import Stamp, content_hash, settled, stamp_of, stamps


def test_what_counts_as_a_file_in_the_folder(tmp_path: Path) -> None:
    for name in ("a.pdf", "B.PDF", "scan.tiff", "x.pdf.part", "x.filepart", "x.pdf.crdownload", ".a.pdf", "~$a.pdf"):
        (tmp_path / name).write_text("page", encoding="utf-8")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "link.pdf").symlink_to(tmp_path / "a.pdf")
    (tmp_path / "nowhere.pdf").symlink_to(tmp_path / "gone.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")
    assert sorted(path.name for path in stamps(tmp_path)) == ["B.PDF", "a.pdf", "scan.tiff"]


def test_a_file_settles_when_two_looks_agree() -> None:
    old, grown, touched = Stamp(1, 1), Stamp(2, 1), Stamp(1, 2)
    before = {Path("b"): old, Path("a"): old, Path("grows"): old, Path("touched"): old, Path("gone"): old}
    now = {Path("b"): old, Path("a"): old, Path("grows"): grown, Path("touched"): touched, Path("new"): old}
    assert settled(before, now) == [Path("a"), Path("b")]


def test_a_file_that_vanished_has_neither_stamp_nor_hash(tmp_path: Path) -> None:
    assert stamp_of(tmp_path / "gone.pdf") is None
    assert content_hash(tmp_path / "gone.pdf") is None
