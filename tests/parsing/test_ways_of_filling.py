"""How people fill in the form: names in any script, shared cells, broken words, figures off the line, other papers."""

from pathlib import Path

import numpy as np
import pypdf
import pytest

from extractor.errors import NotAForm4Error
from extractor.model.doubts import Doubt
from extractor.model.form_labels import HEADER_LABELS
from extractor.model.page import BoundingBox, Link, Page, Word
from extractor.model.results import Decision
from extractor.model.strip import Strip, stack
from extractor.parsing.grid.labels import Segment
from extractor.parsing.grid.layout_doubts import layout_doubts
from extractor.parsing.grid.lines import Lines
from extractor.parsing.header.boxes import is_amended, read_document_type
from extractor.parsing.header.owners import read_owner_boxes
from extractor.parsing.tables.footnote_marks import MarkStyle, split_marks
from extractor.parsing.tables.rows import find_rows
from extractor.pipeline import extract, extract_filings
from extractor.readers.pdf.printed_words import find_words
from tests.support.damage import written
from tests.support.random_notes import WORDS, seeded
from tests.support.readings import filings_in
from tests.support.typed_words import words

SEEDS = range(40)
PDF = Path(__file__).parents[2] / "samples" / "pdf"
SCRIPTS = ("абвгдежзиклмнопрст", "αβγδεζηθικλμνξοπρ", "甲乙丙丁戊己庚辛", "abcdefghijklmnop", "אבגדהוזחטי")
LABEL = HEADER_LABELS[0].wordings[0]


def owners(names: list[str], ciks: list[str]) -> list[str]:
    """The owners' names read from several boxes 1 with these names, each of which links to a CIK."""
    printed: list[Word] = []
    links: list[Link] = []
    heads: list[Segment] = []
    for place, (name, cik) in enumerate(zip(names, ciks, strict=True)):
        y = 40.0 + 120 * place
        label, own = words((30, y, LABEL)), words((30, y + 12, name))
        rest = words((30, y + 30, "(Last) (First)"), (30, y + 45, "1 ELM ST"), (30, y + 60, "(Street)"),
                     (30, y + 75, "TROY OH 44210"), (30, y + 90, "(City) (State) (Zip)"))  # fmt: skip
        printed += [*label, *own, *rest]
        if cik:
            links.append(Link(f"https://www.sec.gov/x?CIK={cik}", BoundingBox.around(word.box for word in own)))
        heads.append(Segment("owner", BoundingBox(20, y - 5, 400, y + 100), label, ()))
    strip: Strip = stack((Page(1, 612, 792, tuple(printed), links=tuple(links)),))
    return [owner.cells["rpt_owner_name"].text for owner in read_owner_boxes(strip, heads)]


def test_owners_of_any_script_and_of_one_name_are_all_kept() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        script = random.choice(SCRIPTS)
        names = ["".join(random.choices(script, k=8)).capitalize() for _ in range(random.randint(2, 5))]
        assert owners(names, [""] * len(names)) == names, f"seed {seed}"
        namesakes = [names[0], names[0], *names[1:]]
        ciks = [str(10000 + place) for place in range(len(namesakes))]
        assert owners(namesakes, ciks) == namesakes, f"seed {seed}"
        assert owners([names[0], *names], [ciks[0], *ciks[: len(names)]]) == names, f"seed {seed}"


