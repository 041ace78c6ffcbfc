"""A recognition network other than the one that the confidence was fitted with is refused."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from extractor.cli import doctor as cli_doctor
from extractor.errors import ExitCode, MissingDependencyError
from extractor.readers.recognition import network as recognition_network
from extractor.readers.recognition import network_file
from extractor.readers.recognition.network_file import NAME, REMEDY, SHA256, pinned_network

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder of weights, used instead of it."""
    (tmp_path / NAME).write_bytes(pinned_network())
    monkeypatch.setattr(network_file, "FOLDER", tmp_path)
    return tmp_path


def doctor(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of `form4 doctor`, and its line about the first reader."""
    with pytest.raises(typer.Exit) as left:
        cli_doctor.doctor()
    return left.value.exit_code, capsys.readouterr().out


def test_the_pinned_network_is_named_as_such(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (models / NAME).is_file()
    code, line = doctor(capsys)
    assert code is ExitCode.OK
    assert f"{NAME} {SHA256[:12]} (pinned)" in line


def one_bit_changed(models: Path) -> str:
    content = bytearray(pinned_network())
    content[len(content) // 2] ^= 1
    (models / NAME).write_bytes(content)
    return NAME


def another_network(models: Path) -> str:
    (models / NAME).write_bytes(b"another network")
    return NAME


@pytest.mark.parametrize("change", [one_bit_changed, another_network])
def test_another_network_is_refused_in_words(
    models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], str]
) -> None:
    name = change(models)
    monkeypatch.setattr(recognition_network, "loaded", lambda *_: pytest.fail("another network was loaded"))
    recognition_network._loaded.cache_clear()
    with pytest.raises(MissingDependencyError) as refused:
        recognition_network.network()
    assert refused.value.exit_code is ExitCode.MISSING_DEPENDENCY
    assert name in str(refused.value)
    assert f"not the pinned {NAME} {SHA256[:12]}" in str(refused.value)
    assert REMEDY in str(refused.value)
    code, line = doctor(capsys)
    assert code is ExitCode.MISSING_DEPENDENCY
    assert name in line
    assert "not the pinned" in line
    assert REMEDY in line


def test_without_its_file_the_message_says_what_to_install(models: Path) -> None:
    (models / NAME).unlink()
    with pytest.raises(MissingDependencyError, match=re.escape(REMEDY)):
        pinned_network()


def test_the_remedy_installs_from_the_folder_that_the_readme_installs_from() -> None:
    folder = REMEDY.rpartition(" ")[2]
    assert f"pip install -q {folder} " in (PROJECT.parent / "README.md").read_text(encoding="utf-8")
    assert tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["name"] == "form4-extractor"


def test_the_card_names_the_network_that_lies_beside_it() -> None:
    card = (network_file.FOLDER / "CARD.md").read_text(encoding="utf-8")
    assert NAME in card
    assert SHA256 in card
    assert "Apache" in card
    assert (network_file.FOLDER / NAME).stat().st_size <= 13_000_000
