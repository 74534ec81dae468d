"""Moving lines of a table: which order dropping them somewhere gives."""

from collections.abc import Collection, Sequence

from app.drafting.grid import GridRow


def reordered(rows: Sequence[GridRow], chosen: Collection[int], before: int) -> list[str]:
    """Return the entries whose places change, in their new order; nothing where the table would look the same.

    The lines at `chosen` go before the one at `before` (the number of lines: to the end). Items that were not adopted
    have no place of their own: they stand behind the one before them in the standard.
    """
    moving = [rows[place] for place in sorted(chosen)]
    ahead = [row for place, row in enumerate(rows[:before]) if place not in chosen]
    behind = [row for place, row in enumerate(rows[before:], before) if place not in chosen]
    now = [row.id for row in rows if row.id]
    new = [row.id for row in (*ahead, *moving, *behind) if row.id]
    changed = [place for place, (old, other) in enumerate(zip(now, new, strict=True)) if old != other]
    return new[changed[0] : changed[-1] + 1] if changed else []
