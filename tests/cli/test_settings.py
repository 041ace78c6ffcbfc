"""Settings: every option from the environment and from form4.toml, and which of them wins."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import main as cli_main
from extractor.cli.logs import log_to_stderr
from extractor.cli.main import app, main
from extractor.cli.settings import Setting, Settings
from extractor.cli.terminal import LogFormat, say, speak, tell
from extractor.errors import ExitCode, UsageError

GIVEN = {
    "format": "json",
    "verify": "never",
    "sample-rate": "0.25",
    "doubtful": "keep",
    "jobs": "3",
    "accession": "0001107843-14-000003",
    "log-format": "json",
    "interval": "7.5",
    "time-limit": "77.0",
    "port": "4711",
    "ask-below": "0.9",
    "draw": "30",
    "seed": "7",
    "from": "2024-01-31",
    "to": "2024-02-29",
}
"""A value for each option that does not accept any text."""


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run in an empty folder, without the settings of the person who runs the tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("FORM4_CONFIG", "FORM4_STORE", "FORM4_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    yield
    speak(LogFormat.TEXT)


def known() -> list[Setting]:
    return list(Settings(app).told())


def one(command: str, option: str) -> tuple[str, str]:
    [found] = [each for each in Settings(app).told(command) if each.option == option]
    return found.value, found.origin


def given(setting: Setting) -> str:
    return "1" if setting.value == "no" else GIVEN.get(setting.option.lstrip("-"), "text")


def test_every_option_is_set_by_a_variable_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    before = known()
    assert {each.origin for each in before} == {"default"}
    for each in before:
        name = f"FORM4_{each.command}_{each.option.lstrip('-')}".replace(" ", "_").replace("-", "_").upper()
        with monkeypatch.context() as environment:
            environment.setenv(name, given(each))
            assert [after for after in known() if after.origin != "default"] == [
                each._replace(value=seen(each), origin=name)
            ]


def test_every_option_is_set_in_the_file() -> None:
    before = known()
    lines = [f"[{each.command.replace(' ', '.')}]\n{each.option.lstrip('-')} = {toml(each)}\n" for each in before]
    for each, line in zip(before, lines, strict=True):
        Path("form4.toml").write_text(line, encoding="utf-8")
        origin = f"form4.toml [{each.command.replace(' ', '.')}]"
        assert [after for after in known() if after.origin != "default"] == [
            each._replace(value=seen(each), origin=origin)
        ]


def seen(setting: Setting) -> str:
    option = setting.option.lstrip("-")
    if option == "password":
        return "(not shown)"
    return "yes" if setting.value == "no" else f"{given(setting)}{' 00:00:00' * (option in {'from', 'to'})}"


def toml(setting: Setting) -> str:
    return "true" if setting.value == "no" else f'"{given(setting)}"'


def test_the_command_line_comes_first_then_the_environment_then_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Any] = []
    monkeypatch.setattr("extractor.cli.extract.run_extract", lambda *_, jobs, **__: taken.append(jobs) or ExitCode.OK)
    monkeypatch.setattr(sys, "argv", ["form4", "extract", "a.pdf"])
    steps = [("jobs = 2\n", None, 2), ("jobs = 2\n[extract]\njobs = 3\n", None, 3), ("", "FORM4_JOBS", 4)]
    for text, name, jobs in [*steps, ("", "FORM4_EXTRACT_JOBS", 5)]:
        if text:
            Path("form4.toml").write_text(text, encoding="utf-8")
        if name:
            monkeypatch.setenv(name, str(jobs))
        Settings(app).run()
        assert taken.pop() == jobs
    monkeypatch.setattr(sys, "argv", ["form4", "extract", "a.pdf", "--jobs", "6"])
    Settings(app).run()
    assert taken == [6]


def test_a_list_and_the_nearest_file_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config" / "form4").mkdir(parents=True)
    (tmp_path / "config" / "form4" / "form4.toml").write_text("[watch]\nformat = ['csv', 'xml']", encoding="utf-8")
    assert one("watch", "--format")[0] == "csv xml"
    monkeypatch.setenv("FORM4_WATCH_FORMAT", "json csv")
    assert one("watch", "--format") == ("json csv", "FORM4_WATCH_FORMAT")
    Path("form4.toml").write_text("[watch]\nmove = true", encoding="utf-8")
    assert one("extract", "--format") == ("-", "default")
    (tmp_path / "other.toml").write_text("flat = true", encoding="utf-8")
    monkeypatch.setenv("FORM4_CONFIG", "other.toml")
    assert one("watch", "--move") == ("no", "default")
    assert one("extract", "--flat") == ("yes", "other.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jbos = 2", "'jbos' is not an option"),
        ("[extract]\ninterval = 2", "'interval' is not an option of form4 extract"),
        ("[extrct]\njobs = 2", "'extrct' is not an option"),
        ("[store.backup]\njobs = 2", "'jobs' is not an option of form4 store backup"),
        ("jobs = [1, 2]", "one value, not a list"),
        ("resume = 'yes'", "true or false"),
        ("jobs = true", "not true or false"),
        ("jobs = ", "not valid TOML"),
        ("jobs = '\udcff'", "not valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_and_never_passed_over(text: str, told: str) -> None:
    Path("form4.toml").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(UsageError, match=f"form4.toml.*{told}"):
        Settings(app).run()


def test_a_file_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORM4_CONFIG", "none.toml")
    with pytest.raises(UsageError, match=r"none.toml cannot be opened"):
        Settings(app)


@pytest.mark.parametrize("arguments", [["extract", "a.pdf"], ["config"]])
@pytest.mark.parametrize("origin", ["FORM4_EXTRACT_JOBS", "form4.toml [extract]"])
def test_a_value_that_is_none_says_where_it_is_from(
    arguments: list[str], origin: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if origin.startswith("FORM4"):
        monkeypatch.setenv(origin, "many")
    else:
        Path("form4.toml").write_text("[extract]\njobs = 'many'", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["form4", *arguments])
    monkeypatch.setattr(cli_main, "occupy_streams", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == ExitCode.USAGE
    assert f"form4: the value is set by {origin}" in capsys.readouterr().err


def test_config_lists_the_settings_of_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["form4", "config", "retry"])
    monkeypatch.setenv("FORM4_STORE", "here.sqlite")
    Settings(app).run()
    assert capsys.readouterr().out == "settings file: none\nretry  --store  here.sqlite  FORM4_STORE\n"
    monkeypatch.setattr(sys, "argv", ["form4", "config", "retrn"])
    with pytest.raises(UsageError, match="no command 'retrn'"):
        Settings(app).run()


def test_in_json_every_message_is_one_line_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("extractor.watch")
    with log_to_stderr(LogFormat.JSON, verbose=True):
        say("a\nb: “é”")
        tell("2 files", sure=2)
        logger.debug("%s: read", "c.pdf")
        try:
            int("d")
        except ValueError:
            logger.exception("d.pdf: cannot be written")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["level"], line["message"]) for line in lines] == [
        ("error", "a\nb: “é”"),
        ("info", "2 files"),
        ("debug", "c.pdf: read"),
        ("error", "d.pdf: cannot be written"),
    ]
    assert lines[1]["sure"] == 2
    assert "ValueError" in lines[3]["exception"]
    assert all(line["time"].endswith("+00:00") for line in lines)


@pytest.mark.parametrize(("verbose", "told"), [(False, 1), (True, 2)])
def test_only_who_asks_is_told_more(verbose: bool, told: int, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: FBT001
    with log_to_stderr(LogFormat.TEXT, verbose=verbose):
        logging.getLogger("extractor.watch").info("a.pdf: accepted")
        logging.getLogger("extractor.watch").debug("a.pdf: read")
    assert len(capsys.readouterr().err.splitlines()) == told
