"""The command `form4 audit`: draws fields that were not asked about, and tells how often such values are wrong."""

import secrets
from datetime import UTC, datetime
from typing import Annotated

import typer

from extractor.cli.terminal import say, write_out
from extractor.cli.watch import StoreOption


def audit(
    store: StoreOption = None,
    *,
    draw: Annotated[
        int,
        typer.Option(
            "--draw", min=0, max=100_000, help="Draw this many fields at random, of those not sent to review."
        ),
    ] = 0,
    seed: Annotated[
        int | None, typer.Option("--seed", help="A number; the same one draws the same fields from the same store.")
    ] = None,
) -> None:
    """Tell how often a value that was not sent to review is wrong, from fields typed in form4 review without seeing it.

    No filing is changed, whatever the result.
    """
    from extractor.review.decisions.auditing import Outcome, drawn, not_asked, outcome, rate  # noqa: PLC0415
    from extractor.review.pages.bundle import EVERY_READ  # noqa: PLC0415
    from extractor.store import default_url, open_store  # noqa: PLC0415

    with open_store(store or default_url()) as opened:
        if draw:
            readings = (
                (row.id, opened.documents.get(row.id).extraction) for row, _ in opened.documents.export(EVERY_READ)
            )
            population = [field for key, read in readings if read is not None for field in not_asked(key, read)]
            chosen = drawn(population, draw, secrets.randbits(32) if seed is None else seed)
            new = opened.audits.draw(chosen, now=datetime.now(UTC))
            say(
                f"{new:,} fields drawn of {len(population):,} not sent to review; type them under Audit in form4 review"
            )
        every = opened.audits.all()
    outcomes = [outcome(field) for field in every]
    lines = [f"{outcomes.count(kind):,} {kind}" for kind in Outcome if kind in outcomes]
    write_out(f"{len(every):,} fields drawn{': ' if lines else ''}{', '.join(lines)}\n{rate(every)}\n")