def test_a_cell_beside_several_rows_holds_for_each_and_is_doubted() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        count, edge = random.randint(2, 5), random.uniform(300, 500)
        heights = [100.0 + 20 * row for row in range(count + 1)]
        held = random.sample(WORDS, random.randint(1, count))
        lines = [(25.0, 104.0 + 20 * row, f"row{row}") for row in range(count)]
        lines += [(edge + 5, 104.0 + 20 * row, word) for row, word in enumerate(held)]
        level = [(y, 20.0, edge if 0 < row < count else 560.0) for row, y in enumerate(heights)]
        upright = [(x, 80.0, heights[-1]) for x in (20.0, edge, 560.0)]
        page = stack((Page(1, 612, 792, words(*lines)),))
        head, spans = BoundingBox(20, 80, 560, 100), [(20.0, edge), (edge, 560.0)]
        drawn = Lines(np.array(level), np.array(upright))
        rows, _ = find_rows(page, drawn, head=head, spans=spans, until=heights[-1] + 1)
        shares_rows = 560.0 - edge < 0.15 * 540  # a shorter line would end no row at all
        if shares_rows:
            assert [row.cells[0].text for row in rows] == [f"row{row}" for row in range(count)], f"seed {seed}"
            assert all(row.cells[1].text == " ".join(held) for row in rows), f"seed {seed}"
            assert all(Doubt.SPANS_ROWS in row.cells[1].doubts for row in rows), f"seed {seed}"


