"""After an undo, the stored filing and its open questions are as before, whatever was decided."""

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.model.corrections import CorrectionError
from extractor.model.field_paths import fields
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Act, Correction, Extraction
from extractor.review.decisions.decisions import (
    Corrections,
    blank,
    confirmed,
    line_added,
    line_moved,
    line_removed,
    taken,
    typed,
    undone,
    unmarked,
    unreadable,
)
from extractor.review.decisions.recheck import recheck_with
from extractor.review.pages.filing_view import State, filing_view
from extractor.rules import check
from extractor.store import Store, open_store
from tests.review.filings import BALANCE, NOW, PRICE, QUALYS, SIGNED, add, doubtful

LINES = {
    "nonDerivativeTable/*": ("nonDerivativeTransaction", "nonDerivativeHolding"),
    "derivativeTable/*": ("derivativeTransaction", "derivativeHolding"),
    "reportingOwner": ("reportingOwner",),
    "ownerSignature": ("ownerSignature",),
}
TEXTS = ("", "10,000", "$4.80(1)", "01/06/2014", "S/K", "D", "X", "1", "Common Stock (9)", "nonDerivativeHolding")


class Choice(NamedTuple):
    """A decision, chosen by numbers so that it fits any state of the filing."""

    kind: str
    where: int
    what: int


def decided(document: OwnershipDocument, choice: Choice, asked: list[str], reviewer: str) -> Corrections:
    """What a reviewer says; raises CorrectionError if it cannot be said."""
    there = [*dict(fields(document)), *(xpath for xpath in asked if xpath not in dict(fields(document)))]
    xpath, text = there[choice.where % len(there)], TEXTS[choice.what % len(TEXTS)]
    group = list(LINES)[choice.where % len(LINES)]
    line = f"{group}[{choice.what % 4 + 1}]"
    explanation = f"footnotes/footnote[@id='F{choice.what % 5 + 1}']"
    say = {
        "confirm": lambda: confirmed(document, xpath, reviewer=reviewer, at=NOW),
        "type": lambda: typed(document, xpath, text, reviewer=reviewer, at=NOW),
        "blank": lambda: blank(document, xpath, reviewer=reviewer, at=NOW),
        "unreadable": lambda: unreadable(document, xpath, reviewer=reviewer, at=NOW),
        "take": lambda: taken(document, BALANCE, "10000", reviewer=reviewer, at=NOW),
        "unmark": lambda: unmarked(document, explanation, reviewer=reviewer, at=NOW),
        "explain": lambda: typed(document, explanation, "By trust.", reviewer=reviewer, at=NOW),
        "add": lambda: line_added(
            document, line, LINES[group][choice.what % len(LINES[group])], reviewer=reviewer, at=NOW
        ),
        "remove": lambda: line_removed(document, line, reviewer=reviewer, at=NOW),
        "unexplain": lambda: line_removed(document, explanation, reviewer=reviewer, at=NOW),
        "move": lambda: line_moved(document, line, choice.where % 3 + 1, reviewer=reviewer, at=NOW),
    }
    return say[choice.kind]()


KINDS = ("confirm", "type", "blank", "unreadable", "take", "unmark", "explain", "add", "remove", "unexplain", "move")
CHOICES = st.builds(Choice, st.sampled_from([*KINDS, "undo", "undo"]), st.integers(0, 200), st.integers(0, 50))


def saved(store: Store, document: str, made: Corrections) -> None:
    version = store.documents.row(document).version
    store.reviews.correct(document, expected_version=version, corrections=made, recheck=recheck_with(check))


def as_stored(store: Store, document: str) -> tuple[Extraction, list[str], int]:
    stored = store.documents.get(document)
    assert stored.current
    questions = [view.xpath for view in filing_view(stored).open]
    assert len(questions) == stored.row.doubtful  # the queue counts the questions that the page shows
    return stored.current, questions, stored.row.doubtful


