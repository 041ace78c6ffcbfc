"""Rewrites a PDF of ours as other converters write text: in pieces, in any order, in forms inside forms.

The page looks the same. Word and “Print to PDF” write a line in fragments; Quartz writes letter by letter and with
ligatures; web captures paint a page's texts in an order of their own; some programs draw bold type by drawing it twice.
"""

import io
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any, NamedTuple

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)
from reportlab.pdfbase.pdfmetrics import standardFonts, stringWidth

LIGATURES = {"ffi": "\x01", "ffl": "\x02", "fi": "\x03", "fl": "\x04"}
"""Letters that a font draws as one glyph → the character code written for them; the standard fonts have fi and fl."""
BOLD = 0.2
"""In points: the distance between the two drawings of a letter that is to look bold."""

Operation = tuple[list[Any], bytes]


class Text(NamedTuple):
    """A string and its place: `x` and `y` in points from the page's lower left corner."""

    text: str
    x: float
    y: float
    font: str
    size: float
    base: str
    """The font's own name, by which its widths are known."""
    color: tuple[float, ...]

    def cut(self, first: int, last: int) -> "Text":
        """A part of the string, at its place."""
        return self._replace(
            text=self.text[first:last], x=self.x + stringWidth(self.text[:first], self.base, self.size)
        )


Write = Callable[[list[Text]], list[Text]]
"""All texts of a page, in order → the texts that are written instead."""


