"""The audit: fields are typed blind, again if they differ; the rate is exact, and no filing changes."""

import io
import random
import re
import sys
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from extractor.cli import main as cli
from extractor.model.page import BoundingBox
from extractor.review.decisions.auditing import Outcome, drawn, interval, not_asked, outcome
from extractor.review.pages.page_image import DPI, around
from extractor.store import Audited, Store, Value, open_store
from tests.review.filings import BALANCE, BOXES, NOW, QUALYS, SIGNED, add, misread, read


@pytest.mark.parametrize(
    ("wrong", "typed", "low", "high"),
    [(0, 300, 0.0, 0.012221), (1, 100, 0.000253, 0.054459), (5, 10, 0.187086, 0.812914), (10, 10, 0.691503, 1.0)],
)
def test_the_interval_is_clopper_and_pearsons(wrong: int, typed: int, low: float, high: float) -> None:
    assert interval(wrong, typed) == (pytest.approx(low, abs=2e-6), pytest.approx(high, abs=2e-6))


@pytest.mark.parametrize("seed", range(3))
def test_the_interval_holds_the_true_rate_19_times_of_20_at_least(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    rate, times = chance.uniform(0.005, 0.1), 400
    seen = [interval(sum(chance.random() < rate for _ in range(150)), 150) for _ in range(times)]
    assert sum(low <= rate <= high for low, high in seen) >= 0.93 * times, seed


HELD, OTHER, THIRD, NOT = Value("10"), Value("11"), Value("12"), Value(None, unreadable=True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ((), Outcome.OPEN),
        ((HELD,), Outcome.RIGHT),
        ((OTHER,), Outcome.AGAIN),
        ((OTHER, HELD), Outcome.RIGHT),
        ((OTHER, OTHER), Outcome.WRONG),
        ((OTHER, THIRD), Outcome.WRONG),
        ((NOT,), Outcome.UNREADABLE),
        ((OTHER, NOT), Outcome.UNREADABLE),
    ],
    ids=str,
)
def test_only_what_differs_twice_is_wrong(typed: tuple[Value, ...], expected: Outcome) -> None:
    assert outcome(Audited(1, "x-1", "remarks", HELD, typed)) is expected
    assert outcome(Audited(1, "x-1", "remarks", Value("10", ("F1",)), (HELD, HELD))) is Outcome.WRONG


def test_only_what_was_not_asked_is_drawn_and_each_once(store: Store) -> None:
    held = read(QUALYS)[0]
    every = list(not_asked("x-1", held))
    assert {xpath for _, xpath, _ in every} == set(BOXES)
    asked = held.assessment.model_copy(
        update={
            "fields": tuple(
                each.model_copy(update={"review": each.xpath == BALANCE}) for each in held.assessment.fields
            )
        }
    )
    left = {xpath for _, xpath, _ in not_asked("x-1", held.model_copy(update={"assessment": asked}))}
    assert left == set(BOXES) - {BALANCE}
    assert drawn(every, 3, 7) == drawn(reversed(every), 3, 7)
    assert len(drawn(every, 99, 7)) == len(every)
    key = add(store, QUALYS, held)
    fields = list(not_asked(key, held))
    assert store.audits.draw(fields[:4], now=NOW) == 4
    assert store.audits.draw(fields, now=NOW) == len(fields) - 4


def test_a_silent_error_is_found_blind_and_no_filing_is_changed(browser: TestClient, store: Store) -> None:
    right = read(QUALYS)[0]
    # A value that passes as sure although it is wrong: only a person who types it can notice that.
    held = misread(right, {BALANCE: ("70000", ())}).model_copy(update={"assessment": right.assessment, "findings": ()})
    key = add(store, QUALYS, held)
    truth = {xpath: value for _, xpath, value in not_asked(key, right)}
    store.audits.draw(not_asked(key, held), now=NOW)
    before, seen = store.documents.get(key), 0
    while number := re.search(r'name="number" value="(\d+)"', shown := browser.get("/audit").text):
        seen += 1
        drawn_field = next(each for each in store.audits.all() if each.number == int(number[1]))
        held_there = drawn_field.held.value or ""
        assert not held_there or f'value="{held_there}"' not in shown
        assert "70,000" not in shown
        attempt = int(re.search(r'name="attempt" value="(\d+)"', shown)[1])  # type: ignore[index]
        said = truth[drawn_field.xpath].value or ""
        answer = {"number": number[1], "attempt": attempt, "text": as_printed(said), "action": "typed"}
        assert browser.post("/audit", data=answer, follow_redirects=False).status_code == 303
        assert browser.post("/audit", data=answer).status_code in {409, 200}
    assert seen == len(truth) + 1
    assert "1 of 6 wrong: 16.67%, 95 % interval 0.42% to 64.12%" in shown
    assert "Table I, line 1: 5. Amount Beneficially Owned" in shown
    assert store.documents.get(key) == before


def as_printed(value: str) -> str:
    """A date as the form prints it; all other values are typed as stored."""
    year, *rest = value.split("-")
    return "/".join((*rest, year)) if len(rest) == 2 and year.isdigit() else value


def test_what_is_no_value_is_not_saved_and_stays_to_be_mended(browser: TestClient, store: Store) -> None:
    held = read(QUALYS)[0]
    key = add(store, QUALYS, held)
    store.audits.draw([each for each in not_asked(key, held) if each[1] == SIGNED], now=NOW)
    answer = {"number": "1", "attempt": "1", "text": "next Tuesday", "action": "typed"}
    refused = browser.post("/audit", data=answer)
    assert (refused.status_code, "next Tuesday" in refused.text) == (422, True)
    assert store.audits.all()[0].typed == ()
    browser.post("/audit", data=answer | {"action": "unreadable"})
    assert outcome(store.audits.all()[0]) is Outcome.UNREADABLE


def test_the_picture_is_of_the_place_and_little_more(browser: TestClient, store: Store) -> None:
    held = read(QUALYS)[0]
    key = add(store, QUALYS, held)
    store.audits.draw([each for each in not_asked(key, held) if each[1] == BALANCE], now=NOW)
    answer = browser.get("/audit/1/picture")
    assert answer.headers["content-type"] == "image/jpeg"
    width, height = Image.open(io.BytesIO(answer.content)).size
    box = BOXES[BALANCE]
    assert width == pytest.approx((box.x1 - box.x0 + 60) * DPI / 72, abs=2)
    assert height == pytest.approx((box.bottom - box.top + 24) * DPI / 72, abs=2)
    assert browser.get("/audit/99/picture").status_code == 404
    page = io.BytesIO()
    Image.new("RGB", (100, 50)).save(page, "JPEG")
    assert Image.open(io.BytesIO(around(page.getvalue(), BoundingBox(900, 900, 910, 910)))).size == (100, 50)


def test_the_terminal_draws_and_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    url = str(tmp_path / "own.sqlite")
    with open_store(url) as store:
        add(store, QUALYS, read(QUALYS)[0])
    for options in (["--draw", "4", "--seed", "1"], []):
        monkeypatch.setattr(sys, "argv", ["form4", "audit", "--store", url, *options])
        with pytest.raises(SystemExit) as ending:
            cli.main()
        assert ending.value.code == 0
        said = capfd.readouterr()
        assert said.out == "4 fields drawn: 4 not typed yet\nnothing is typed yet\n"
        assert said.err.startswith("form4: 4 fields drawn of 6") or not options
