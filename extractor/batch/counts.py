"""What was read of a file, in numbers: what a note keeps, a report tells, and plots are drawn of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Self

from pydantic import BaseModel

from extractor.model.results import Extraction

STEPS = 20
"""Into so many steps of 5 % the confidences are counted."""
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
    """The fields of each step of confidence, the least sure first."""
    reasons: dict[str, int]
    """Why fields are doubted, with what is told of the one field left out, and of how many fields it is said."""
    rules: dict[str, int]
    """The codes of the findings."""

    @classmethod
    def of(cls, filings: Sequence[Extraction]) -> Self:
        """The counts of a file's filings, of which there is one at least."""
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
    """The reason without what it quotes and counts, so that the same reason for two fields is one: a finding's code."""
    if code := _CODE.match(reason):
        return code[1]
    return _NUMBER.sub("…", _QUOTED.sub("“…”", reason))


def _counted(told: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(told).items()))
