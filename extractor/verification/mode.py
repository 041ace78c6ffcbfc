"""When a filing is read a second time: the choice that the command line and the pipeline share."""

from enum import StrEnum


class Verify(StrEnum):
    """When an independent second reader reads the pages again."""

    AUTO = "auto"
    """When the first reading leaves doubts."""
    ALWAYS = "always"
    """Every filing."""
    NEVER = "never"
    """No filing."""
