"""How sure a value is that an engine recognised in a picture: a logistic model of named signs, fitted on scans."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import exp

from extractor.confidence.features import SCORE_FLOOR, Signs, is_of_keys, signs
from extractor.confidence.judging import DIFFERING, PLACED, Part, Seen, both_readings, in_words
from extractor.model.doubts import MISREADINGS, TEXT_DOUBTS

SETTLED = 0.99
"""Sureness of the first reader from which it makes no difference to a value that the second reads it otherwise."""


def recognised_parts(seen: Seen) -> Iterator[Part]:
    """The fitted chance that the field is right, and everything that speaks against it."""
    field, findings = seen.field, seen.findings
    known = signs(field, findings, seen.xpath, guarded=seen.guarded)
    confidence = probability(known, weights())
    # The second reader is the weaker one: of a value that the first read very surely, its other reading tells nothing.
    is_settled = bool(field.readings) and (field.sureness(field.readings[0]) or 0.0) >= SETTLED
    differing = confidence if is_settled else min(confidence, DIFFERING)
    yield Part(confidence)
    score = field.readings[0].score if field.readings else None
    if score is not None and score < 1 - SCORE_FLOOR:
        yield Part(confidence, f"read by {field.readings[0].reader} with a score of {score:.0%}")
    for doubt in sorted(field.doubts):
        # The fitted model trusts every running text, so these doubts must lower its chance here.
        is_open = doubt in TEXT_DOUBTS and not (doubt in MISREADINGS and known.keys_agree)
        yield Part(min(confidence, DIFFERING) if is_open else confidence, doubt.sentence)
    if known.keys_differ and not any(map(is_of_keys, findings)):
        yield Part(differing, both_readings(field))
    elif known.rival:
        yield Part(confidence, f"it could also be read “{field.readings[1].text}”")
    if known.out_of_place > 1 - PLACED:
        yield Part(confidence, "its words are not all under one column heading")
    for finding in findings:
        yield Part(differing if is_of_keys(finding) else confidence, in_words(finding))


def probability(known: Signs, fitted: Sequence[float]) -> float:
    """The logistic model: the chance, 0 to 1, that a field with these signs is right."""
    return 1 / (1 + exp(-sum(sign * weight for sign, weight in zip(known, fitted, strict=True))))


@cache
def weights() -> tuple[float, ...]:
    """The fitted weights, in the order of `Signs`; the file says when, on what and how well they were fitted."""
    fitted = json.loads(files("extractor.confidence").joinpath("weights.json").read_text(encoding="utf-8"))
    return tuple(fitted["weights"][name] for name in Signs._fields)
