"""What a file can say of its characters that its page does not show: PDF in, PDF out. For PDFs of our own printing."""

import io
import random
import string
from collections.abc import Callable

import pypdf
from pypdf.generic import (
    ByteStringObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from extractor.readers.pdf.glyphs.shapes import LOOK_ALIKE
from tests.support.damage import written

Lie = Callable[[bytes, random.Random], bytes]
_HEAD = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Our def"
_CODES = "1 begincodespacerange <00> <FF> endcodespacerange"


def another(character: str, chance: random.Random) -> str:
    """A figure for a figure, a letter for a letter, which an eye can tell from it."""
    kind = next(kind for kind in (string.digits, string.ascii_uppercase, string.ascii_lowercase) if character in kind)
    alike = next((group for group in LOOK_ALIKE if character in group), character)
    return chance.choice([other for other in kind if other not in alike])


def false_map(pdf: bytes, chance: random.Random) -> bytes:
    """Every font says of one of its figures or letters that it is another."""
    drawn = chance.choice(string.digits * 3 + string.ascii_letters)
    told = {drawn: another(drawn, chance)}
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    lines = [f"<{ord(char):02X}> <{ord(told.get(char, char)):04X}>" for char in map(chr, range(32, 127))]
    said = DecodedStreamObject()
    said.set_data(
        f"{_HEAD} {_CODES} {len(lines)} beginbfchar\n{chr(10).join(lines)}\nendbfchar endcmap end end".encode()
    )
    reference = writer._add_object(said)
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():
            if font["/Subtype"] == "/Type1":
                font.get_object()[NameObject("/ToUnicode")] = reference
    return written(writer)


def other_text(pdf: bytes, chance: random.Random) -> bytes:
    """One text of each page has another in its place, with one figure or letter changed."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        content = ContentStream(page.get_contents(), writer)
        shown = [
            number
            for number, (operands, operator) in enumerate(content.operations)
            if operator == b"Tj" and any(char.isascii() and char.isalnum() for char in _text(operands[0]))
        ]
        number = chance.choice(shown)
        text = _text(content.operations[number][0][0])
        place = chance.choice([at for at, char in enumerate(text) if char.isascii() and char.isalnum()])
        said = text[:place] + another(text[place], chance) + text[place + 1 :]
        span = DictionaryObject({NameObject("/ActualText"): TextStringObject(said)})
        content.operations[number : number + 1] = [
            ([NameObject("/Span"), span], b"BDC"),
            content.operations[number],
            ([], b"EMC"),
        ]
        page[NameObject("/Contents")] = writer._add_object(content)
    return written(writer)


def _text(held: object) -> str:
    return held.decode("latin-1") if isinstance(held, ByteStringObject | bytes) else str(held)
