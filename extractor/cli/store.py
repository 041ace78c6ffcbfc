"""The commands `form4 store backup`, `check` and `restore`, which keep the store safe."""

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.terminal import say, write_out
from extractor.cli.watch import StoreOption
from extractor.errors import ExitCode

app = typer.Typer(no_args_is_help=True, help="Keep the store safe: back it up, check it, restore it.")


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The backup to write; an existing file is not replaced.")
    ],
    store: StoreOption = None,
) -> None:
    """Copy the store to a file, as it is at one moment; others may keep working with it meanwhile."""
    from extractor.store import back_up, default_url  # noqa: PLC0415

    back_up(store or default_url(), file)
    say(f"{file} is a copy of the store as it is now")


@app.command()
def check(store: StoreOption = None) -> None:
    """Check that the file is undamaged, and that every filing can be rebuilt from its reading and corrections."""
    from extractor.store import check as faults_of  # noqa: PLC0415
    from extractor.store import default_url  # noqa: PLC0415

    faults = faults_of(store or default_url())
    write_out("".join(f"{fault}\n" for fault in faults) or "the store is undamaged\n")
    if faults:
        raise typer.Exit(ExitCode.BAD_INPUT)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup that `form4 store backup` made.")],
    store: StoreOption = None,
) -> None:
    """Create the store from a backup, after checking it; an existing store is never replaced."""
    from extractor.store import default_url  # noqa: PLC0415
    from extractor.store import restore as put_back  # noqa: PLC0415

    put_back(file, store or default_url())
    say("the store was restored from the backup")
