"""The notices of the page that are being made: in memory, and beside the workspace until they are printed or hung."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from app.notices.keeping import KeptFacts
from ui.desk import Desk
from ui.pages.notices import rows as row_texts
from ui.pages.notices.draft import Draft, start_draft
from ui.pages.notices.reading import Found
from ui.pages.notices.safekeeping import Safekeeping, restored


class Begun(QObject):
    """All drafts, and what becomes of them when something is kept, printed or taken back."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.drafts: list[Draft] = []
        self.safekeeping = Safekeeping(desk, self, lambda: self.drafts)

    @property
    def touched(self) -> list[Draft]:
        """Those in which something was typed that is not kept yet."""
        return [draft for draft in self.drafts if draft.is_touched]

    def of_row(self, key: str) -> Draft | None:
        """Return the draft of a row of the list."""
        return next((draft for draft in self.drafts if row_texts.key_of(draft) == key), None)

    def of_notice(self, notice: str) -> Draft | None:
        """Return the draft from which a kept notice (id) was made, None where it is here no more."""
        return next((draft for draft in self.drafts if draft.kept and draft.kept.id == notice), None)

    def correcting(self, notice: str) -> Draft | None:
        """Return the draft that is to take the place of a withdrawn notice (id)."""
        return next((draft for draft in self.drafts if draft.corrects == notice and draft.kept is None), None)

    def take_back(self, found: Iterable[Found], kept: Mapping[str, KeptFacts]) -> None:
        """Take up what was begun before the program ended."""
        for each in found:
            draft = restored(each.unfinished, start_draft(each.unfinished.key, each.template, each.blanks, {}))
            draft.kept = kept.get(each.unfinished.kept or "")
            draft.is_touched = draft.is_touched or draft.kept is None
            if draft.is_worth_keeping:
                self.drafts.append(draft)

    def follow(self, kept: Mapping[str, KeptFacts]) -> None:
        """Take over how the notices made from drafts stand now; one that was taken back is a draft again."""
        for draft in self.drafts:
            if draft.kept is not None:
                draft.kept = kept.get(draft.kept.id)
                draft.is_touched = draft.is_touched or draft.kept is None
        self.safekeeping.note()

    def drop(self, draft: Draft) -> None:
        """Let go of a draft and its raw rows."""
        draft.forget_list()
        self.drafts.remove(draft)
        self.safekeeping.note()

    def drop_idle(self) -> None:
        """Let go of those that are out, or in which nothing was ever typed."""
        for draft in [each for each in self.drafts if not each.is_touched]:
            if draft.kept is None or draft.kept.is_out:
                self.drop(draft)

    def name_unstored(self, found: list[str]) -> None:
        """What is being made lies beside the workspace; name to `found` what the disk refuses."""
        self.safekeeping.note()
        self.safekeeping.settle()
        if self.safekeeping.is_refused:
            found += [f"公示“{draft.template.name}”" for draft in self.touched]
