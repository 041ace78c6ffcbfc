"""TOT: the running balance of column 5, from row to row of one position."""

from collections.abc import Hashable, Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.model.ownership import NonDerivativeRow, OwnershipDocument
from extractor.model.results import Severity, Suggestion
from extractor.model.texts import unspaced_in_any_case
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.digits import is_slip
from extractor.rules.quoted import numbers
from extractor.rules.rows import Placed, both_tables, printed, table_one, transactions

AMOUNT, BALANCE, DIRECTION = (
    "transaction_shares",
    "shares_owned_following_transaction",
    "transaction_acquired_disposed_code",
)
# Any explanation may quote a small number by chance ("Rule 16b-3", "2021"), so a gap this large is needed there; the
# second limit holds for an explanation whose mark stands at the balance.
SMALLEST_GAP_QUOTED_ANYWHERE = 100
SMALLEST_GAP_QUOTED = 10


class Step(NamedTuple):
    """The step from the balance of one row to the balance of the next row of the same position."""

    before: Placed[NonDerivativeRow]
    after: Placed[NonDerivativeRow]
    start: Decimal
    moved: Decimal
    """What the second row adds; negative for a disposition."""
    end: Decimal

    @property
    def gap(self) -> Decimal:
        return self.end - self.start - self.moved

    @property
    def implied_end(self) -> Decimal:
        return self.start + self.moved


@rule(
    "TOT701",
    Severity.WARNING,
    "Form 4, column 5 (owned after the transactions); General Instruction 4(a)(i)",
)
def balance_does_not_follow(document: OwnershipDocument) -> Problems:
    """Each balance is the one before it in the same position, plus or minus the amount of the row.

    A position is the rows with the same title, form and nature of ownership, and the same footnotes
    on them, in the order in which they are printed. If a footnote mentions the gap ("includes 3,019
    shares"), the finding is only an info. The form asks only for the total after all transactions,
    so filers may give other balances in between.

    Measured: 223 of 17,951 filings; gaps that a footnote mentions are an info only.

    Broken:     I.2.transaction_shares = 10,008
    Broken:     I.1.shares_owned_following_transaction = 10,080
    Consistent: I.1.shares_owned_following_transaction = 13,000; I.2.shares_owned_following_transaction = 3,000
    Consistent: I.2.transaction_shares = 4,000; I.2.shares_owned_following_transaction = 6,000
    """
    steps = list(_steps(document))
    step_from = {step.before.path: step for step in steps}
    told = set()
    for step in steps:
        if step.gap == 0 or step.before.path in told:
            continue
        following = step_from.get(step.after.path)
        is_wrong_balance = following is not None and following.gap == -step.gap
        if is_wrong_balance:
            told.add(step.after.path)
        message = (
            f"{step.after.name}: {printed(step.start)} {'+' if step.moved >= 0 else '-'} {printed(abs(step.moved))} "
            f"is {printed(step.implied_end)}, but the balance says {printed(step.end)}"
        )
        explanation = _explanation(document, step)
        if explanation:
            yield Problem((step.after.xpath(BALANCE),), f"{message}; {explanation}", severity=Severity.INFO)
            continue
        suggestions = _repairs(step, balance_is_wrong=is_wrong_balance)
        doubted = (suggestion.xpath for suggestion in suggestions)
        rest = (
            step.after.xpath(BALANCE),
            step.after.xpath(AMOUNT),
            step.before.xpath(BALANCE),
            step.after.xpath(DIRECTION),
        )
        yield Problem(tuple(dict.fromkeys((*doubted, *rest))), message, suggestions)


def _steps(document: OwnershipDocument) -> Iterator[Step]:
    """The steps for which all numbers are known, in printed order."""
    last: dict[Hashable, Placed[NonDerivativeRow]] = {}
    last_of_lot: dict[Hashable, Placed[NonDerivativeRow]] = {}
    for placed in transactions(table_one(document)):
        position, lot = _position(placed.row), _lot(placed.row)
        same_lot, same_position = last_of_lot.get((position, lot)), last.get(position)
        last[position] = last_of_lot[position, lot] = placed
        if same_lot is None:
            continue
        step = _step(same_lot, placed)
        # A mark on one row of several does not start a new position: the row printed before it may lead on to it.
        direct = _step(same_position, placed) if same_position is not None else None
        if step is not None and (direct is None or direct.gap != 0):
            yield step
        elif direct is not None:
            yield direct


