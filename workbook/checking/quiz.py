"""The questions of a notebook as a panel, for those who do not code: the same questions, the same progress."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base import WorkbookError
from .bank import notebook_questions, number_of, numbers
from .progress import Progress, record
from .questions import without_code
from .verdicts import OUTCOMES, Outcome

if TYPE_CHECKING:
    import anywidget

FRONT = (Path(__file__).parent / "quiz.js").read_text(encoding="utf-8")


class Quiz:
    """The questions of one notebook; ``answer`` judges, ``hint`` and ``solution`` help."""

    def __init__(self, notebook: int | str) -> None:
        self.number = number_of(notebook)
        self.questions = notebook_questions(self.number)
        if not self.questions:
            raise WorkbookError(f"Notebook {self.number} has no questions; these have: {', '.join(numbers())}.")
        self.hints = dict.fromkeys(self.questions, 0)

    def answer(self, name: str, response: object) -> tuple[Outcome, str]:
        """Judge ``response`` as the answer to the question ``name``; returns outcome and reply."""
        question = self.questions[name]
        verdict = question.judge(response)
        remark = record(question, verdict, response)
        return verdict.outcome, without_code(verdict.reply) + remark

    def hint(self, name: str) -> str:
        """The next hint on the question ``name``."""
        question = self.questions[name]
        self.hints[name] = min(self.hints[name] + 1, len(question.hints))
        return f"Hint {self.hints[name]} of {len(question.hints)}: {question.hints[self.hints[name] - 1]}"

    def solution(self, name: str) -> str:
        """The worked solution of the question ``name``."""
        return str(self.questions[name].solve())

    @property
    def standing(self) -> str:
        """How many are right, as a sentence."""
        outcomes = list(Progress().of(self.number).values())
        return f"{outcomes.count('right')} of {len(outcomes)} right."

    def shown(self) -> list[dict[str, object]]:
        """What the panel shows of each question."""
        from nbconvert.filters import markdown2html

        outcomes = Progress().of(self.number)
        return [
            {
                "id": name,
                "prompt": markdown2html(question.prompt),
                "outcome": outcomes[name],
                "wanted": question.wanted(),
                **question.panel_field(),
            }
            for name, question in self.questions.items()
        ]

    def widget(self) -> "anywidget.AnyWidget":
        """The panel."""
        import anywidget
        import traitlets

        from ..views.front import script, style

        class Panel(anywidget.AnyWidget):
            _esm, _css = script("make") + FRONT, style()
            title = traitlets.Unicode().tag(sync=True)
            questions: "traitlets.List[dict[str, object]]" = traitlets.List().tag(sync=True)
            outcomes = traitlets.Dict(OUTCOMES).tag(sync=True)
            replies = traitlets.Dict().tag(sync=True)
            standing = traitlets.Unicode().tag(sync=True)

        panel = Panel(title=f"Questions of notebook {self.number}", questions=self.shown(), standing=self.standing)
        panel.on_msg(lambda _widget, message, _buffers: self.respond(panel, message))
        return panel

    def respond(self, panel: Any, message: Mapping[str, Any]) -> None:
        """Do what the browser asks: check, hint or solution."""
        name = message.get("id")
        outcome: Outcome | str = ""
        if name not in self.questions:
            return
        if message.get("do") == "check":
            outcome, reply = self.answer(name, message.get("value"))
        elif message.get("do") == "hint":
            reply = self.hint(name)
        else:
            reply = self.solution(name)
        turn = panel.replies.get(name, {}).get("turn", 0) + 1
        panel.replies = {**panel.replies, name: {"outcome": outcome, "reply": reply, "turn": turn}}
        panel.standing = self.standing

    def __repr__(self) -> str:
        return f"Questions of notebook {self.number}: {', '.join(self.questions)}."

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        from ..views.runtime import displayed

        return displayed(self.widget(), repr(self))


def quiz(notebook: int | str) -> Quiz:
    """How do I answer without code? Shows the questions of a ``notebook`` (7, "7" or "07") as a panel.

    Raises UnknownName, with the possible ones, if there is no such notebook.

    >>> quiz(7)
    Questions of notebook 07: 07-1, 07-2, 07-3, 07-4, 07-5.
    """
    return Quiz(notebook)
