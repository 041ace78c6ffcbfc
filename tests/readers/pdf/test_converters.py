"""Text that other converters wrote is read like the original: in pieces, in any order, in forms."""

from pathlib import Path
from random import Random

import pytest

from extractor.pipeline import extract_filings
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.verification.mode import Verify
from samples import make
from samples.differences import differences
from samples.printing.converters import converters, without_font_names
from tests.support.readings import filings_in, invented_filing, invented_print

SEEDS = 10
LAYOUTS = ("edgar", "issuer", "typed")
NAMES = tuple(converters(Random(0)))  # noqa: S311 - a sample is no secret


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_a_converter_wrote_in_its_own_way_is_the_same(name: str, layout: str, tmp_path: Path) -> None:
    seed = (NAMES.index(name) * len(LAYOUTS) + LAYOUTS.index(layout)) % SEEDS
    truth, printed = invented_filing(seed, layout), invented_print(seed, layout)
    written = tmp_path / "written.pdf"
    written.write_bytes(converters(Random(seed))[name](printed.read_bytes()))  # noqa: S311
    (before,), (read,) = filings_in(printed, Verify.NEVER), extract_filings(written, Verify.NEVER)
    assert differences(truth, read, layout) == differences(truth, before, layout), seed
    asked, more = ([one.xpath for one in each.assessment.fields if one.review] for each in (before, read))
    assert more == asked, seed
    assert read.assessment.decision is before.assessment.decision, seed


def test_embedded_fonts_need_no_names(tmp_path: Path) -> None:
    sample = make.BROWSER_PRINTS[0]
    path = tmp_path / "nameless.pdf"
    path.write_bytes(without_font_names(sample.path.read_bytes()))
    assert path.read_bytes() != sample.path.read_bytes()
    (read,) = extract_filings(path, Verify.NEVER)
    assert differences(read_ownership_xml(make.FOLDER / "filings" / f"{sample.slug}.xml"), read, "edgar") == []
    assert [entry.xpath for entry in read.assessment.fields if entry.review] == []
