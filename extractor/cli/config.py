"""The command `form4 config`: lists the settings in effect, and where each comes from."""

from typing import Annotated

import typer

from extractor.cli.terminal import plainly, write_out


def config(
    context: typer.Context,
    command: Annotated[str, typer.Argument(metavar="[COMMAND]", help="The command whose settings to list.")] = "",
) -> None:
    """List the value that every option has if the command line does not give it, and where the value comes from.

    FORM4_EXTRACT_JOBS=2, or `jobs = 2` below [extract] in form4.toml, sets an option of one command. FORM4_JOBS, or
    `jobs = 2` above all sections, sets it for every command that has it. The file is looked for in this folder, then
    in ~/.config/form4; FORM4_CONFIG names another file.
    """
    settings = context.find_root().obj
    rows = list(settings.told(command))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    write_out(f"settings file: {plainly(str(settings.file or 'none'))}\n")
    for row in rows:
        write_out(
            "  ".join(plainly(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        )
