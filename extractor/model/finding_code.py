"""The type of a finding's code: its name, what it means, and what a reviewer does about it."""

from dataclasses import dataclass
from textwrap import fill

from extractor.model.results import Finding, Severity

LINE = 100  # characters of an explanation's line


@dataclass(frozen=True)
class FindingCode:
    """One code: three letters for its subject and three digits. A code is never reused for anything else."""

    id: str
    name: str
    """What is wrong, in words joined by hyphens."""
    severity: Severity
    meaning: str
    action: str
    """What a reviewer does about it."""
    source: str = ""
    """The official text behind a rule; empty for these codes, which are no rules."""

    @property
    def explanation(self) -> str:
        """Meaning and action in full, wrapped for a terminal."""
        return f"{fill(self.meaning, LINE)}\n\n{fill(f'What to do: {self.action}', LINE)}"

    def found(self, *xpaths: str, message: str) -> Finding:
        """A finding with this code; `xpaths` are the fields in doubt, the likeliest first."""
        return Finding(rule=self.id, severity=self.severity, xpaths=xpaths, message=message)
