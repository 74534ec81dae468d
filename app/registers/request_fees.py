"""What handling requests costs an applicant who asks for very much (信息处理费): dearer the more he asks."""

from collections.abc import Sequence

from app.errors import UsageError
from app.standards.request_rules import FeeStep, RequestRules


def fee_for_cases(rules: RequestRules, before: int, cases: int = 1) -> int:
    """Return the yuan for so many cases of an applicant who had `before` others in the same calendar month."""
    steps = rules.fee_rules.per_case
    return _fee(steps, before + cases) - _fee(steps, before)


def fee_for_pages(rules: RequestRules, pages: int) -> int:
    """Return the yuan for so many pages of one case."""
    return _fee(rules.fee_rules.per_page, pages)


def _fee(steps: Sequence[FeeStep], count: int) -> int:
    if not 0 <= count <= 100_000:
        raise UsageError("count-wrong", f"件数、页数要在 0 至 100000 之间，现在是 {count}。请核对后重填。")
    return sum(_price(steps, number) for number in range(1, count + 1))


def _price(steps: Sequence[FeeStep], number: int) -> int:
    """Return what the so-manieth one costs."""
    last = 0
    for step in steps:
        if step.to is None or number <= step.to:
            break
        last = step.yuan or 0
    if step.yuan is not None:
        return step.yuan
    return last + (step.step_yuan or 0) * ((number - step.from_) // (step.step or 1) + 1)
