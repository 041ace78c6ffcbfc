"""The file of a workbook, written line by line in constant memory; the same lines give the same bytes."""

import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

DOUBTFUL = "FFFFE08A"
COMMENT_MAX = 2_000
"""The most letters of a reason that a cell's comment shows."""
WIDTH = 18
_TIME = re.compile(r"(<dcterms:(?:created|modified)[^<>]*>)[^<]*")
"""The times of creation and change, as the library writes them into a workbook."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can hold."""


class Cell(NamedTuple):
    """A value as Excel can hold it, and the reason why it is in doubt; empty if it is not."""

    value: str | Decimal | date | None
    doubt: str = ""


class SheetFile:
    """A workbook with these sheets, each with its column headings; use it in a `with` statement, which cleans up."""

    def __init__(self, sheets: Mapping[str, Sequence[str]]) -> None:
        from openpyxl import Workbook  # noqa: PLC0415  # reading a page needs none of it
        from openpyxl.styles import Font, PatternFill  # noqa: PLC0415
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        self._open = ExitStack()
        self._is_saved = False
        self._workbook = Workbook(write_only=True)
        self._colour = PatternFill("solid", fgColor=DOUBTFUL)
        self._sheets: dict[str, Any] = {}
        for name, columns in sheets.items():
            sheet = self._sheets[name] = self._workbook.create_sheet(name)
            sheet.freeze_panes = "A2"
            for number in range(1, len(columns) + 1):
                sheet.column_dimensions[get_column_letter(number)].width = WIDTH
            heads = [self._made(sheet, Cell(column)) for column in columns]
            for head in heads:
                head.font = Font(bold=True)
            sheet.append(heads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._is_saved:
            for sheet in self._sheets.values():
                sheet.close()
        self._open.close()

    def add(self, sheet: str, cells: Sequence[Cell]) -> None:
        """Add a line to a sheet."""
        self._sheets[sheet].append([self._made(self._sheets[sheet], cell) for cell in cells])

    def save(self, target: IO[bytes]) -> None:
        """Write the workbook with fixed times, so that the same content always gives the same bytes."""
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        self._is_saved = True
        self._workbook.save(folder / "book.xlsx")
        with (
            zipfile.ZipFile(folder / "book.xlsx") as timed,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as plain,
        ):
            for entry in timed.infolist():
                with timed.open(entry) as source, plain.open(zipfile.ZipInfo(entry.filename, _EPOCH), "w") as copy:
                    if entry.filename == "docProps/core.xml":
                        properties = source.read().decode("utf-8")
                        copy.write(_TIME.sub(r"\g<1>2000-01-01T00:00:00Z", properties).encode("utf-8"))
                    else:
                        while piece := source.read(1 << 20):
                            copy.write(piece)

    def _made(self, sheet: Any, cell: Cell) -> Any:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        from openpyxl.comments import Comment  # noqa: PLC0415

        value = _plain(cell.value) if isinstance(cell.value, str) else cell.value
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            made.data_type = "s"  # else =1+1 would be calculated
        elif isinstance(value, date):
            made.number_format = "mm/dd/yyyy"
        if cell.doubt:
            made.fill = self._colour
            made.comment = Comment(_plain(cell.doubt[:COMMENT_MAX]), "form4")
        return made


def _plain(text: str) -> str:
    """The text as a workbook can hold it: XML allows no control characters except tab and line break."""
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
