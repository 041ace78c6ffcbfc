"""The commands `form4 rules` and `form4 check`: explain the rules, and run them on a filing's XML."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.arguments import named_path
from extractor.cli.terminal import plainly, say, write_out
from extractor.errors import ExitCode, ExtractorError, UsageError
from extractor.model.results import path_text as as_text

if TYPE_CHECKING:
    from extractor.model.finding_code import FindingCode
    from extractor.rules.base import Rule


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="The code to explain, such as TOT701 or PAG101.")
    ] = None,
) -> None:
    """List every code that a finding can have, rules first, or explain one code."""
    from extractor.model.finding_codes import FINDING_CODES  # noqa: PLC0415
    from extractor.rules import RULES  # noqa: PLC0415

    entries: tuple[Rule | FindingCode, ...] = (*RULES, *FINDING_CODES)
    if code is None:
        write_out("".join(f"{entry.id}  {entry.severity.value:8}{entry.name}\n" for entry in entries))
        return
    entry = next((entry for entry in entries if entry.id == code.upper()), None)
    if entry is None:
        raise UsageError(f"there is no code {code}; `form4 rules` lists them")
    source = f"\n\nSource: {entry.source}" if entry.source else ""
    write_out(f"{entry.id} {entry.name} ({entry.severity.value})\n\n{entry.explanation}{source}\n")


def check(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE.xml…", help="ownershipDocument files, EDGAR's or ours.", parser=named_path),
    ],
) -> None:
    """Run the rules on filings in XML: one line for each finding; exit code 1 if any is more than an info."""
    raise typer.Exit(max(_check(path) for path in paths))


def _check(path: Path) -> ExitCode:
    """Print the findings of one file; if it cannot be read, print why and return, so that the others are checked."""
    from extractor.model.results import Severity  # noqa: PLC0415
    from extractor.readers.ownership_xml import read_ownership_xml  # noqa: PLC0415
    from extractor.rules import check as run_rules  # noqa: PLC0415

    try:
        findings = run_rules(read_ownership_xml(path))
    except ExtractorError as error:
        say(f"{path}: {error}")
        return error.exit_code
    except OSError as error:
        say(f"{path}: cannot be opened ({error.strerror}); check the path")
        return ExitCode.BAD_INPUT
    for finding in findings:
        place = finding.xpaths[0] if finding.xpaths else ""
        write_out(f"{plainly(as_text(path))}\t{finding.severity.value}\t{finding.rule}\t{place}\t{finding.message}\n")
    return ExitCode.NEEDS_REVIEW if any(f.severity is not Severity.INFO for f in findings) else ExitCode.OK
