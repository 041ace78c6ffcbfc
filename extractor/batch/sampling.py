"""Sure filings drawn at random for review: the only way to measure errors that nothing flags."""

from extractor.model.finding_codes import DRAWN_AT_RANDOM
from extractor.model.results import Decision, Extraction

REASON = f"{DRAWN_AT_RANDOM.id}: drawn at random, to measure how often a sure filing is wrong"
_RANGE = 0x1_0000_0000


def is_sampled(sha256: str, rate: float) -> bool:
    """Whether a file is in the share `rate` (0 to 1) of all files; its content decides, so it is the same each time."""
    return int(sha256[:8], 16) < rate * _RANGE


def sent_to_review(filing: Extraction, rate: float) -> Extraction:
    """The filing, marked for review if it is sure but drawn."""
    if filing.assessment.review or not is_sampled(filing.source.sha256, rate):
        return filing
    assessment = filing.assessment.model_copy(update={"decision": Decision.REVIEW, "reasons": (REASON,)})
    return filing.model_copy(update={"assessment": assessment})
