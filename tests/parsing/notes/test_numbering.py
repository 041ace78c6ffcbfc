"""Explanations get their own numbers, in whatever order and style these are written."""

from collections.abc import Callable

import pytest

from extractor.model.doubts import Doubt
from extractor.parsing.notes.sections import Sections, read_sections
from tests.support.random_notes import LEADING, seeded, sentence, typed
from tests.support.typed_words import TypedLine, words

SEEDS = range(30)
STYLES: dict[str, Callable[[int], str]] = {
    "stop": "{}.".format,
    "brackets": "({})".format,
    "half-bracket": "{})".format,
    "square": "[{}]".format,
    "F": "F{}".format,
    "footnote": "Footnote {}:".format,
    "note": "Note ({})".format,
}
CONTINUED = (
    "Explanation of Responses (continued):",
    "Continuation Sheet - Explanation of Responses",
    "Footnotes (continued)",
    "Attachment A",
)
HEADING: TypedLine = (30, 80, "Explanation of Responses:")


def read(lines: list[TypedLine]) -> Sections:
    return read_sections(words(HEADING, *lines))


def texts(sections: Sections) -> dict[int, str]:
    return {number: cell.text for number, cell in sections.explanations}


@pytest.mark.parametrize("style", STYLES)
def test_numbers_of_any_style_in_any_order(style: str) -> None:
    for seed in SEEDS:
        random = seeded(style, seed)
        notes = {number: sentence(random) for number in range(1, random.randint(2, 14))}
        order = random.sample([*notes], len(notes)) if seed % 2 else [*notes]
        sections = read(typed([f"{STYLES[style](number)} {notes[number]}" for number in order]))
        assert texts(sections) == notes, f"seed {seed}"
        assert sections.astray == ()
        assert not any(cell.doubts for _, cell in sections.explanations)


@pytest.mark.parametrize("joint", [", {}.", " and {}.", ",{}.", " & {}."])
def test_numbers_that_share_a_text_each_have_it(joint: str) -> None:
    for seed in SEEDS:
        random = seeded(joint, seed)
        count = random.randint(3, 9)
        shared = random.randint(2, count - 1)
        notes = {number: sentence(random) for number in range(1, count + 1)}
        notes[shared + 1] = notes[shared]
        paragraphs = [f"{number}. {text}" for number, text in notes.items() if number != shared + 1]
        paragraphs[shared - 1] = f"{shared}{joint.format(shared + 1)} {notes[shared]}"
        assert texts(read(typed(paragraphs))) == notes, f"seed {seed}"


def test_a_list_within_an_explanation_stays_in_it_and_is_doubted() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        notes = {number: sentence(random) for number in range(1, random.randint(4, 9))}
        with_list = random.randint(1, len(notes) - 1)
        items = [
            f"{item}. {random.randint(2, 900)} {sentence(random, 2, 5).lower()}"
            for item in range(1, random.randint(3, 9))
        ]
        paragraphs: list[str] = []
        for number, text in notes.items():
            paragraphs += [f"{number}. {text}", *(items if number == with_list else ())]
        notes[with_list] = " ".join((notes[with_list], *items))
        for number, cell in read(typed(paragraphs)).explanations:
            assert cell.text == notes[number] or Doubt.NUMBERING in cell.doubts, f"seed {seed}, explanation {number}"
        assert Doubt.NUMBERING in dict(read(typed(paragraphs)).explanations)[with_list].doubts


def test_a_number_that_is_there_twice_is_doubted() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        count = random.randint(3, 9)
        twice = random.randint(2, count)
        numbers = sorted([*range(1, count + 1), twice])
        found = dict(read(typed([f"({number}) {sentence(random)}" for number in numbers])).explanations)
        assert Doubt.NUMBERING in found[twice].doubts, f"seed {seed}"


@pytest.mark.parametrize("style", ["({})", "{}."])
def test_a_sentence_that_runs_on_to_a_line_with_a_number_goes_on(style: str) -> None:
    for seed in SEEDS:
        random = seeded(style, seed)
        notes = {number: sentence(random, 9, 30) for number in range(1, random.randint(4, 9))}
        cited = random.randint(2, len(notes))
        holder = random.randint(1, cited - 1)
        lines: list[TypedLine] = []
        for number, text in notes.items():
            paragraph = typed([f"{style.format(number)} {text}"], top=91 + LEADING * len(lines))
            if number == holder:
                rest = f"{style.format(cited)} below and on what is told there."
                told = "the prices that are described by the partnership in footnote"
                paragraph.append((30.0, paragraph[-1][1] + LEADING, told))
                whole = " ".join(line for _, _, line in paragraph).removeprefix(f"{style.format(number)} ")
                paragraph.append((30.0, 91 + LEADING * (len(lines) + len(paragraph)), rest))
                notes[number] = f"{whole} {rest}"
            lines += paragraph
        assert texts(read(lines)) == notes, f"seed {seed}"


def test_two_columns_are_read_one_after_the_other() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        notes = {number: sentence(random, 8, 20) for number in range(1, random.randint(5, 10))}
        half = random.randint(2, len(notes) - 2)
        numbered = [f"{number}. {text}" for number, text in notes.items()]
        lines = typed(numbered[:half], width=40) + typed(numbered[half:], left=30 + 5 * 40 + 20, width=40)
        assert texts(read(lines)) == notes, f"seed {seed}"


@pytest.mark.parametrize("heading", CONTINUED)
def test_what_goes_on_behind_the_form_belongs_to_it(heading: str) -> None:
    for seed in SEEDS:
        random = seeded(heading, seed)
        notes = {number: sentence(random) for number in range(1, random.randint(4, 9))}
        split = random.randint(1, len(notes) - 1)
        numbered = [f"{number}. {text}" for number, text in notes.items()]
        behind = words((30, 900, heading), *typed(numbered[split:], top=911))
        front = [HEADING, *typed(numbered[:split])]
        found = texts(read_sections(words(*front), behind=behind))
        assert found == notes, f"seed {seed}"


def test_an_explanation_that_is_cut_by_the_end_of_the_form_is_whole_and_doubted() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        notes = [sentence(random, 12, 25) for _ in range(random.randint(1, 4))]
        last = notes[-1].split()
        cut = random.randint(2, len(last) - 2)
        front = typed([f"{n}. {text}" for n, text in enumerate((*notes[:-1], " ".join(last[:cut])), 1)])
        behind = words((30, 900, "Explanation of Responses (continued):"), *typed([" ".join(last[cut:])], top=911))
        found = dict(read_sections(words(HEADING, *front), behind=behind).explanations)
        assert found[len(notes)].text == notes[-1], f"seed {seed}"
        assert Doubt.GOES_ON_BEHIND in found[len(notes)].doubts


@pytest.mark.parametrize("heading", ["EXHIBIT 24", "Power of Attorney", "Joint Filer Information"])
def test_an_exhibit_is_no_part_of_the_form(heading: str) -> None:
    behind = words((30, 900, heading), (30, 911, "2. Know all men by these presents."), (30, 922, "3. Signed."))
    found = texts(read_sections(words(HEADING, (30, 91, "1. Given.")), behind=behind))
    assert found == {1: "Given."}
