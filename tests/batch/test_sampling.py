"""Sure filings that are sent to review as a sample."""

from hashlib import sha256
from pathlib import Path

from extractor.batch.sampling import REASON, is_sampled, sent_to_review
from extractor.errors import ExitCode
from extractor.pipeline import extract

QUALYS = Path(__file__).parents[2] / "samples" / "pdf" / "qualys-2014-01-06.edgar.pdf"


def test_the_share_drawn_is_the_rate() -> None:
    files = [sha256(str(number).encode()).hexdigest() for number in range(4000)]
    drawn = sum(is_sampled(name, 0.1) for name in files)
    assert 320 < drawn < 480
    assert not any(is_sampled(name, 0.0) for name in files)
    assert all(is_sampled(name, 1.0) for name in files)


def test_a_sure_filing_that_is_drawn_asks_for_review_and_says_why() -> None:
    sure = extract(QUALYS)
    drawn = sent_to_review(sure, 1.0)
    assert sure.exit_code is ExitCode.OK
    assert drawn.exit_code is ExitCode.NEEDS_REVIEW
    assert drawn.assessment.reasons == (REASON,)
    assert not any(entry.review for entry in drawn.assessment.fields)
    assert sent_to_review(sure, 0.0) is sure
