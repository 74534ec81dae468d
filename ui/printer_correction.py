"""How much a printer prints too large or too small, measured once on the 100 mm square and kept by its name."""

from dataclasses import asdict, dataclass
from datetime import date

from app.errors import UserFacingError
from ui.preferences import Preferences

LEAST, MOST = 0.9, 1.1
_SQUARE_MM = 100.0
_KEY = "printers.corrections"


@dataclass(frozen=True)
class Correction:
    """Factors by which an upright sheet is drawn wider and higher, and the day they were measured ("" : never)."""

    width: float = 1.0
    height: float = 1.0
    measured: str = ""

    def along(self, *, landscape: bool) -> tuple[float, float]:
        """Return the factors for width and height of a page; a lying page runs through the printer turned."""
        return (self.height, self.width) if landscape else (self.width, self.height)

    def words(self) -> str:
        """Say how this printer prints."""
        if not self.measured:
            return "还没有量过，按 100 % 打印。"
        day = date.fromisoformat(self.measured)
        factors = f"宽 {self.width * 100:.1f} %，高 {self.height * 100:.1f} %"
        return f"按量过的校正打印：{factors}（{day.year}年{day.month}月{day.day}日量的）。"


def is_near_enough(side_mm: float) -> bool:
    """Whether a side of the square came out so that drawing at 90 to 110 % makes it right."""
    return side_mm > 0 and LEAST <= _SQUARE_MM / side_mm <= MOST


def correction_from(width_mm: float, height_mm: float, day: date) -> Correction:
    """Return what makes a square right that came out `width_mm` × `height_mm` from the uncorrected sheet.

    Raises UserFacingError where that is beyond 90 to 110 %: then it is a setting of the printer, not its mechanics.
    """
    if not (is_near_enough(width_mm) and is_near_enough(height_mm)):
        raise UserFacingError(
            "printer-far-off",
            "和 100 毫米差得太多，没有记下。多半是打印机设置里选了“适合纸张”或者缩放："
            "改成“实际大小”，再印一张方框重新量。",
        )
    return Correction(round(_SQUARE_MM / width_mm, 5), round(_SQUARE_MM / height_mm, 5), day.isoformat())


def correction_of(preferences: Preferences, printer: str) -> Correction:
    """Return what was kept for a printer's name; none where nothing of use was kept."""
    kept = preferences.get(_KEY, {}).get(printer)
    try:
        correction = Correction(**kept)
        date.fromisoformat(correction.measured)
        in_bounds = LEAST <= correction.width <= MOST and LEAST <= correction.height <= MOST
    except (TypeError, ValueError):
        # Nothing kept, or written by hand or by another version.
        return Correction()
    return correction if in_bounds else Correction()


def keep_correction(preferences: Preferences, printer: str, correction: Correction | None) -> None:
    """Keep a printer's correction; None goes back to 100 %."""
    others = {name: kept for name, kept in preferences.get(_KEY, {}).items() if name != printer}
    preferences.put(_KEY, others | ({printer: asdict(correction)} if correction else {}))
