"""Settings: every option of every command can also be set in an environment variable or the file form4.toml.

`FORM4_EXTRACT_JOBS` and `jobs` below `[extract]` set the option of one command; `FORM4_JOBS` and a `jobs` above all
sections set it for every command that has it. The command line wins over the environment, the environment over the
file, and the file over the program's default.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

import typer
import typer.main

from extractor.errors import UsageError

PREFIX = "FORM4"
NAME = "form4.toml"
WHICH = "FORM4_CONFIG"
"""The environment variable that names another settings file."""
SECRET = "password"  # noqa: S105 - the name of an option, whose value is shown to nobody
Command = Any
"""A command as typer makes it; its class comes from a different package in each version of typer."""
Option = Any


class Setting(NamedTuple):
    """An option of a command, its value if the command line does not give one, and where the value comes from."""

    command: str
    option: str
    value: str
    origin: str


class Settings:
    """The settings in the environment and the file, for the commands of `app`."""

    def __init__(self, app: typer.Typer, environment: Mapping[str, str] = os.environ) -> None:
        """Read the file, if there is one; raises UsageError if it cannot be read, or sets an unknown option."""
        self.root: Command = typer.main.get_command(app)
        self.file = _file(environment)
        self._environment = environment
        self._commands = dict(_commands(self.root))
        self._values = _values(self.file) if self.file else {}
        self._check(self._values, ())
        for names, command in self._commands.items():
            for option in _options(command):
                option.envvar = _variables(names, option)
                option.show_envvar = False  # two names for every option would double the help

    def run(self) -> Any:
        """Run the command on the command line; the settings give the options that it does not give."""
        return self.root(standalone_mode=False, default_map=self._defaults(), obj=self)

    def origin(self, error: Exception) -> str:
        """Where the wrong value in an error of the argument parser comes from; empty if from the command line."""
        context, option = getattr(error, "ctx", None), getattr(error, "param", None)
        if context is None or option is None or (source := context.get_parameter_source(option.name)) is None:
            return ""
        names: list[str] = []
        while context.parent is not None:
            names, context = [context.info_name, *names], context.parent
        return self._origin(tuple(names), option, source.name)

    def told(self, wanted: str = "") -> Iterator[Setting]:
        """Every option of every command, or only of the command `wanted`; raises UsageError if there is none such."""
        known = [" ".join(names) for names in self._commands]
        if wanted and wanted not in known:
            raise UsageError(f"there is no command {wanted!r}; the commands are {', '.join(known)}")
        for names, command in self._commands.items():
            if not wanted or " ".join(names) == wanted:
                yield from self._told(names, command)

    def _told(self, names: tuple[str, ...], command: Command) -> Iterator[Setting]:
        part = self.root
        context = part.context_class(part, info_name="form4", default_map=self._defaults())
        for name in names:
            part = part.commands[name]
            context = part.context_class(part, info_name=name, parent=context)
        for option in _options(command):
            value, source = option.consume_value(context, {})
            context.set_parameter_source(option.name, source)
            value = option.process_value(context, value)
            shown = "(not shown)" if SECRET in option.name and value else _shown(value)
            yield Setting(" ".join(names), _flag(option), shown, self._origin(names, option, source.name) or "default")

    def _origin(self, names: tuple[str, ...], option: Option, source: str) -> str:
        if source == "ENVIRONMENT":
            return next(name for name in _variables(names, option) if self._environment.get(name))
        if source == "DEFAULT_MAP":
            section = _section(self._values, names)
            return f"{self.file} [{'.'.join(names)}]" if _key(option) in section else f"{self.file}"
        return ""

    def _defaults(self) -> dict[str, Any]:
        """The file's values by the parser's names, nested as the commands are."""
        defaults: dict[str, Any] = {}
        for names, command in self._commands.items():
            place = defaults
            for name in names:
                place = place.setdefault(name, {})
            for option in _options(command):
                for section in (self._values, _section(self._values, names)):
                    if (value := section.get(_key(option))) is not None and not isinstance(value, dict):
                        place[option.name] = _as_given(option, value, f"{self.file}: {_key(option)}")
        return defaults

    def _check(self, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
        """Raise UsageError for an unknown option, because a misspelt one would silently be ignored."""
        below = [command for known, command in self._commands.items() if known[: len(names)] == names]
        keys = {_key(option) for command in below for option in _options(command)}
        sections = {known[len(names)] for known in self._commands if known[: len(names)] == names and known != names}
        for key, value in values.items():
            if isinstance(value, dict) and key in sections:
                self._check(value, (*names, key))
            elif key not in keys or isinstance(value, dict):
                place = f" of form4 {' '.join(names)}" if names else ""
                raise UsageError(f"{self.file}: {key!r} is not an option{place}; `form4 config` lists them")


def _file(environment: Mapping[str, str]) -> Path | None:
    """The settings file: the one that `FORM4_CONFIG` names, else the one in this folder, else this user's, or None."""
    if named := environment.get(WHICH):
        return Path(named)
    home = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return next((path for path in (Path(NAME), Path(home) / "form4" / NAME) if os.path.isfile(path)), None)  # noqa: PTH113 - says no where it may not look


def _values(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise UsageError(f"{path} cannot be opened: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from error


def _commands(command: Command, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Command]]:
    """Every command that can be run, with its names, as ("store", "backup")."""
    below = getattr(command, "commands", None)
    if below is None:
        yield names, command
        return
    for name, each in below.items():
        yield from _commands(each, (*names, name))


def _options(command: Command) -> Iterator[Option]:
    """The options that can be set; not those like `--version` that run at once."""
    for each in command.params:
        if each.param_type_name == "option" and not each.is_eager:
            yield each


def _flag(option: Option) -> str:
    return str(max(option.opts, key=len))


def _key(option: Option) -> str:
    return _flag(option).lstrip("-")


def _variables(names: tuple[str, ...], option: Option) -> list[str]:
    """The environment variables that set the option, first the one for this command only."""
    key = _key(option)
    return ["_".join((PREFIX, *parts)).replace("-", "_").upper() for parts in ((*names, key), (key,))]


def _section(values: Mapping[str, Any], names: tuple[str, ...]) -> Mapping[str, Any]:
    for name in names:
        below = values.get(name)
        values = below if isinstance(below, dict) else {}
    return values


def _as_given(option: Option, value: Any, place: str) -> Any:
    """The file's value as the command line would give it; raises UsageError if it has the wrong kind."""
    if isinstance(value, list):
        if not option.multiple:
            raise UsageError(f"{place} takes one value, not a list")
        return [str(each) for each in value]
    if bool(option.is_flag) != isinstance(value, bool):
        raise UsageError(f"{place} takes {'true or false' if option.is_flag else 'a value, not true or false'}")
    return [str(value)] if option.multiple else value if option.is_flag else str(value)


def _shown(value: Any) -> str:
    match value:
        case None | () | []:
            return "-"
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case list() | tuple():
            return " ".join(map(_shown, value))
    return str(value)
