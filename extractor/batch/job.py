"""What a worker does with one file: read its filings, apply the policy, and draw some sure ones for review."""

from pathlib import Path

from extractor.batch.policy import Policy, asked_by
from extractor.batch.sampling import sent_to_review
from extractor.model.results import Extraction
from extractor.verification.mode import Verify

NOTHING_MORE = Policy()


def read_file(
    path: Path,
    verify: Verify = Verify.AUTO,
    sample_rate: float = 0.0,
    accession: str = "",
    policy: Policy = NOTHING_MORE,
) -> tuple[Extraction, ...]:
    """The filings of one file. The reading stages are imported here, so that only reading processes load them."""
    from extractor.pipeline import extract_filings  # noqa: PLC0415

    filings = (asked_by(policy, filing) for filing in extract_filings(path, verify, accession))
    return tuple(sent_to_review(filing, sample_rate) for filing in filings)
