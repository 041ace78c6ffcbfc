"""The HTML page of a run shows what the report's lines say, and loads nothing from elsewhere."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from extractor.batch import report_page
from extractor.batch.counts import STEPS, Counts, kind_of
from extractor.batch.report_page import page_of
from extractor.model.results import FieldAssessment
from tests.support.fake_reading import extraction

NAMES = ("deep/a.pdf", "b <script>alert(1)</script>.pdf", "é “quoted”.tif", "=1+1.png")


def lines(seed: int, files: int = 40) -> list[dict[str, Any]]:
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    made: list[dict[str, Any]] = []
    for number in range(files):
        path = f"{number}/{chance.choice(NAMES)}"
        status = chance.choice(("sure", "review", "failed", "skipped"))
        if status == "failed":
            made.append({"path": path, "status": status, "code": 3, "seconds": 1.5, "mib": 9.0, "message": "<damaged>"})
            continue
        code = {"sure": 0, "review": 1}.get(status, chance.choice((0, 1)))
        counts = Counts(
            code=code,
            pages=chance.randint(1, 9),
            filings=1,
            fields=60,
            asked=chance.randint(1, 60) if code else 0,
            confidence=tuple(chance.randint(0, 5) for _ in range(STEPS)),
            reasons={"it could also be read “…”": chance.randint(1, 9), "KEY101": 2} if code else {},
            rules={"KEY101": 1} if code else {},
        )
        told = {} if status == "skipped" else {"seconds": chance.uniform(0.01, 90.0), "mib": chance.uniform(50, 900)}
        made.append({"path": path, "status": status, **told, **counts.model_dump()})
    return made


@pytest.mark.parametrize("seed", range(4))
def test_the_page_says_what_the_lines_say(seed: int) -> None:
    told = lines(seed)
    page = html.document_fromstring(page_of(told))
    tiles = [tile.findtext("b") for tile in page.find_class("tile")]
    counts = Counter(line["status"] for line in told)
    assert tiles[:4] == [str(counts[status]) for status in ("sure", "review", "failed", "skipped")], seed
    asked, fields = (sum(line.get(name, 0) for line in told) for name in ("asked", "fields"))
    assert tiles[5] == f"{asked:,}"
    assert f"of {fields:,} fields" in page.text_content()
    confidence, pace = page.findall(".//svg")
    for step in range(STEPS):
        total = sum(line["confidence"][step] for line in told if "confidence" in line)
        assert confidence.findall(".//title")[step].text == f"{step * 5} to {step * 5 + 5} %: {total:,} fields"
    read = sum("seconds" in line and "pages" in line for line in told)
    columns = [str(title.text).rpartition(":")[2].split()[0] for title in pace.findall(".//title")]
    assert sum(int(column) for column in columns) == read


@pytest.mark.parametrize("seed", range(4))
def test_every_file_to_look_at_is_listed_the_worst_first(seed: int) -> None:
    told = lines(seed)
    page = html.document_fromstring(page_of(told))
    listed = [row.findtext("th") for row in page.xpath("//table[@class='files']/tbody/tr")]
    assert sorted(listed) == sorted(line["path"] for line in told if line["code"]), seed
    ranks = {line["path"]: (-line["code"], -line.get("asked", 0)) for line in told}
    assert [ranks[path] for path in listed] == sorted(ranks[path] for path in listed)


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    content = page_of(lines(1))
    page = html.document_fromstring(content)
    assert not page.xpath(
        "//script | //link | //img | //iframe | //*[@src] | //*[@href] | //*[starts-with(name(@*), 'on')]"
    )
    assert "url(" not in content
    assert "@import" not in content
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']")


def test_a_run_of_nothing_has_a_page_and_a_long_list_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "None: everything was read" in page_of([])
    monkeypatch.setattr(report_page, "MOST_FILES", 5)
    told = [line for line in lines(2) if line["code"]]
    page = html.document_fromstring(page_of(told))
    assert len(page.xpath("//table[@class='files']/tbody/tr")) == 5
    assert f"{len(told) - 5} more are in report.jsonl" in page.text_content()


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("KEY101: the readers differ: “1” and “2”", "KEY101"),
        ("it could also be read “Restricted Stock Wnits 3”", "it could also be read “…”"),
        ("read by ppocr with a score of 97.5%", "read by ppocr with a score of …%"),
        ("a comma may be a full stop", "a comma may be a full stop"),
    ],
)
def test_the_same_reason_for_two_fields_is_one(reason: str, kind: str) -> None:
    assert kind_of(reason) == kind


def test_a_file_is_counted_with_all_its_filings() -> None:
    sure, doubtful = (extraction(Path("a.pdf"), "0" * 64, sure=sure) for sure in (True, False))
    entry = FieldAssessment(xpath="x", confidence=1.0, review=False, reasons=("no reason 1", "no reason 2"))
    told = sure.assessment.model_copy(update={"fields": (*sure.assessment.fields, entry)})
    counts = Counts.of((sure.model_copy(update={"assessment": told}), doubtful))
    assert (counts.filings, counts.fields, counts.asked, counts.code) == (2, 3, 1, 1)
    assert (counts.confidence[8], counts.confidence[19], sum(counts.confidence)) == (1, 2, 3)
    assert counts.reasons == {"no reason …": 2}