@given(st.lists(CHOICES, max_size=12))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_undo_gives_the_filing_and_its_questions_back(tmp_path: Path, choices: list[Choice]) -> None:
    (tmp_path / "store.sqlite").unlink(missing_ok=True)
    with open_store(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        document = add(store, QUALYS, doubtful())
        states = [as_stored(store, document)]
        for choice in [*choices, *[Choice("undo", 0, 0)] * len(choices)]:
            stored = store.documents.get(document)
            assert stored.current
            if choice.kind == "undo":
                made = undone(stored.corrections, reviewer="Anna", at=NOW)
                assert bool(made) == (len(states) > 1)
                if made:
                    saved(store, document, made)
                    states.pop()
                    assert as_stored(store, document) == states[-1]
                continue
            asked = [field.xpath for field in stored.current.assessment.fields]
            try:
                made = decided(stored.current.document, choice, asked, "Anna")
            except CorrectionError:
                continue  # a refused decision changes nothing
            if made:
                saved(store, document, made)
                states.append(as_stored(store, document))
        history = store.documents.corrections(document)
        assert sum(made.act is Act.UNDO for made in history) <= len(history) / 2  # nothing was deleted


@pytest.fixture
def document(store: Store) -> str:
    return add(store, QUALYS, doubtful())


def current(store: Store, document: str) -> OwnershipDocument:
    stored = store.documents.get(document)
    assert stored.current
    return stored.current.document


def test_a_removed_line_comes_back_with_its_doubts(store: Store, document: str) -> None:
    before = as_stored(store, document)
    saved(store, document, line_removed(current(store, document), BALANCE[:23], reviewer="Anna", at=NOW))
    saved(store, document, undone(store.documents.corrections(document), reviewer="Anna", at=NOW))
    assert as_stored(store, document) == before
    assert set(before[1]) == {BALANCE, PRICE, SIGNED}


@pytest.mark.parametrize("structural", ["add", "remove", "move"])
def test_what_another_reviewer_built_on_is_not_taken_from_under_them(
    store: Store, document: str, structural: str
) -> None:
    filing = current(store, document)
    said = {
        "add": lambda: line_added(filing, "nonDerivativeTable/*[1]", "nonDerivativeHolding", reviewer="Anna", at=NOW),
        "remove": lambda: line_removed(filing, "nonDerivativeTable/*[1]", reviewer="Anna", at=NOW),
        "move": lambda: line_moved(filing, "nonDerivativeTable/*[1]", 2, reviewer="Anna", at=NOW),
    }
    saved(store, document, said[structural]())
    title = "nonDerivativeTable/*[1]/securityTitle"
    saved(store, document, typed(current(store, document), title, "Class A", reviewer="Ben", at=NOW))
    with pytest.raises(CorrectionError, match="Ben has changed these lines since"):
        undone(store.documents.corrections(document), reviewer="Anna", at=NOW)
    saved(store, document, undone(store.documents.corrections(document), reviewer="Ben", at=NOW))
    saved(store, document, undone(store.documents.corrections(document), reviewer="Anna", at=NOW))
    assert current(store, document) == doubtful().document


def test_all_that_was_saved_together_is_taken_back_together(store: Store, document: str) -> None:
    code = "nonDerivativeTable/*[2]/transactionCoding/transactionCode"
    saved(store, document, typed(current(store, document), code, "S/K", reviewer="Anna", at=NOW))
    saved(store, document, undone(store.documents.corrections(document), reviewer="Anna", at=NOW))
    assert current(store, document) == doubtful().document


def test_a_history_follows_its_field_through_moves_and_undoing(store: Store, document: str) -> None:
    saved(store, document, typed(current(store, document), PRICE, "5", reviewer="Anna", at=NOW))
    saved(store, document, line_moved(current(store, document), PRICE[:23], 2, reviewer="Anna", at=NOW))
    moved = PRICE.replace("[1]", "[2]")
    view = filing_view(store.documents.get(document)).fields
    assert [made.new for made in view[moved].history] == ["5"]
    assert view[moved].state is State.CORRECTED
    assert view[PRICE].history == ()
    saved(store, document, undone(store.documents.corrections(document), reviewer="Anna", at=NOW))
    saved(store, document, undone(store.documents.corrections(document), reviewer="Anna", at=NOW))
    view = filing_view(store.documents.get(document)).fields
    assert [(made.act, made.new) for made in view[PRICE].history] == [(Act.SET, "5"), (Act.UNDO, "4.8")]
    assert view[PRICE].state is State.OPEN


def test_a_reason_is_only_words(store: Store, document: str) -> None:
    """A program may give any reason; none changes what a correction is."""
    for reason in ("undone", "confirmed", "line restored"):
        made = typed(current(store, document), PRICE, "5", reviewer="Anna", at=NOW, reason=reason)
        saved(store, document, made)
    price = dict(fields(current(store, document)))[PRICE]
    assert price.as_xml == "5"
    assert isinstance(made[0], Correction)
    assert PRICE not in as_stored(store, document)[1]
