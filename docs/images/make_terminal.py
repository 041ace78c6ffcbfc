"""Draws what `form4 extract` shows on a terminal as terminal.svg; run it as a script."""

import io
import re
from pathlib import Path

from rich.console import Console

from extractor.cli.summary import print_summary
from extractor.pipeline import extract

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "samples" / "pdf" / "qualys-2014-01-06.edgar.pdf"


def main() -> None:
    """Write terminal.svg beside this file."""
    console = Console(record=True, width=150, file=io.StringIO())
    console.print("[dim]$[/] form4 extract qualys-2014-01-06.edgar.pdf")
    print_summary(extract(SAMPLE), console)
    drawing = console.export_svg(title="form4")
    # The drawing asks for a font from the web; any monospaced one will do.
    drawing = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    (HERE / "terminal.svg").write_text(drawing.replace("Fira Code", "DejaVu Sans Mono"))


if __name__ == "__main__":
    main()
