"""A signature gets the date that stands apart beside it, in any notation; a date within a name stays in the name."""

from datetime import date, timedelta

import pytest

from extractor.model.doubts import Doubt
from extractor.model.page import Origin
from extractor.model.values import parse_date
from extractor.parsing.notes.sections import Sections, read_sections
from tests.support.random_notes import seeded, typed, wrapped
from tests.support.typed_words import words

SEEDS = range(30)
WRITTEN = ("%m/%d/%Y", "%B %d, %Y", "%b. %d, %Y", "%d %B %Y", "%B %d %Y")
NAMES = ("Oriel Vance", "Imogen Tarrow-Hale", "Dana Ellery", "Horatio J. Whitcombe", "Lou Ann Mar")


def signed(name: list[str], day: str, *, left: float = 360.0, column: float = 540.0) -> Sections:
    """The end of a form, with the lines of a name and a date at half their height."""
    lines = typed(name, left=left, top=110, width=34)
    label = 110 + 11.0 * len(lines) + 4
    return read_sections(
        words(
            (30, 80, "Explanation of Responses:"), (30, 91, "1. Given."), *lines,
            (column, 110 + 11.0 * (len(lines) - 1) / 2, day),
            (left, label, "** Signature of Reporting Person"), (column, label, "Date"),
        )
    )  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_date_in_words_and_with_an_hour(written: str) -> None:
    for seed in SEEDS:
        random = seeded(written, seed)
        day = date(2004, 1, 1) + timedelta(random.randint(0, 7500))
        hour = random.choice(["", "", " 10:42 AM", " 16:05 ET", " 9:15:04 p.m. EST"])
        name = f"/s/ {random.choice(NAMES)}{random.choice(['', ', attorney-in-fact', ', by power of attorney'])}"
        ((signer, found),) = signed([name], day.strftime(written) + hour).signatures
        assert (signer.text, parse_date(found.text)) == (name, day), f"seed {seed}"


def test_a_date_within_the_name_belongs_to_the_name() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        inner = date(2004, 1, 1) + timedelta(random.randint(0, 7500))
        name = f"/s/ {random.choice(NAMES)}, under a power of attorney dated {inner:%m/%d/%Y}"
        if random.random() < 0.5:
            name += f" and filed on {inner:%m/%d/%Y}, attorney-in-fact"
        ((signer, found),) = signed([name], "03/13/2025").signatures
        assert (signer.text, found.text) == (name, "03/13/2025"), f"seed {seed}"


def test_two_signers_with_one_date_are_doubted() -> None:
    for seed in SEEDS:
        random = seeded(seed)
        ((signer, _),) = signed([f"/s/ {name}" for name in random.sample(NAMES, 2)], "03/13/2025").signatures
        assert Doubt.SEVERAL_SIGNERS in signer.doubts, f"seed {seed}"


@pytest.mark.parametrize("seed", range(12))
def test_a_misread_date_still_shows_that_somebody_signs(seed: int) -> None:
    random = seeded("misread", seed)
    count = random.randint(1, 3)
    names = [f"/s/ {name}" for name in random.sample(NAMES, count)]
    days = [f"{random.randint(1, 9):02}/{random.randint(10, 28)}/2023" for _ in names]
    lost = random.randrange(count)
    days[lost] = random.choice([days[lost].replace("/2023", "2023"), f"15{days[lost][2:]}"])
    lines = [(30, 80, "Remarks:")]
    for place, (name, day) in enumerate(zip(names, days, strict=True)):
        lines += [(360, 110 + 20 * place, name), (540, 110 + 20 * place, day)]
    lines += [(360, 120 + 20 * count, "** Signature of Reporting Person"), (540, 120 + 20 * count, "Date")]
    read = tuple(word._replace(origin=Origin.RECOGNISED) for word in words(*lines))
    found = read_sections(read).signatures
    assert [(name.text, day.text) for name, day in found] == list(zip(names, days, strict=True)), seed


def test_the_label_amid_a_sentence_signs_nothing() -> None:
    read = read_sections(
        words(
            (30, 80, "Explanation of Responses:"), (30, 91, "1. The gift took effect on the notarised"),
            (30, 102, "Signature of Reporting Person on the deed of gift."), (360, 120, "/s/ Oriel Vance"),
            (540, 120, "03/13/2025"), (360, 134, "** Signature of Reporting Person"), (540, 134, "Date"),
        )
    )  # fmt: skip
    assert [(name.text, day.text) for name, day in read.signatures] == [("/s/ Oriel Vance", "03/13/2025")]
    assert dict(read.explanations)[1].text.endswith("Signature of Reporting Person on the deed of gift.")


def test_a_label_that_wraps_is_still_the_label() -> None:
    label = ["Signature", "of", "Reporting", "Person"]
    for seed in SEEDS:
        random = seeded(seed)
        name = wrapped(f"/s/ {random.choice(NAMES)}, attorney-in-fact", random.randint(12, 24))
        cuts = sorted(random.sample(range(1, len(label)), random.randint(1, 2)))
        parts = [" ".join(label[start:stop]) for start, stop in zip((0, *cuts), (*cuts, len(label)), strict=True)]
        bottom = 110 + 11.0 * len(name) + 4
        heights = [bottom + 11.0 * number for number in range(len(parts))]
        date_at = random.choice([heights[0], (heights[0] + heights[-1]) / 2])
        sections = read_sections(
            words(
                (30, 80, "Explanation of Responses:"), (30, 91, "1. Given."), (30, 102, "Remarks:"),
                *typed(name, left=360, top=110),
                (500, 110 + 11.0 * (len(name) - 1) / 2, "03/13/2025"), (500, date_at, "Date"),
                *((360, height, text if number else f"** {text}")
                  for number, (height, text) in enumerate(zip(heights, parts, strict=True))),
                (30, heights[-1] + 11, "Reminder: Report on a separate line for each class of securities"),
            )
        )  # fmt: skip
        ((signer, found),) = sections.signatures
        assert (signer.text, found.text) == (" ".join(name), "03/13/2025"), f"seed {seed}"
        assert not (sections.remarks and sections.remarks.text), f"seed {seed}"
