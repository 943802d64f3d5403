"""Teaching packs: what an instructor needs for a notebook tonight, as one page."""

import tomllib
from typing import Any

from ..base import WorkbookError, folder
from ..base.markdown import in_a_cell
from ..checking.bank import all_notebooks, beside, notebook_path, notebook_questions, title_of

LESSON_MINUTES = (45, 90)


def plan_of(number: str) -> dict[str, Any]:
    """What the author of notebook ``number`` wrote for instructors: teaching.toml in its folder.

    Raises WorkbookError if the file cannot be read, or if the steps of a plan do not add up to its length.
    """
    path = notebook_path(number).with_name("teaching.toml")
    name = f"{path.parent.name}/{path.name}"
    try:
        plan = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise WorkbookError(f"{name} cannot be read: {error}.") from None
    for length in LESSON_MINUTES:
        if (minutes := sum(step["minutes"] for step in plan[f"plan_{length}"])) != length:
            raise WorkbookError(f"{name}: the steps of plan_{length} take {minutes} minutes.")
    return plan


def teaching_pack(number: str) -> str:
    """The teaching pack of notebook ``number`` as Markdown: plans, misconceptions, prompts, model answers."""
    plan, title = plan_of(number), title_of(number)
    lines = [f"# Teaching pack {number}: {title}", "", f"**Before class.** {plan['before']}"]
    lines += ["", f"`workbook slides {number}` makes slides of the notebook that need no network."]
    for length in LESSON_MINUTES:
        lines += ["", f"## Lesson plan, {length} minutes", "", "| minutes | what |", "| --- | --- |"]
        lines += [f"| {step['minutes']} | {in_a_cell(step['what'])} |" for step in plan[f"plan_{length}"]]
    lines += ["", "## Misconceptions to expect"]
    for misconception in plan["misconceptions"]:
        lines += ["", f"- **{in_a_cell(misconception['think'])}** {in_a_cell(misconception['answer'])}"]
    lines += ["", "## Prompts for discussion", ""]
    lines += [f"{position}. {in_a_cell(prompt)}" for position, prompt in enumerate(plan["discussion"], start=1)]
    lines += ["", "## Model answers", "", "The answers are computed from the data; this page is made again with them."]
    for question in notebook_questions(number).values():
        lines += ["", f"### {question.id}", "", question.prompt, "", f"**Answer.** {question.solve()}"]
        lines += [f"- {question.write(mistake.answer())}: {mistake.reply}" for mistake in question.mistakes[:1]]
        if question.mistakes:
            lines.insert(-1, "")
            lines.insert(-1, "A likely mistake:")
            lines.insert(-1, "")
    lines += ["", "### Reflection", "", beside(number)["REFLECTION"].strip(), "", "**A strong answer.**", ""]
    lines += [plan["reflection"].strip()]
    return "\n".join(lines) + "\n"


def teaching_packs() -> dict[str, str]:
    """Every teaching pack: path from the top of a checkout, and content."""
    top = folder("notebooks").parent
    return {
        path.with_name("teaching.md").relative_to(top).as_posix(): teaching_pack(number)
        for number, path in all_notebooks().items()
    }
