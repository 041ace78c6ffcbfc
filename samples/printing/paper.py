"""Sheets of paper to draw on, in points from the top left; gives a PDF that always has the same bytes."""

import io

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from samples.printing.typesetting import Spans, Style, line_width, wrap

RULE_PT = 0.75
"""A browser draws a border of one pixel, which is 3/4 of a point, as a filled rectangle."""
FINEST_WORD_SPACE = 1e-6


class Paper:
    """A pile of sheets; `y` is where the content of the current one ends, in points from its top."""

    def __init__(self, width: float, height: float, *, margin: float, title: str) -> None:
        self.width, self.height, self.margin = width, height, margin
        self.bottom = height - margin
        self.y = margin
        self.pages = 1
        self._pdf = io.BytesIO()
        self._canvas = Canvas(self._pdf, pagesize=(width, height), invariant=1, pageCompression=1)
        self._canvas.setTitle(title)

    @property
    def room(self) -> float:
        """The height left on this sheet above the bottom margin, in points."""
        return self.bottom - self.y

    def next_page(self) -> None:
        """Continue at the top of a new sheet."""
        self._canvas.showPage()
        self.pages += 1
        self.y = self.margin

    def finish(self) -> bytes:
        """The PDF of everything drawn."""
        self._canvas.save()
        return self._pdf.getvalue()

    def box(self, x0: float, top: float, x1: float, bottom: float, *, color: str = "#000000") -> None:
        """A filled rectangle; rulings are drawn with it."""
        self._canvas.setFillColor(HexColor(color))
        self._canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def rule(self, x0: float, y: float, x1: float, *, color: str = "#000000") -> None:
        """A horizontal ruling with its upper edge at `y`."""
        self.box(x0, y, x1, y + RULE_PT, color=color)

    def frame(self, x0: float, top: float, x1: float, bottom: float, edges: str = "ltrb") -> None:
        """The borders of a cell; `edges` contains l, t, r and b for the left, top, right and bottom one."""
        for edge, rectangle in (
            ("l", (x0, top, x0 + RULE_PT, bottom + RULE_PT)),
            ("t", (x0, top, x1 + RULE_PT, top + RULE_PT)),
            ("r", (x1, top, x1 + RULE_PT, bottom + RULE_PT)),
            ("b", (x0, bottom, x1 + RULE_PT, bottom + RULE_PT)),
        ):
            if edge in edges:
                self.box(*rectangle)

    def line(self, line: Spans, x: float, top: float, leading: float) -> None:
        """One line of text in a strip of height `leading`."""
        size = max((span.style.size for span in line if not span.style.rise), default=line[0].style.size)
        baseline = self.height - top - (leading - size) / 2 - 0.8 * size
        for span in line:
            self._run(span.text, span.style, x, baseline)
            if span.uri:
                area = (x, baseline - 0.2 * size, x + span.width, baseline + 0.8 * size)
                self._canvas.linkURL(span.uri, area, relative=0, thickness=0)
            x += span.width

    def text(self, spans: Spans, x: float, top: float, width: float, leading: float, *, align: str = "left") -> float:
        """Wrapped text in a column; returns the y below its last line."""
        for line in wrap(spans, width):
            self.line(line, aligned(line, x, width, align), top, leading)
            top += leading
        return top

    def _run(self, text: str, style: Style, x: float, baseline: float) -> None:
        self._canvas.setFillColor(HexColor(style.color))
        self._canvas.setFont(style.font, style.size)
        self._canvas.drawString(x, baseline + style.rise, text)
        if style.is_underlined:
            end = x + self._canvas.stringWidth(text, style.font, style.size)
            y = self.height - baseline + 1.0
            self.box(x, y, end, y + 0.6, color=style.color)


def aligned(line: Spans, x: float, width: float, align: str) -> float:
    """The x at which a line starts in a column that begins at `x` and is `width` wide."""
    spare = width - line_width(line)
    match align:
        case "center":
            return x + spare / 2
        case "right":
            return x + spare
        case _:
            return x
