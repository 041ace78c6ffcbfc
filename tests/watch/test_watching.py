"""The watched folder, look by look; `Scene` says what happens between two looks."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import ExitCode, UsageError
from extractor.model.results import Extraction
from extractor.store import QueueFilter, Status, Store, StoreUnavailableError, document_id, open_store
from extractor.watch import watch
from tests.support.fake_reading import extraction, read, render, sha256_of

ALL = QueueFilter(statuses=tuple(Status))
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Scene:
    inbox: Path
    store: Store
    url: str
    now: datetime = START
    steps: list[Callable[[], object]] = field(default_factory=list)

    def drop(self, name: str, text: str) -> Path:
        path = self.inbox / name
        path.write_text(text, encoding="utf-8")
        return path

    def sleep(self, _: float) -> None:
        self.now += timedelta(seconds=2)
        if self.steps:
            self.steps.pop(0)()

    def run(self, *steps: Callable[[], object], store: Store | None = None, **arguments: Any) -> ExitCode:
        """Look once, then once after each step, and stop."""
        self.steps = [*steps, lambda: None]
        settings: dict[str, Any] = {
            "extract": read,
            "render": render,
            "interval": 0.25,
            "sleep": self.sleep,
            "clock": lambda: self.now,
            "should_stop": lambda: not self.steps and "once" not in arguments,
        }
        return watch(self.inbox, store=store or self.store, **(settings | arguments))

    def statuses(self) -> dict[str, Status]:
        return {row.name: row.status for row in self.store.documents.queue(ALL)}

    def names(self, folder: str = ".") -> list[str]:
        return sorted(path.name for path in (self.inbox / folder).iterdir() if path.is_file())


def nothing() -> None:
    """Let time pass."""


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with open_store(url) as store:
        yield Scene(inbox, store, url)


def test_a_file_is_read_when_two_looks_agree(scene: Scene) -> None:
    page = scene.drop("a.pdf", "ok")
    scene.run()
    assert scene.statuses() == {}
    scene.run(nothing, formats=("json", "xlsx"))
    assert scene.statuses() == {"a.pdf": Status.ACCEPTED}
    assert scene.names() == ["a.json", "a.pdf", "a.xlsx"]
    assert (scene.inbox / "a.json").read_text(encoding="utf-8").startswith("json\n{")
    stored = scene.store.documents.get(document_id(sha256_of(page)))
    assert stored.extraction == read(page)[0]
    assert stored.row.path == str(page)


def test_a_file_still_being_written_waits(scene: Scene) -> None:
    page = scene.drop("a.pdf", "ok")
    scene.run(*[lambda: page.write_text(page.read_text() + "more", encoding="utf-8")] * 3)
    assert scene.statuses() == {}


def test_content_read_once_is_not_read_again(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    scene.drop("a.pdf", "ok")
    scene.run(nothing, nothing, nothing)
    scene.run(nothing, lambda: scene.drop("copy.pdf", "ok"), nothing)
    assert [record.getMessage() for record in caplog.records] == ["a.pdf: accepted, 1 filing, 0 doubtful fields"]
    assert scene.store.documents.counts().total == 1


def test_files_are_put_away(scene: Scene) -> None:
    texts = {"sure.pdf": "ok", "doubtful.pdf": "doubtful", "two.pdf": "two", "bad.pdf": "unreadable", "c.pdf": "ok"}
    for name, text in texts.items():
        scene.drop(name, text)
    scene.run(nothing, nothing, move=True, retry_after=timedelta(0))
    assert scene.names() == []
    assert scene.names("done") == ["c.json", "c.pdf", "sure.pdf"]
    assert scene.names("review") == ["doubtful.json", "doubtful.pdf", "two-2.json", "two.json", "two.pdf"]
    assert scene.names("failed") == ["bad.pdf"]
    assert {Path(row.path).exists() for row in scene.store.documents.queue(ALL)} == {True}


def test_results_go_to_their_own_folder(scene: Scene, tmp_path: Path) -> None:
    scene.drop("x.pdf", "ok pdf")
    scene.drop("x.png", "ok png")
    scene.run(nothing, out=tmp_path / "out", move=True)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["x-2.json", "x.json"]
    assert scene.names("done") == ["x.pdf", "x.png"]


def test_a_users_own_file_is_never_replaced(scene: Scene) -> None:
    scene.drop("x.xml", "from EDGAR")
    scene.drop("x.pdf", "ok")
    scene.run(nothing, formats=("xml",))
    assert (scene.inbox / "x.xml").read_text(encoding="utf-8") == "from EDGAR"
    assert "x-2.xml" in scene.names()


def test_a_failed_file_is_read_once_more_later(scene: Scene) -> None:
    page = scene.drop("a.pdf", "unreadable")
    scene.run(nothing, nothing, nothing)
    [row] = scene.store.documents.queue(ALL)
    assert (row.status, row.attempts, row.failure) == (Status.FAILED, 1, "it is damaged: print it again")
    scene.now += timedelta(minutes=6)
    scene.run(nothing)
    [row] = scene.store.documents.queue(ALL)
    assert (row.attempts, row.retry_at) == (2, None)
    scene.now += timedelta(days=1)
    scene.run(nothing, nothing)
    assert scene.store.documents.queue(ALL) == (row,)
    assert page.exists()


def test_a_failed_file_is_read_again_on_request_where_it_lies(scene: Scene) -> None:
    scene.drop("a.pdf", "unreadable")
    scene.drop("b.pdf", "encrypted")
    scene.run(nothing, nothing, move=True, retry_after=timedelta(0))
    assert scene.names("failed") == ["a.pdf", "b.pdf"]
    assert scene.store.files.retry(now=scene.now) == 2
    scene.run(nothing, move=True, extract=mended)
    assert scene.names("done") == ["a.json", "a.pdf", "b.json", "b.pdf"]
    assert scene.names("failed") == []
    assert set(scene.statuses().values()) == {Status.ACCEPTED}


def mended(path: Path) -> tuple[Extraction, ...]:
    return (extraction(path, sha256_of(path)),)


def test_a_password_is_not_waited_for(scene: Scene) -> None:
    scene.drop("a.pdf", "encrypted")
    scene.run(nothing, nothing, move=True)
    assert scene.names("failed") == ["a.pdf"]
    assert scene.store.documents.queue(ALL)[0].retry_at is None


def test_a_hanging_or_crashing_file_fails_alone(scene: Scene) -> None:
    scene.drop("crash.pdf", "crash")
    scene.drop("hang.pdf", "stubborn")
    scene.drop("ok.pdf", "ok")
    scene.run(nothing, time_limit=0.5, workers=2)
    assert scene.statuses() == {"crash.pdf": Status.FAILED, "hang.pdf": Status.FAILED, "ok.pdf": Status.ACCEPTED}


def test_a_full_disk_loses_nothing(scene: Scene, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("in the way, as a full disk is", encoding="utf-8")
    scene.drop("a.pdf", "ok")
    scene.drop("b.pdf", "ok b")
    code = scene.run(once=True, out=out)
    assert code is ExitCode.OUTPUT
    assert scene.store.documents.counts().total == 0
    out.unlink()
    assert scene.run(once=True, out=out) is ExitCode.OK
    assert scene.statuses() == {"a.pdf": Status.ACCEPTED, "b.pdf": Status.ACCEPTED}
    assert sorted(path.name for path in out.iterdir()) == ["a.json", "b.json"]


def test_one_result_that_cannot_be_written_holds_up_no_other(scene: Scene, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".a.json.draft").mkdir(parents=True)
    scene.drop("a.pdf", "ok")
    scene.drop("b.pdf", "ok b")
    scene.run(*[nothing] * 200, out=out)
    assert scene.statuses() == {"b.pdf": Status.ACCEPTED}


def test_a_filing_that_cannot_be_rendered_fails_alone(scene: Scene) -> None:
    def broken(filing: Extraction, form: str) -> str | bytes:
        if filing.source.path.endswith("a.pdf"):
            raise KeyError(form)
        return render(filing, form)

    scene.drop("a.pdf", "ok")
    scene.drop("b.pdf", "ok b")
    scene.run(nothing, render=broken)
    assert scene.statuses() == {"a.pdf": Status.FAILED, "b.pdf": Status.ACCEPTED}


def test_a_store_that_goes_away_is_waited_for(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.drop("a.pdf", "ok")

    def gone(*_: object, **__: object) -> None:
        raise StoreUnavailableError("the store cannot be used just now: disk I/O error")

    with monkeypatch.context() as patched:
        patched.setattr(type(scene.store.files), "add_extractions", gone)
        assert scene.run(once=True) is ExitCode.OUTPUT
    assert scene.run(once=True) is ExitCode.OK
    assert scene.names() == ["a.json", "a.pdf"]


def test_a_file_that_vanishes_or_changes_while_it_is_read(scene: Scene) -> None:
    page = scene.drop("a.pdf", "ok")
    scene.run(nothing, extract=read_and_remove)
    assert scene.statuses() == {}
    assert not page.exists()
    scene.drop("b.pdf", "ok")
    scene.run(nothing, extract=read_and_change)
    assert scene.statuses() == {}
    scene.run(nothing)
    assert scene.statuses() == {"b.pdf": Status.ACCEPTED}


def read_and_remove(path: Path) -> tuple[Extraction, ...]:
    filings = read(path)
    path.unlink()
    return filings


def read_and_change(path: Path) -> tuple[Extraction, ...]:
    filings = read(path)
    path.write_text("ok, and longer", encoding="utf-8")
    return filings


def test_a_claim_keeps_others_off_until_its_lease_ends(scene: Scene) -> None:
    page = scene.drop("a.pdf", "ok")
    scene.store.files.claim(sha256_of(page), holder="killed", lease=timedelta(minutes=3), now=scene.now)
    scene.run(nothing)
    assert scene.statuses() == {}
    scene.now += timedelta(minutes=3)
    scene.run(nothing)
    assert scene.statuses() == {"a.pdf": Status.ACCEPTED}


def test_a_watcher_killed_before_its_move_is_followed_by_one_that_moves(scene: Scene) -> None:
    page = scene.drop("a.pdf", "ok")
    target = scene.inbox / "done" / "a.pdf"
    scene.store.files.add_extractions(sha256_of(page), str(target), read(page), now=scene.now)
    scene.run(nothing, move=True)
    assert target.exists()
    assert not page.exists()


def test_a_folder_that_goes_away_comes_back(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.drop("a.pdf", "ok")
    aside = scene.inbox.with_name("aside")
    scene.run(lambda: scene.inbox.rename(aside), lambda: aside.rename(scene.inbox), nothing)
    assert scene.statuses() == {"a.pdf": Status.ACCEPTED}
    assert "cannot be looked at" in caplog.text


def test_once_reads_what_is_there_and_tells_the_worst(scene: Scene) -> None:
    assert scene.run(once=True) is ExitCode.OK
    scene.drop("a.pdf", "ok")
    assert scene.run(once=True) is ExitCode.OK
    scene.drop("b.pdf", "doubtful")
    assert scene.run(once=True) is ExitCode.NEEDS_REVIEW
    scene.drop("c.pdf", "unreadable")
    assert scene.run(once=True) is ExitCode.BAD_INPUT


def test_a_sample_of_the_sure_is_sent_to_review(scene: Scene) -> None:
    scene.drop("a.pdf", "ok")
    scene.run(nothing, sample=1.0, move=True)
    [row] = scene.store.documents.queue()
    assert row.sampled
    assert scene.names("review") == ["a.json", "a.pdf"]


def test_names_that_are_no_text_or_more_than_a_line(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    scene.drop("bad\udcff.pdf", "ok")
    scene.drop("two\nlines.pdf", "ok b")
    scene.drop("narrow\u202fspace.pdf", "ok c")
    scene.run(nothing, nothing)
    assert len(caplog.records) == 3
    assert not any("\n" in record.getMessage() for record in caplog.records)
    assert set(scene.statuses()) == {"two\nlines.pdf", "narrow\u202fspace.pdf"}


@pytest.mark.parametrize("out", ["inbox", "inbox/deep/out", "inbox/../inbox/out"])
def test_results_inside_the_watched_folder_are_refused(scene: Scene, out: str) -> None:
    with pytest.raises(UsageError, match="inside the watched folder"):
        scene.run(out=scene.inbox.parent / out)


def test_a_missing_inbox_is_said_at_once(scene: Scene) -> None:
    scene.inbox.rmdir()
    with pytest.raises(UsageError, match="create it first"):
        scene.run()


def test_a_request_to_stop_finishes_the_file_in_hand(scene: Scene) -> None:
    scene.drop("a.pdf", "ok")
    scene.drop("b.pdf", "ok b")
    being_read: list[Path] = []

    def noted(path: str) -> None:
        being_read.append(Path(path))

    claim = type(scene.store.files).claim
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(scene.store.files), "claim", lambda *a, **k: (noted(a[1]), claim(*a, **k))[1])
        scene.run(*[nothing] * 9, should_stop=lambda: bool(being_read))
    assert scene.statuses() == {"a.pdf": Status.ACCEPTED}


def test_a_store_deleted_while_watching_accepts_nothing_and_moves_nothing(scene: Scene) -> None:
    path, away = scene.inbox.parent / "store.sqlite", scene.inbox.parent / "away.sqlite"
    scene.drop("a.pdf", "sure")
    scene.run(lambda: path.rename(away), nothing, move=True)
    assert scene.names() == ["a.pdf"]
    assert not (scene.inbox / "done").exists()
    away.rename(path)
    scene.run(nothing, nothing, move=True)
    assert scene.statuses() == {"a.pdf": Status.ACCEPTED}
    assert scene.names("done") == ["a.json", "a.pdf"]


@pytest.mark.parametrize(
    ("folder", "where"), [("", "left where it is"), ("failed", "now in failed")], ids=["stays", "moves"]
)
def test_a_file_of_forty_gigabytes_is_refused_by_its_size_alone_and_set_aside(
    scene: Scene, folder: str, where: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.watch.memory.content_hash", lambda path: pytest.fail(f"{path} was read"))
    with (scene.inbox / "huge.pdf").open("wb") as file:
        file.truncate(40 * 2**30)
    with caplog.at_level(logging.WARNING, "extractor.watch"):
        scene.run(nothing, nothing, nothing, move=bool(folder))
    assert [record.getMessage() for record in caplog.records] == [
        f"huge.pdf: failed: larger than 200 MB; split it; {where}"
    ]
    assert scene.names(folder) == ["huge.pdf"]
    assert scene.statuses() == {}


def test_what_is_written_names_the_original_where_it_lies_then(scene: Scene) -> None:
    scene.drop("a.pdf", "sure")
    written = []

    def rendered(filing: Extraction, form: str) -> str | bytes:
        written.append(filing.source.path)
        return render(filing, form)

    scene.run(nothing, nothing, move=True, render=rendered)
    assert written == [str(scene.inbox / "done" / "a.pdf")]
    assert Path(written[0]).exists()
