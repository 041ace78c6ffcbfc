"""When a filing is keyed twice: the choice the command line and the pipeline share."""

from enum import StrEnum


class Verify(StrEnum):
    """When an independent second reader reads the pages again."""

    AUTO = "auto"
    """Where the first reading gives cause for doubt."""
    ALWAYS = "always"
    """Every filing."""
    NEVER = "never"
    """No filing."""
