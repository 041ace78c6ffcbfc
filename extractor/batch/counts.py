"""What was read of a file, in numbers: stored in notes, listed in reports, and drawn in plots."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Self

from pydantic import BaseModel

from extractor.model.results import Extraction

STEPS = 20
"""How many equal steps, of 5 % each, the confidences are counted in."""
_CODE = re.compile(r"([A-Z]{3}\d{3}):")
_QUOTED = re.compile(r"“[^“”]*”")
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*")


class Counts(BaseModel):
    """What was read of one file."""

    code: int
    pages: int
    filings: int
    fields: int
    asked: int
    confidence: tuple[int, ...]
    """How many fields are in each step of confidence, the least sure step first."""
    reasons: dict[str, int]
    """Kind of reason why fields are in doubt (see `kind_of`) → how many fields have it."""
    rules: dict[str, int]
    """Code of a finding → how many findings have it."""

    @classmethod
    def of(cls, filings: Sequence[Extraction]) -> Self:
        """The counts of a file's filings; there must be at least one."""
        entries = [entry for filing in filings for entry in filing.assessment.fields]
        steps = Counter(min(int(entry.confidence * STEPS), STEPS - 1) for entry in entries)
        return cls(
            code=max(filing.exit_code for filing in filings),
            pages=sum(filing.source.pages for filing in filings),
            filings=len(filings),
            fields=len(entries),
            asked=sum(entry.review for entry in entries),
            confidence=tuple(steps[step] for step in range(STEPS)),
            reasons=_counted(kind_of(reason) for entry in entries for reason in entry.reasons),
            rules=_counted(finding.rule for filing in filings for finding in filing.findings),
        )


def kind_of(reason: str) -> str:
    """The reason without quoted texts and numbers, so that it is the same for all fields; for a finding, its code."""
    if code := _CODE.match(reason):
        return code[1]
    return _NUMBER.sub("…", _QUOTED.sub("“…”", reason))


def _counted(told: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(told).items()))