def test_words_broken_anywhere_and_turned_texts_are_doubted() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        letters = "".join(random.choice(WORDS) for _ in range(8))
        width = random.randint(5, len(letters) // 3)
        parts = [letters[start : start + width] for start in range(0, len(letters), width)]
        broken = words(*((12.0, 20.0 + 11 * row, part) for row, part in enumerate(parts)))
        assert set(layout_doubts(broken, is_text=True)) == {Doubt.MAY_GO_ON}, f"seed {seed}"
        turned = words(*((12.0, 20.0 + 11 * row, letter) for row, letter in enumerate(letters[:20])))
        assert set(layout_doubts(turned, is_text=True)) == {Doubt.TURNED}, f"seed {seed}"
        lots = words((12, 20, f"{random.randint(1, 999)},"), (12, 31, f"{random.randint(100, 999)}"))
        assert set(layout_doubts(lots, is_text=False)) == {Doubt.TWO_LINES}, f"seed {seed}"


def test_a_raised_figure_is_no_mark_where_the_marks_have_brackets() -> None:
    style = MarkStyle(typed=False, defined=frozenset(range(1, 100)), bracketed=True)
    for seed in SEEDS:
        random = seeded(seed)
        figure = f"{random.randint(10, 99)}"
        large, small = words((10, 20, f"${random.randint(1, 900)}")), words((40, 18, figure))
        value, marks = split_marks((*large, small[0]._replace(size=5.0)), style, is_text=False)
        assert ("".join(word.text for word in value), marks) == (f"{large[0].text}.{figure}", ()), f"seed {seed}"
        assert Doubt.RAISED_FIGURE in value[-1].doubts


@pytest.mark.parametrize("gap", [0.12, 0.14, 0.2, 0.26])
def test_words_that_only_a_narrow_gap_parts_are_two(gap: float) -> None:
    for seed in SEEDS:
        random = seeded(gap, seed)
        texts = [random.choice(WORDS) for _ in range(random.randint(2, 4))]
        x, boxes = 20.0, []
        for text in texts:
            for _ in text:
                boxes.append((x, 100.0, x + 5, 110.0))
                x += 5
            x += 10 * gap
        found = find_words("".join(texts), np.array(boxes), np.empty((0, 4)), BoundingBox(0, 0, 612, 792))
        assert [word.text for word in found] == texts, f"seed {seed}"


def test_small_capitals_are_one_word_and_raised_marks_are_not() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        text = random.choice(WORDS).capitalize()
        small = random.uniform(0.6, 0.85)
        boxes, x = [(20.0, 90.0, 26.0, 100.0)], 26.0
        for _ in text[1:]:
            boxes.append((x, 98.0 - 8.0 * small * 10 / 10, x + 4, 98.0 + 2.0 * small))
            x += 4
        sheet, lines = BoundingBox(0, 0, 612, 792), np.empty((0, 4))
        assert [word.text for word in find_words(text, np.array(boxes), lines, sheet)] == [text], f"seed {seed}"
        raised = [(x0, top - 4, x1, bottom - 4) for x0, top, x1, bottom in boxes[1:]]
        apart = find_words(text, np.array([boxes[0], *raised]), lines, sheet)
        assert [word.text for word in apart] == [text[0], text[1:]], f"seed {seed}"


def joined(tmp_path: Path, *parts: tuple[Path, range | None]) -> Path:
    """A PDF of these files' pages one after the other."""
    writer = pypdf.PdfWriter()
    for path, chosen in parts:
        pages = pypdf.PdfReader(path).pages
        for number in chosen or range(len(pages)):
            writer.add_page(pages[number])
    (tmp_path / "joined.pdf").write_bytes(written(writer))
    return tmp_path / "joined.pdf"


LETTERS = (
    "To the Secretary: the form is enclosed",
    "1. the owner's address",
    "2. Issuer Name and Ticker, which changed",
)


@pytest.mark.parametrize("sample", ["qualys-2014-01-06.edgar.pdf", "qualys-2014-01-06.typed.pdf"])
@pytest.mark.parametrize("is_before", [True, False])
def test_a_letter_beside_the_form_is_named_and_asks_nothing(sample: str, is_before: bool, tmp_path: Path) -> None:  # noqa: FBT001
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    letter = Canvas(str(tmp_path / "letter.pdf"))
    for row, line in enumerate(LETTERS):
        letter.drawString(72, 700 - 20 * row, line)
    letter.save()
    parts: list[tuple[Path, range | None]] = [(tmp_path / "letter.pdf", None), (PDF / sample, None)]
    found = extract(joined(tmp_path, *(parts if is_before else parts[::-1])))
    (alone,) = filings_in(PDF / sample)
    assert [finding.rule for finding in found.findings if finding.rule.startswith("PAG")] == ["PAG502"]
    assert found.assessment.decision is alone.assessment.decision is Decision.ACCEPT
    assert found.document.model_dump(include={"issuer"})["issuer"]["issuer_name"]["value"] == "QUALYS, INC."
    with pytest.raises(NotAForm4Error):
        extract(tmp_path / "letter.pdf")


def test_a_page_that_is_there_twice_is_read_once(tmp_path: Path) -> None:
    path = PDF / "many-rows-with-holdings.edgar.pdf"
    count = len(pypdf.PdfReader(path).pages)
    (whole,) = filings_in(path)
    for twice in range(1, count):
        (found,) = extract_filings(joined(tmp_path, (path, range(twice + 1)), (path, range(twice, count))))
        assert len([*found.document.rows()]) == len([*whole.document.rows()]), f"page {twice + 1} twice"


@pytest.mark.parametrize("said", ["AMENDED", "AMENDMENT", "Amendment No. 1"])
@pytest.mark.parametrize("above", [True, False])
def test_amended_above_or_below_the_title_makes_an_amendment(said: str, above: bool) -> None:  # noqa: FBT001
    title = read_document_type(words((30, 40, "FORM 4"), (30, 28 if above else 51, said)))
    assert is_amended(title, None)
    assert not is_amended(read_document_type(words((30, 40, "FORM 4"), (200, 40, "4. If Amendment, Date"))), None)


def test_small_capitals_that_are_letterspaced_are_one_word() -> None:
    for seed in SEEDS:
        random = seeded("spaced", seed)
        text = f"({random.choice(WORDS).capitalize()})"
        boxes, x = [(20.0, 90.0, 23.0, 100.0), (23.0, 90.0, 29.0, 100.0)], 29.0
        for _ in text[2:-1]:
            x += random.uniform(0.5, 0.8)
            boxes.append((x, 94.0, x + 4, 98.0))
            x += 4
        boxes.append((x + 0.3, 90.0, x + 3.3, 100.0))
        found = find_words(text, np.array(boxes), np.empty((0, 4)), BoundingBox(0, 0, 612, 792))
        assert [word.text for word in found] == [text], f"seed {seed}"
