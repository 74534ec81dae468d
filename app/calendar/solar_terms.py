"""The day of 清明, the only solar term that is a holiday."""

from datetime import date

# Constants of the customary century formula 寿星通式: [Y × 0.2422 + C] − [Y ÷ 4], Y being the year's last two digits.
_CENTURY_CONSTANT = {19: 5.59, 20: 4.81}


def qingming(year: int) -> date:
    """清明 of a year from 1901 to 2099, Beijing time."""
    century, y = divmod(year, 100)
    return date(year, 4, int(y * 0.2422 + _CENTURY_CONSTANT[century]) - y // 4)
