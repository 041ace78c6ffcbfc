"""Checks that the installed pdfium can draw a page without its text, on which telling hidden text from shown rests."""

import pypdfium2 as pdfium

from extractor.readers.pdf.text_layer import opened_page, read_text_page

REMEDY = "pip install 'pypdfium2>=5,<6'"
SHOWN, HIDDEN = "shown", "hidden"
_TEXTS = f"BT /F 20 Tf 20 60 Td 0 g ({SHOWN}) Tj 1 g 0 -30 Td ({HIDDEN}) Tj ET"
_OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
    f"<< /Length {len(_TEXTS)} >>\nstream\n{_TEXTS}\nendstream",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)


def tells_shown_from_hidden() -> bool:
    """Whether, of a page with a black and a white word, the black one is read and the white one reported as unseen."""
    with pdfium.PdfDocument(_page()) as document, opened_page(document, 0) as opened:
        page = read_text_page(opened)
    return [word.text for word in page.words] == [SHOWN] and [text.text for text in page.unseen] == [HIDDEN]


def _page() -> bytes:
    """A PDF with one page and both words on it."""
    file, places = "%PDF-1.4\n", []
    for number, held in enumerate(_OBJECTS, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{held}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(_OBJECTS) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{file}{table}startxref\n{len(file)}\n%%EOF\n".encode("ascii")