def _step(before: Placed[NonDerivativeRow], after: Placed[NonDerivativeRow]) -> Step | None:
    start, amount = before.row.shares_owned_following_transaction.value, after.row.transaction_shares.value
    end, direction = (
        after.row.shares_owned_following_transaction.value,
        after.row.transaction_acquired_disposed_code.value,
    )
    if start is None or amount is None or end is None or direction not in ("A", "D"):
        return None
    return Step(before, after, start, amount if direction == "A" else -amount, end)


def _position(row: NonDerivativeRow) -> Hashable:
    texts = (row.security_title.value, row.direct_or_indirect_ownership.value, row.nature_of_ownership.value)
    return tuple(unspaced_in_any_case(text or "") for text in texts)


def _lot(row: NonDerivativeRow) -> Hashable:
    """The marks that tell apart two positions with one title and nature: "Trust (8)" is not "Trust (9)"."""
    return row.security_title.footnotes, row.nature_of_ownership.footnotes


def _explanation(document: OwnershipDocument, step: Step) -> str:
    """Which explanation accounts for the gap, as text for a message; empty if none does."""
    gap, marks = abs(step.gap), step.after.row.shares_owned_following_transaction.footnotes
    for footnote in document.footnotes:
        smallest = SMALLEST_GAP_QUOTED if footnote.id in marks else SMALLEST_GAP_QUOTED_ANYWHERE
        if gap >= smallest and gap in numbers(footnote.text.text):
            return f"explanation {footnote.id[1:]} mentions {printed(gap)}"
    return ""


def _repairs(step: Step, *, balance_is_wrong: bool) -> tuple[Suggestion, ...]:
    """The values that would each make the step add up, the likeliest first.

    A value that is one slip away from what was read comes first. Otherwise the amount leads; but if the next step is
    off by the same gap, the balance between the two steps is wrong, and only the balance is suggested.
    """
    after, amount = step.after, abs(step.moved)
    sign = 1 if step.moved >= 0 else -1
    candidates = [
        (after.xpath(AMOUNT), amount, sign * (step.end - step.start)),
        (after.xpath(BALANCE), step.end, step.implied_end),
        (step.before.xpath(BALANCE), step.start, step.end - step.moved),
    ]
    if balance_is_wrong:
        candidates = [candidates[1]]
    possible = [candidate for candidate in candidates if candidate[2] >= 0]
    possible.sort(key=lambda candidate: not is_slip(candidate[1], candidate[2]))
    repairs = [_suggestion(xpath, format(value, "f"), printed(value), step) for xpath, _, value in possible]
    if step.end - step.start == -step.moved:
        flipped = "D" if sign > 0 else "A"
        repairs.insert(0, _suggestion(after.xpath(DIRECTION), flipped, flipped, step))
    return tuple(repairs)


def _suggestion(xpath: str, value: str, shown: str, step: Step) -> Suggestion:
    return Suggestion(xpath=xpath, value=value, reason=f"with {shown}, the balance of {step.after.name} would add up")


@rule("TOT702", Severity.WARNING, "Form 4, columns 4 and 5, or 5 and 9")
def acquired_more_than_owned(document: OwnershipDocument) -> Problems:
    """After an acquisition, the owner owns at least the amount acquired; a footnote may say otherwise.

    Measured: 42 of 17,951 filings.

    Broken:     I.1.transaction_shares = 10,008; II.1.transaction_shares = 10,008;
                II.1.underlying_security_shares = 10,008
    Consistent: I.1.shares_owned_following_transaction = 10,008; I.2.shares_owned_following_transaction = 8
    """
    for placed in transactions(both_tables(document)):
        row = placed.row
        amount, owned = row.transaction_shares, row.shares_owned_following_transaction
        if row.transaction_acquired_disposed_code.value != "A" or amount.value is None or owned.value is None:
            continue
        if owned.value < amount.value:
            message = f"{placed.name}: {printed(amount.value)} acquired, but {printed(owned.value)} owned afterwards"
            severity = Severity.INFO if owned.footnotes else None
            yield Problem(placed.xpaths(BALANCE, AMOUNT, DIRECTION), message, severity=severity)


RULES = (balance_does_not_follow, acquired_more_than_owned)
