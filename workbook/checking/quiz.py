"""The questions of a notebook as a panel, for those who do not code: the same questions, the same progress."""

from pathlib import Path

from ..base import WorkbookError
from .bank import notebook_questions, numbers
from .progress import Progress, record
from .questions import without_code

FRONT = (Path(__file__).parent / "quiz.js").read_text(encoding="utf-8")


class Quiz:
    """The questions of notebook ``number``; ``answer`` judges, ``hint`` and ``solution`` help."""

    def __init__(self, number):
        self.number = str(number)
        self.questions = notebook_questions(self.number)
        if not self.questions:
            raise WorkbookError(f"Notebook {number} has no questions; these have: {', '.join(numbers())}.")
        self.hints = dict.fromkeys(self.questions, 0)

    def answer(self, name, given):
        """Judge ``given`` as the answer to the question ``name``; returns outcome and reply."""
        question = self.questions[name]
        verdict = question.judge(given)
        remark = record(question, verdict, given)
        return verdict.outcome, without_code(verdict.reply) + remark

    def hint(self, name):
        """The next hint on the question ``name``."""
        question = self.questions[name]
        self.hints[name] = min(self.hints[name] + 1, len(question.hints))
        return f"Hint {self.hints[name]} of {len(question.hints)}: {question.hints[self.hints[name] - 1]}"

    def solution(self, name):
        """The worked solution of the question ``name``."""
        return str(self.questions[name].solve())

    @property
    def standing(self):
        """How many are right, as a sentence."""
        found = list(Progress().of(self.number).values())
        return f"{found.count('right')} of {len(found)} right."

    def shown(self):
        """What the panel shows of each question."""
        from nbconvert.filters import markdown2html

        known = Progress().of(self.number)
        return [
            {
                "id": name,
                "prompt": markdown2html(question.prompt),
                "outcome": known[name],
                "wanted": question.wanted(),
                **question.asked(),
            }
            for name, question in self.questions.items()
        ]

    def widget(self):
        """The panel."""
        import anywidget
        import traitlets

        from ..views.panel import STYLE

        class Panel(anywidget.AnyWidget):
            _esm, _css = FRONT, STYLE
            title = traitlets.Unicode().tag(sync=True)
            questions: traitlets.List = traitlets.List().tag(sync=True)
            replies = traitlets.Dict().tag(sync=True)
            standing = traitlets.Unicode().tag(sync=True)

        panel = Panel(title=f"Questions of notebook {self.number}", questions=self.shown(), standing=self.standing)
        panel.on_msg(lambda _widget, message, _buffers: self.respond(panel, message))
        return panel

    def respond(self, panel, message):
        """Do what the browser asks: check, hint or solution."""
        name, outcome = message.get("id"), ""
        if name not in self.questions:
            return
        if message.get("do") == "check":
            outcome, said = self.answer(name, message.get("value"))
        elif message.get("do") == "hint":
            said = self.hint(name)
        else:
            said = self.solution(name)
        turn = panel.replies.get(name, {}).get("turn", 0) + 1
        panel.replies = {**panel.replies, name: {"outcome": outcome, "said": said, "turn": turn}}
        panel.standing = self.standing

    def __repr__(self):
        return f"Questions of notebook {self.number}: {', '.join(self.questions)}."

    def _repr_mimebundle_(self, include=None, exclude=None):
        from ..views.runtime import displayed

        return displayed(self.widget(), repr(self))


def quiz(number):
    """How do I answer without code? Shows the questions of notebook ``number`` («07») as a panel."""
    return Quiz(number)
