"""How often a value is wrong and sure in printed samples whose file names other characters than it draws.

    python benchmarks/false_text.py [MECHANISM…] [--tries 300] [--seed 0]

A lie is a font's map to Unicode in which some figures and letters are replaced by others (one in half of all tries, up
to eight), or a replacement text for a drawn text (/ActualText) that differs in one figure or letter. Characters that an
eye cannot tell apart are not exchanged. A value that the lie changed must be asked for; one that is wrong and sure is
silent, which must not happen. The second reader is not used, because it reads the same bytes.
"""

import argparse
import io
import random
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
from pypdf.generic import (
    ByteStringObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from benchmarks.attacked_prints import SAMPLES, read, silent, unharmed
from extractor.model.field_paths import fields
from extractor.model.results import Extraction
from extractor.readers.pdf.glyphs.shapes import LOOK_ALIKE

FORMS = (
    "qualys-2014-01-06.edgar",
    "price-in-a-footnote.issuer",
    "amendment-4a.edgar",
    "foreign-issuer-with-plan-box.browser-a4-two-up",
    "joint-filing-of-three.browser-letter",
    "price-in-a-footnote.browser-without-rulings",
    "qualys-2014-01-06.typed",
)
"""Printed by ReportLab and by Chromium; with serifs, without, and typewritten."""
SWAPPED = (1, 1, 1, 2, 4, 8)
"""How many characters of a map are replaced: one of these numbers, at random."""
LIES_A_PAGE = 4
CHARACTERS = string.digits * 3 + string.ascii_letters
ALIKE = (*LOOK_ALIKE, "Cc", "Oo0", "Ss", "Uu", "Vv", "Ww", "Xx", "Zz", "Pp", "Kk")
"""Characters that no eye can tell apart, or in small type only by their height."""
_HEAD = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Our def"
_ONE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")

Map = dict[int, str]
"""A font's codes → the characters that the file says they are."""
Lie = Callable[[bytes, random.Random], bytes]


def another(character: str, chance: random.Random) -> str:
    """A character that the eye can tell from this one; mostly a figure for a figure, and a letter for a letter."""
    kinds = (string.digits, string.ascii_uppercase, string.ascii_lowercase)
    kind = next(kind for kind in kinds if character in kind) if chance.random() < 0.8 else "".join(kinds)  # noqa: PLR2004
    alike = {other for group in ALIKE if character in group for other in group} | {character}
    return chance.choice([other for other in kind if other not in alike])


def false_map(pdf: bytes, chance: random.Random) -> bytes:
    """One font of the file, or every font, maps some of its characters to others."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    fonts = {id(font): font for page in writer.pages for font in _fonts(page).values()}
    told = [font for font in fonts.values() if any(char in CHARACTERS for char in map_of(font).values())]
    for font in told if chance.random() < 0.5 else [chance.choice(told)]:  # noqa: PLR2004
        known = map_of(font)
        own = [code for code, char in known.items() if char in CHARACTERS for _ in range(CHARACTERS.count(char))]
        swapped = {chance.choice(own) for _ in range(chance.choice(SWAPPED))}
        known |= {code: another(known[code], chance) for code in swapped}
        name_characters(writer, font, known)
    return _bytes(writer)


def name_characters(writer: pypdf.PdfWriter, font: Any, known: Map) -> None:
    """Make the font name its codes as `known` does."""
    said = DecodedStreamObject()
    said.set_data(_written(known, 4 if font["/Subtype"] == "/Type0" else 2))
    font[NameObject("/ToUnicode")] = writer._add_object(said)  # noqa: SLF001 - there is no other way in


def other_text(pdf: bytes, chance: random.Random) -> bytes:
    """Some texts of each page get a replacement text with one figure or letter changed."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        content = ContentStream(page.get_contents(), writer)
        shown = [(place, text) for place, text in _texts(content, _fonts(page)) if _changeable(text)]
        for place, text in sorted(chance.sample(shown, min(LIES_A_PAGE, len(shown))), reverse=True):
            at = chance.choice(_changeable(text))
            said = TextStringObject(text[:at] + another(text[at], chance) + text[at + 1 :])
            span = DictionaryObject({NameObject("/ActualText"): said})
            begin = ([NameObject("/Span"), span], b"BDC")
            content.operations[place : place + 1] = [begin, content.operations[place], ([], b"EMC")]
        page[NameObject("/Contents")] = writer._add_object(content)  # noqa: SLF001 - as above
    return _bytes(writer)


LIES: dict[str, Lie] = {"false-map": false_map, "actual-text": other_text}


def map_of(font: Any) -> Map:
    """The characters that the font says its codes are; for fonts that every viewer knows, the standard ones."""
    if "/ToUnicode" not in font:
        return {code: chr(code) for code in range(32, 127)} if font["/Subtype"] == "/Type1" else {}
    data: bytes = font["/ToUnicode"].get_data()
    known: Map = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        known |= {int(code, 16): _text(told) for code, told in _ONE.findall(part)}
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, told, each in _RANGE.findall(part):
            codes = range(int(first, 16), int(last, 16) + 1)
            texts = re.findall(rb"<([0-9A-Fa-f]+)>", each)
            known |= {
                code: _text(texts[place]) if each else chr(ord(_text(told)) + place) for place, code in enumerate(codes)
            }
    return known


def _text(told: bytes) -> str:
    return bytes.fromhex(told.decode()).decode("utf-16-be")


def _written(known: Map, digits: int) -> bytes:
    lines = [f"<{code:0{digits}X}> <{char.encode('utf-16-be').hex()}>" for code, char in known.items()]
    parts = [lines[place : place + 100] for place in range(0, len(lines), 100)]
    told = "\n".join("\n".join((f"{len(part)} beginbfchar", *part, "endbfchar")) for part in parts)
    space = f"1 begincodespacerange <{'0' * digits}> <{'F' * digits}> endcodespacerange"
    return f"{_HEAD} {space}\n{told}\nendcmap end end".encode()


def _fonts(page: Any) -> dict[str, Any]:
    return {name: font.get_object() for name, font in page["/Resources"].get("/Font", {}).items()}


def _texts(content: ContentStream, fonts: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Where in the content each text is drawn, and what its font says it is."""
    font: Any = None
    for place, (operands, operator) in enumerate(content.operations):
        if operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"} and font is not None:
            pieces = operands[0] if operator == b"TJ" else operands
            raw = b"".join(_raw(piece) for piece in pieces if isinstance(piece, ByteStringObject | TextStringObject))
            known, size = map_of(font), 2 if font["/Subtype"] == "/Type0" else 1
            codes = [int.from_bytes(raw[at : at + size], "big") for at in range(0, len(raw), size)]
            yield place, "".join(known.get(code, "\ufffd") for code in codes)


def _raw(piece: ByteStringObject | TextStringObject) -> bytes:
    return bytes(piece) if isinstance(piece, ByteStringObject) else piece.original_bytes


def _changeable(text: str) -> list[int]:
    return [place for place, char in enumerate(text) if char in CHARACTERS]


def _bytes(writer: pypdf.PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def tried(name: str, tries: int, seed: int) -> Counter[str]:
    """Tell `tries` lies, and count the changed values and the silent ones, which are printed to stdout."""
    counts: Counter[str] = Counter()
    for number in range(tries):
        form, pdf = told(name, seed, number)
        before, after = unharmed(form), read(pdf)
        wrong = silent_fields(before, after)
        counts.update({"lies": 1, "silent": bool(wrong), "refused": after is None})
        if after is not None:
            now = dict(fields(after.document))
            asked = {entry.xpath for entry in after.assessment.fields if entry.review}
            same = {xpath for xpath, field in fields(before.document) if now.get(xpath, field).text == field.text}
            counts.update({"values changed": len(now.keys() - same), "others asked": len(asked & same)})
        for line in wrong:
            print(f"  SILENT {form} {seed}/{number} {line}")
    return counts


def told(name: str, seed: int, number: int) -> tuple[str, bytes]:
    """A sample's name, and the sample with a lie; always the same for the same seed and number."""
    chance = random.Random(f"{name} {seed} {number}")  # noqa: S311 - places, not secrets
    form = chance.choice(FORMS)
    return form, LIES[name]((SAMPLES / f"{form}.pdf").read_bytes(), chance)


def silent_fields(before: Extraction, after: Extraction | None) -> list[str]:
    """The fields that are wrong and sure.

    An owner or signature that was not found at all counts as asked for if a question names it, or text is in no field.
    A CIK is not printed: the file holds it as a link's address, and a page that is read as it is seen has no links.
    """
    found_wrong, _ = silent(before, after, "half-covered", [])
    wrong = [line for line in found_wrong if not ("Cik:" in line and line.endswith("None"))]
    if after is None or not wrong:
        return wrong
    asked = {_owner(entry.xpath) for entry in after.assessment.fields if entry.review}
    found = {_owner(xpath) for xpath, _ in fields(after.document)}
    names_text = after.coverage is not None and bool(after.coverage.unplaced)
    return [
        line for line in wrong if not (owner := _owner(line)) or owner in found or not (owner in asked or names_text)
    ]


def _owner(xpath: str) -> str:
    return xpath.partition("]")[0] if xpath.startswith(("reportingOwner[", "ownerSignature[")) else ""


def main() -> None:
    """Tell lies, and print a line for each mechanism."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mechanism", nargs="*", choices=[*LIES, []], default=[])
    parser.add_argument("--tries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    for name in arguments.mechanism or LIES:
        print(f"{name:24}", dict(tried(name, arguments.tries, arguments.seed)), flush=True)


if __name__ == "__main__":
    main()
