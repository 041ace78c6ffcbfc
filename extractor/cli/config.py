"""The command `form4 config`: which settings count, and where each is from."""

from typing import Annotated

import typer

from extractor.cli.terminal import plainly, write_out


def config(
    context: typer.Context,
    command: Annotated[str, typer.Argument(metavar="[COMMAND]", help="The command whose settings to list.")] = "",
) -> None:
    """List what counts for every option where the command line says nothing, and where that is from.

    FORM4_EXTRACT_JOBS=2, or `jobs = 2` below [extract] in form4.toml, sets an option of one command; FORM4_JOBS, or
    `jobs = 2` above all sections, that of every command. The file is looked for in this folder, then in
    ~/.config/form4; FORM4_CONFIG names another one.
    """
    settings = context.find_root().obj
    rows = list(settings.told(command))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    write_out(f"settings file: {plainly(str(settings.file or 'none'))}\n")
    for row in rows:
        write_out(
            "  ".join(plainly(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        )
