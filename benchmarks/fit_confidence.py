"""Fit the weights of the confidence model on scans that the project prints and degrades itself.

    python benchmarks/fit_confidence.py [--filings 72] [--first-seed 1000] [--jobs 2]
        [-o extractor/confidence/weights.json]

Invented filings are printed in every layout, degraded by every preset, read by the pipeline and compared with what was
printed. A logistic model of "the field is right" is fitted on the signs of their fields
(extractor/confidence/features.py). To tell how well it does (calibration error, share sent to review, wrong fields that
pass as sure), each half of the filings is measured with weights fitted on the other half alone. Each field counts
twice: with the second reading and without. Pages on which the program is measured later are not used.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from difflib import SequenceMatcher
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.confidence.assessment import assess
from extractor.confidence.features import Signs, signs
from extractor.confidence.guarding import guarded_fields
from extractor.confidence.judging import REVIEW_BELOW
from extractor.errors import ExtractorError
from extractor.model.field_paths import fields, is_running
from extractor.model.ownership import AnyField, OwnershipDocument
from extractor.model.results import Finding
from extractor.pipeline import extract_filings
from extractor.verification.mode import Verify
from samples.degrade import ORDINARY, saved, scanned
from samples.print_form import print_form
from samples.random_filing import random_filing

LAYOUTS = ("edgar", "issuer", "typed")
SUFFIXES = {"fax": ".tif", "bilevel200": ".tif"}
RIDGE = 1.0
"""Strength of the penalty that keeps the weights of rarely seen signs near 0."""
LONG_TEXT_ALIKE = 0.97
"""The likeness, 0 to 1, from which an explanation counts as right."""


class Case(NamedTuple):
    """One field that was read: its signs, whether it is right, and which field it is."""

    known: Signs
    right: bool
    is_sure_anyway: bool
    """Unreadable, or on a page that was not understood, so it is reviewed whatever the model says."""
    xpath: str

    def keyed_once(self) -> "Case":
        """The same field without what a second reader added."""
        return self._replace(known=self.known._replace(keys_agree=0.0, keys_differ=0.0))


def cases(job: tuple[int, str, str]) -> list[Case]:
    """Every field of one invented filing, printed, degraded and read; none if the file is refused."""
    seed, layout, preset = job
    truth = random_filing(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"scan{SUFFIXES.get(preset, '.pdf')}"
        path.write_bytes(saved(scanned(print_form(truth, layout), preset, seed), path.suffix, preset))
        try:
            extraction = extract_filings(path, Verify.ALWAYS)[0]
        except ExtractorError:
            return []
    once = [finding for finding in extraction.findings if not finding.rule.startswith("KEY")]
    return [
        *_compared(extraction.document, extraction.findings, truth),
        *(case.keyed_once() for case in _compared(extraction.document, tuple(once), truth)),
    ]


def _compared(read: OwnershipDocument, findings: tuple[Finding, ...], truth: OwnershipDocument) -> Iterator[Case]:
    printed = dict(fields(truth))
    guarded = guarded_fields(read)
    sure = {entry.xpath: entry for entry in assess(read, findings).fields}
    for xpath, field in fields(read):
        if field.page is None:
            continue  # this layout has no place for it
        own = [finding for finding in findings if xpath in finding.xpaths]
        known = signs(field, own, xpath, guarded=xpath in guarded)
        reviewed = field.is_unreadable or "was not understood" in " ".join(sure[xpath].reasons)
        yield Case(known, _is_right(xpath, field, printed.get(xpath)), reviewed, xpath)


def _is_right(xpath: str, read: AnyField, printed: AnyField | None) -> bool:
    if printed is None:
        return read.is_blank
    if read.footnotes != printed.footnotes:
        return False
    ours, theirs = (" ".join((field.as_xml or "").split()).replace(" ", "") for field in (read, printed))
    if is_running(xpath):
        return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= LONG_TEXT_ALIKE
    return read.value == printed.value or ours == theirs or (not ours and theirs in ("", "0"))


def fit(known: npt.NDArray[np.float64], right: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Weights of the logistic model, fitted by Newton's method with a ridge penalty; rows of `known` are fields."""
    weights = np.zeros(known.shape[1])
    ridge = RIDGE * np.eye(known.shape[1])
    ridge[0, 0] = 0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-known @ weights))
        gradient = known.T @ (right - chance) - ridge @ weights
        curvature = (known * (chance * (1 - chance))[:, None]).T @ known + ridge
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004 - converged
            break
    return weights


def weights_of(cases: Sequence[Case]) -> npt.NDArray[np.float64]:
    """The weights fitted on `cases`, without fields that are reviewed in any case: they would mislead the model."""
    usable = [case for case in cases if not case.is_sure_anyway]
    return fit(np.array([case.known for case in usable]), np.array([case.right for case in usable], dtype=float))


def chances_of(cases: Sequence[Case], weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The chance, for each case, that it is right according to the model with `weights`."""
    return np.asarray(1 / (1 + np.exp(-np.array([case.known for case in cases]) @ weights)))


def figures(held: Sequence[Case], chance: npt.NDArray[np.float64]) -> dict[str, float]:
    """How well the model does on filings on which it was not fitted."""
    right = np.array([case.right for case in held])
    reviewed = np.array([is_reviewed(case, one) for case, one in zip(held, chance, strict=True)])
    bins = np.minimum((chance * 10).astype(int), 9)
    error = sum(abs(chance[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(held)
    return {
        "review_below": REVIEW_BELOW,
        "fields": len(held),
        "wrong": int((~right).sum()),
        "silent": int((~right & ~reviewed).sum()),
        "reviewed_share": round(float(reviewed.mean()), 4),
        "calibration_error": round(float(error), 4),
    }


def is_reviewed(case: Case, chance: float) -> bool:
    """Whether a person is shown the field."""
    return case.is_sure_anyway or chance < REVIEW_BELOW or case.known.keys_differ > 0


def main() -> None:
    """Print, degrade, read, fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--filings", type=int, default=72)
    parser.add_argument("--first-seed", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    presets = tuple(ORDINARY)
    jobs = [
        (arguments.first_seed + number, LAYOUTS[number % 3], presets[(number // 3) % len(presets)])
        for number in range(arguments.filings)
    ]
    with ProcessPoolExecutor(arguments.jobs, mp_context=get_context("spawn")) as pool:
        read = list(pool.map(cases, jobs))
    # Each half consists of whole rounds of layouts and presets, so that both contain all of them.
    rounds = len(LAYOUTS) * len(presets)
    halves = [
        [case for number, part in enumerate(read) if (number // rounds) % 2 == half for case in part] for half in (0, 1)
    ]
    everything = [*halves[0], *halves[1]]
    chance = np.concatenate([chances_of(halves[half], weights_of(halves[1 - half])) for half in (0, 1)])
    result = {
        "fitted_on": datetime.now(UTC).date().isoformat(),
        "recipe": f"{arguments.filings} invented filings from seed {arguments.first_seed}, "
        f"layouts {', '.join(LAYOUTS)}, presets {', '.join(presets)}; "
        "each field with the second key and without; held out: each half of the rounds of layouts and presets in turn",
        "figures_on_held_out": figures(everything, chance),
        "weights": {
            name: round(float(weight), 3) for name, weight in zip(Signs._fields, weights_of(everything), strict=True)
        },
    }
    print(json.dumps(result, indent=1))
    for case, one in zip(everything, chance, strict=True):
        if not case.right:
            print(f"{one:.3f} {case.xpath} {'reviewed' if is_reviewed(case, one) else 'SILENT'}")
    if arguments.output:
        arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
