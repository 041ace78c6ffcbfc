"""What a code is that a finding carries: its name, what it means, and what a reviewer does about it."""

from dataclasses import dataclass
from textwrap import fill

from extractor.model.results import Finding, Severity

LINE = 100  # characters of an explanation's line


@dataclass(frozen=True)
class FindingCode:
    """One code: three letters for what it is about and three digits, never used again for anything else."""

    id: str
    name: str
    """What is the matter, in words joined by hyphens."""
    severity: Severity
    meaning: str
    action: str
    """What a reviewer does about it."""
    source: str = ""
    """The official text that a rule follows; these codes follow none."""

    @property
    def explanation(self) -> str:
        """Both in full, in lines for a terminal."""
        return f"{fill(self.meaning, LINE)}\n\n{fill(f'What to do: {self.action}', LINE)}"

    def found(self, *xpaths: str, message: str) -> Finding:
        """The finding with this code; `xpaths` name the fields in doubt, the likeliest first."""
        return Finding(rule=self.id, severity=self.severity, xpaths=xpaths, message=message)
