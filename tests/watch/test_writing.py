"""Writing results: completely or not at all, and without replacing anybody else's file."""

import os
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.store import open_store
from extractor.watch.writing import move_into, output_name


def test_names_are_nobody_elses_and_stay(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("the user's own", encoding="utf-8")
    with open_store(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:

        def name(document: str, wanted: str = "x") -> str:
            return output_name(store.outputs, tmp_path, wanted, document, [".json", ".xml"])

        assert name("a-1") == "x-2"
        assert name("b-1") == "x-3"
        (tmp_path / "x-2.json").write_text("our own", encoding="utf-8")
        assert name("a-1") == "x-2"
        assert len(name("c-1", "é" * 300).encode()) <= 200


def test_a_move_replaces_nothing(tmp_path: Path) -> None:
    done = tmp_path / "done"
    for text in ("first", "second", "third"):
        (tmp_path / "x.pdf").write_text(text, encoding="utf-8")
        move_into(tmp_path / "x.pdf", done)
    assert {path.name: path.read_text(encoding="utf-8") for path in done.iterdir()} == {
        "x.pdf": "first",
        "x-2.pdf": "second",
        "x-3.pdf": "third",
    }
    assert move_into(done / "x.pdf", done) == done / "x.pdf"
    assert move_into(tmp_path / "gone.pdf", done) is None


def test_a_move_that_was_killed_half_way_is_finished(tmp_path: Path) -> None:
    page = tmp_path / "x.pdf"
    page.write_text("page", encoding="utf-8")
    (tmp_path / "done").mkdir()
    os.link(page, tmp_path / "done" / "x.pdf")
    assert move_into(page, tmp_path / "done") == tmp_path / "done" / "x.pdf"
    assert not page.exists()


def test_a_disk_without_links_moves_by_renaming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    page = tmp_path / "x.pdf"
    page.write_text("page", encoding="utf-8")
    assert move_into(page, tmp_path / "done") == tmp_path / "done" / "x.pdf"
    assert not page.exists()


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "done").write_text("in the way", encoding="utf-8")
    (tmp_path / "x.pdf").write_text("page", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be moved"):
        move_into(tmp_path / "x.pdf", tmp_path / "done")
