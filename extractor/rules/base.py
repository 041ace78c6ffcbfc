"""What a rule is: a named check over a whole filing, and the problems it reports."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import NamedTuple

from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Finding, Severity, Suggestion

_MEASURED = re.compile(r"^Measured: ([\d,]+) of ([\d,]+) filings", re.MULTILINE)


class Problem(NamedTuple):
    """One place where a filing breaks a rule."""

    xpaths: tuple[str, ...]
    """The fields in doubt, the likeliest to be wrong first; if nothing was read, the place where the value would be."""
    message: str
    """What was seen and what it disagrees with, in a reviewer's words."""
    suggestions: tuple[Suggestion, ...] = ()
    severity: Severity | None = None
    """Set where this problem is weaker than its rule, because the filing itself explains it."""


Problems = Iterator[Problem]


@dataclass(frozen=True)
class Rule:
    """A named check of a whole filing."""

    id: str
    severity: Severity
    source: str
    check: Callable[[OwnershipDocument], Problems]

    @property
    def name(self) -> str:
        """The broken state in words, so that "allow officer-without-title" makes sense."""
        return self.check.__name__.replace("_", "-")

    @property
    def explanation(self) -> str:
        return cleandoc(self.check.__doc__ or "")

    @property
    def false_alarms(self) -> float | None:
        """The share, 0 to 1, of real, correctly read filings that break the rule; None if it was not measured."""
        measured = _MEASURED.search(self.explanation)
        if measured is None:
            return None
        broken, filings = (int(number.replace(",", "")) for number in measured.groups())
        return broken / filings

    @property
    def broken(self) -> tuple[str, ...]:
        """Examples that break this rule, in the notation of docs/rules.md."""
        return self._examples("Broken:")

    @property
    def consistent(self) -> tuple[str, ...]:
        """Near misses, which break no rule at all."""
        return self._examples("Consistent:")

    def _examples(self, label: str) -> tuple[str, ...]:
        """The texts after `label`; an indented line continues the one above it."""
        lines = re.sub(r"\n +", " ", self.explanation).splitlines()
        return tuple(line.removeprefix(label).strip() for line in lines if line.startswith(label))

    def __call__(self, document: OwnershipDocument) -> Iterator[Finding]:
        for problem in self.check(document):
            yield Finding(
                rule=self.id,
                severity=problem.severity or self.severity,
                xpaths=problem.xpaths,
                message=problem.message,
                suggestions=problem.suggestions,
            )


def rule(rule_id: str, severity: Severity, source: str) -> Callable[[Callable[[OwnershipDocument], Problems]], Rule]:
    """Turn a check function into a `Rule`."""
    return lambda check: Rule(rule_id, severity, source, check)