def rewritten(pdf: bytes, write: Write) -> bytes:
    """Every page with its texts replaced by what `write` returns, painted over its rulings."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        stream = ContentStream(page["/Contents"], page.pdf)
        texts: list[Text] = []
        kept = list(_without_texts(stream.operations, page, texts))
        stream.operations = [*kept, *(operation for text in write(texts) for operation in _drawn(text))]
        page.replace_contents(stream)
    return _written(writer)


def _without_texts(operations: list[Operation], page: PageObject, texts: list[Text]) -> Iterator[Operation]:
    """The operations that draw no text, or text in embedded fonts; all other texts are appended to `texts`."""
    fonts = page["/Resources"]["/Font"]
    font, size, at, color = "", 0.0, (0.0, 0.0), (0.0, 0.0, 0.0)
    for operands, operator in operations:
        if operator == b"Tf":
            font, size = str(operands[0]), float(operands[1])
        elif operator == b"Tm":
            at = float(operands[4]), float(operands[5])
        elif operator == b"rg":
            color = tuple(map(float, operands))
        base = str(fonts[font]["/BaseFont"])[1:] if font else ""
        if operator == b"Tj" and base in standardFonts:
            texts.append(Text(_string(operands[0]), *at, font, size, base, color))
        elif operator != b"T*":
            yield operands, operator


def _string(operand: Any) -> str:
    """The letters of a string; pypdf assumes the encoding of PDF annotations, which is not the one used."""
    raw: bytes = getattr(operand, "original_bytes", operand)
    return raw.decode("cp1252")


def _drawn(text: Text) -> Iterator[Operation]:
    place = [FloatObject(value) for value in (1, 0, 0, 1, text.x, text.y)]
    yield [FloatObject(part) for part in text.color], b"rg"
    yield [], b"BT"
    yield [NameObject(text.font), FloatObject(text.size)], b"Tf"
    yield place, b"Tm"
    yield [ByteStringObject(text.text.encode("cp1252"))], b"Tj"
    yield [], b"ET"


def _letter_by_letter(texts: list[Text]) -> list[Text]:
    return [text.cut(at, at + 1) for text in texts for at, letter in enumerate(text.text) if letter != " "]


def _in_fragments(texts: list[Text], random: Random) -> list[Text]:
    found: list[Text] = []
    for text in texts:
        at = 0
        while at < len(text.text):
            length = random.randint(1, 5)
            found.append(text.cut(at, at + length))
            at += length
    return found


def _word_by_word_in_any_order(texts: list[Text], random: Random) -> list[Text]:
    found: list[Text] = []
    for text in texts:
        at = 0
        for word in text.text.split(" "):
            found += [text.cut(at, at + len(word))] * bool(word)
            at += len(word) + 1
    return random.sample(found, len(found))


def _letters_in_any_order(texts: list[Text], random: Random) -> list[Text]:
    letters = _letter_by_letter(texts)
    return random.sample(letters, len(letters))


def _by_font(texts: list[Text]) -> list[Text]:
    return sorted(texts, key=lambda text: (text.font, text.size))


def _twice(texts: list[Text]) -> list[Text]:
    return [copy for text in texts for copy in (text, text._replace(x=text.x + BOLD))]


def with_ligatures(pdf: bytes) -> bytes:
    """The letters fi and fl as the single characters that the fonts have for them."""
    writer = PdfWriter(clone_from=io.BytesIO(rewritten(pdf, _ligated)))
    for page in writer.pages:
        for font in (font.get_object() for font in page["/Resources"]["/Font"].values()):
            if str(font["/BaseFont"])[1:] in standardFonts:
                font[NameObject("/Encoding")] = DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/Encoding"),
                        NameObject("/BaseEncoding"): NameObject("/WinAnsiEncoding"),
                        NameObject("/Differences"): ArrayObject(
                            [NumberObject(3), NameObject("/fi"), NameObject("/fl")]
                        ),
                    }
                )
    return _written(writer)


def _ligated(texts: list[Text]) -> list[Text]:
    return [text for whole in texts for text in _in_glyphs(whole)]


def _in_glyphs(text: Text) -> Iterator[Text]:
    """The text cut before and after each ligature, so that nothing moves."""
    at, start = 0, 0
    while at < len(text.text):
        letters = text.text[at : at + 2]
        if letters in LIGATURES and text.base.partition("-")[0] != "Courier":  # whose letters are all as wide
            if start < at:
                yield text.cut(start, at)
            yield text.cut(at, at + 2)._replace(text=LIGATURES[letters])
            at = start = at + 2
        else:
            at += 1
    if start < at:
        yield text.cut(start, at)


def in_forms(pdf: bytes, depth: int) -> bytes:
    """Every page's contents wrapped in `depth` forms, one inside the other."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        for _ in range(depth):
            form = StreamObject()
            form.set_data(page["/Contents"].get_data())
            form[NameObject("/Type")] = NameObject("/XObject")
            form[NameObject("/Subtype")] = NameObject("/Form")
            form[NameObject("/BBox")] = page.mediabox
            form[NameObject("/Resources")] = page["/Resources"]
            drawing = StreamObject()
            drawing.set_data(b"q /Fm0 Do Q")
            page[NameObject("/Contents")] = writer._add_object(drawing)  # noqa: SLF001 - pypdf has no other way
            forms = DictionaryObject({NameObject("/Fm0"): writer._add_object(form)})  # noqa: SLF001
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    return _written(writer)


def without_font_names(pdf: bytes) -> bytes:
    """Embedded fonts whose only names are the letters of their subset, as printer drivers write them."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    for number in range(len(writer._objects)):  # noqa: SLF001
        found = writer._objects[number]  # noqa: SLF001
        for name in ("/BaseFont", "/FontName"):
            if isinstance(found, DictionaryObject) and "+" in str(found.get(name, "")):
                found[NameObject(name)] = NameObject(f"/AAAAA{chr(ord('A') + number % 26)}+")
                found.pop("/FontFamily", None)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def converters(random: Random) -> dict[str, Callable[[bytes], bytes]]:
    """Each converter by its name, as a function of the PDF; `random` makes the choices that a converter may make."""
    return {
        "letter-by-letter": partial(rewritten, write=_letter_by_letter),
        "in-fragments": partial(rewritten, write=partial(_in_fragments, random=random)),
        "in-any-order": partial(rewritten, write=partial(_word_by_word_in_any_order, random=random)),
        "letters-in-any-order": partial(rewritten, write=partial(_letters_in_any_order, random=random)),
        "by-font": partial(rewritten, write=_by_font),
        "twice": partial(rewritten, write=_twice),
        "with-ligatures": with_ligatures,
        "in-forms": partial(in_forms, depth=3),
    }
