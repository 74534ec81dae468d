"""What our reviewer said when an entry was sent back, over its form: taken over with one key, or answered."""

from collections.abc import Callable

from app.exchange.answers import OpenReturn
from app.exchange.verdicts import Verdict
from app.standards.models import Definition
from app.tables.official import standard_text
from ui.widgets.buttons import Button
from ui.widgets.note import Note

TAKE_KEY = "Alt+Enter"


def verdict_note(
    returned: OpenReturn, definition: Definition, take: Callable[[], object], answer: Callable[[], object]
) -> Note:
    """Return the note for an entry sent back: `take` takes the proposed values over, `answer` asks for words."""
    verdict = returned.verdict
    buttons = [Button("改回复…" if verdict.is_answered else "写回复…", icon="message-square", compact=True)]
    buttons[0].clicked.connect(answer)
    if returned.proposals:
        use = Button("照建议改", icon="check", key=TAKE_KEY, compact=True)
        use.clicked.connect(take)
        buttons.insert(0, use)
    who = f"（{verdict.person}）" if verdict.person else ""
    headline = f"上级{who}退回了这一条：{verdict.comment or '请照建议改。'}"
    return Note("warn", headline, "\n".join(_further(verdict, definition)), buttons, icon="undo-2", compact=True)


def _further(verdict: Verdict, definition: Definition) -> list[str]:
    lines = [
        f"建议“{definition.element(key).label}”改成：{standard_text(definition.element(key), value) or '清空'}"
        for key, value in verdict.proposed.items()
    ]
    before = "已经回复" if verdict.is_answered else "以前的意见回复过"
    return [*lines, f"{before}：{verdict.answer}"] if verdict.answer else lines
