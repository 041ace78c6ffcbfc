"""Web addresses that a style sheet prints after a link are no part of the name."""

import pytest

from extractor.model.page import BoundingBox, Word
from extractor.parsing.header.printed_links import without_addresses


@pytest.mark.parametrize(
    "printed",
    [
        "ACME CORP",
        "ACME CORP (https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany)",
        "ACME CORP (https://www.sec.gov/cgi-bin/browse-edgar ?action=getcompany &CIK=1)",
        "ACME CORP [https://www.sec.gov/cgi-bin/browse-edgar ?CIK=1]",
        "ACME https://www.sec.gov/ CORP",
    ],
)
def test_a_name_without_its_address(printed: str) -> None:
    words = [Word(text, BoundingBox(0, 0, 10, 10), 10) for text in printed.split()]
    assert [word.text for word in without_addresses(words)] == ["ACME", "CORP"]
