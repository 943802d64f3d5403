"""A student's notebook as it is graded: its code, its essays, and what had to be repaired.

All code of the student runs in the notebook's order, and an answer is the value that its variable has at the end. So
cells that were copied, split, moved or typed anew need no repair; they are reported.
"""

import ast
import difflib
import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ..assignments.copies import HAND_IN, STARTER, blank_essay, shown, worth
from ..assignments.for_nbgrader import TEST
from ..assignments.hand_in import word_count, written
from ..assignments.source import FIELD, Cell, Exercise, parts_of_answer
from .repair import ONE_SIDE, Found, Refused, cells_of, in_words, notebooks_in, plain
from .student_code import mended, names_set, parsed, shape, unfenced

__all__ = ["CodeCell", "Refused", "Submission", "read_submission"]

HAND_IN_CELLS = (Cell("hand-in-text", "markdown", HAND_IN), Cell("hand-in", "code", "wb.hand_in()"))
TYPE_HERE = re.compile(r"<!-- (?:BEGIN|END) QUESTION -->|_Type your answer here, replacing this text\._")  # otter
OTTER_ENDS = "## Submission\n\nMake sure you have run all cells"
OTTER_CALL = re.compile(r"^(?:import otter|grader = otter\.Notebook\(.*|grader\.(?:check|check_all|export)\(.*)$", re.M)
HIDDEN_TESTS = TEST.splitlines()[1]
PICTURE = re.compile(r"\]\(\s*attachment:|<img\b", re.I)
PICTURE_DATA = re.compile(r"data:image/[\w+.-]+;base64,[A-Za-z0-9+/=\s]+")
LETTERS = 40  # a code cell under an essay's prompt that is no Python and has as many is a text
WORDS = 20  # a text of as many that belongs to no question is named


@dataclass(frozen=True)
class CodeCell:
    """Code to run; ``label`` is what a message calls it: «the answer of q1» or «code cell 3»."""

    text: str
    label: str


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    ``about`` is what the notebook says of itself (exercise, student, copy), ``code`` is in the order to run, and
    ``essays`` are texts by name, blank where there is none. ``repairs`` are sentences for student and instructor.
    ``ordered`` is the code in the exercise's own order, if the notebook has another one.
    """

    about: dict
    code: tuple
    essays: dict
    repairs: tuple
    ordered: tuple | None = None


@dataclass
class _Seen:
    """A cell of the student, the ``given`` cell that it is or was, and how it was recognised."""

    cell: Found
    given: Cell | None = None
    how: str = ""  # mark, id, text
    code: str | None = None
    names: list = field(default_factory=list)  # the questions that its code sets


def read_submission(content, exercise: Exercise):
    """The Submission in the bytes ``content``, however damaged.

    Raises Refused, with one sentence, if nothing can be read or if it is a notebook of another exercise.
    """
    read: list[Submission] = []
    refused = None
    versions = notebooks_in(content)
    for notebook, said in versions:
        try:
            read.append(_submission(notebook, said, exercise))
        except Refused as error:
            refused = error
    if refused and not read:
        raise refused
    if len(read) == 1:
        return _with(read[0], ONE_SIDE) if refused else read[0]
    upper, lower = (_answered(one, exercise) for one in read)
    which = f"the {'lower' if lower > upper else 'upper'} one was taken"
    names = [*exercise.questions, *exercise.essays]
    counts = f"{upper} of {len(names)} answered above, {lower} below"
    differing = ", ".join(name for name in names if _given(read[0], name) != _given(read[1], name)) or "no answer"
    return _with(
        read[lower > upper], f"The file holds two versions of a merge; {which} ({counts}). They differ in {differing}."
    )


def _with(submission, remark):
    return replace(submission, repairs=(remark, *submission.repairs))


def _answered(submission, exercise):
    """How many questions and essays have something of the student's own."""
    starters = set(_starters(exercise).values())
    done = {name for cell in submission.code if shape(cell.text) not in starters for name in names_set(cell.text)}
    return len(done & exercise.questions.keys()) + sum(bool(text) for text in submission.essays.values())


def _given(submission, name):
    """What stands for a question or an essay in ``submission``."""
    return submission.essays.get(name, [cell.text for cell in submission.code if name in names_set(cell.text)])


def _submission(notebook, said, exercise):
    cells = cells_of(notebook, said)
    if not cells:
        raise Refused("The notebook has no cells. Hand in the file of the exercise, which ends in .ipynb.")
    about = _facts(notebook)
    seen = _recognised(cells, exercise, said)
    _must_belong(about, seen, exercise, said)
    essays = _essays(seen, exercise, said)
    _say_what_is_missing(seen, essays, exercise, said)
    code, ordered = _code(seen, exercise, said)
    return Submission(about, code, essays, tuple(dict.fromkeys(said)), ordered)


def _facts(notebook):
    """What the notebook says of itself; only single values, because nothing else was written there."""
    metadata = notebook.get("metadata")
    found = metadata.get("workbook") if isinstance(metadata, dict) else {}
    facts = {}
    for name, value in found.items() if isinstance(found, dict) else ():
        if isinstance(value, str):
            facts[plain(name, [])] = plain(value, [])
        elif isinstance(value, (int, float)) and math.isfinite(value):
            facts[plain(name, [])] = value
    return facts


def _recognised(cells, exercise, said):
    """Which given cell each of ``cells`` is: by its mark, else by its id, else by its text."""
    given = (*exercise.cells, *HAND_IN_CELLS)
    by_id = {name: one for one in given for name in (one.id, re.sub(r"[^a-zA-Z0-9_\-]", "_", one.id))}
    counts = Counter(cell.ids[0] for cell in cells if cell.ids)
    shapes = {shape(one.text): one for one in given if one.type == "code" and one.role != "answer"}
    remarks: dict[str, list] = {}
    seen = []
    for cell in cells:
        one = _Seen(cell)
        if cell.type == "code":
            _put(one, cell.text, exercise, remarks)
        if found := _by_mark(cell, given):
            one.given, one.how = found, "mark"
        elif (found := next((by_id[name] for name in cell.ids if name in by_id), None)) and not (
            # An id that stands twice, or that was given to another cell, says less than the cell itself.
            (counts[cell.ids[0]] > 1 and found.type != cell.type) or (one.names and found.question not in one.names)
        ):
            one.given, one.how = found, "id"
        seen.append(one)
    starters = set(_starters(exercise).values())
    answered = {name for one in seen if one.code and shape(one.code) not in starters for name in one.names}
    taken = {one.given.id for one in seen if one.given}
    left = [one for one in given if one.type == "markdown" and one.id not in taken]
    for one in seen:
        if not one.given and (found := _by_text(one, left, shapes, exercise)):
            one.given, one.how = found, "text"
        if one.given:
            # Two rubrics may begin alike: the next one after what stands above is tried first.
            at = given.index(one.given)
            left = [cell for cell in (*given[at:], *given[:at]) if cell in left and cell is not one.given]
        _run_all_the_same(one, exercise, answered, remarks)
        if one.names and one.given and one.given.role not in ("answer", "setup") and parsed(one.code).tree:
            one.given = next(cell for cell in given if cell.role == "answer" and cell.question == one.names[0])
    said += [remark.format(cells=in_words(places)) for remark, places in remarks.items()]
    _say_how(seen, counts, said)
    return seen


def _put(one, code, exercise, remarks):
    """Keep ``code`` as what the cell runs, mended and without the calls of other graders."""
    own: list[str] = []
    one.code = mended(OTTER_CALL.sub("", code), own)
    one.names = [name for name in exercise.questions if name in names_set(one.code)]
    for remark in own:
        remarks.setdefault(remark, []).append(one.cell.place)


def _by_mark(cell, given):
    if not cell.role:
        return None
    if cell.role == "essay" and not cell.question:
        essays = [one for one in given if one.role == "essay"]
        return essays[0] if len(essays) == 1 else None
    found = [one for one in given if (one.role, one.question) == (cell.role, cell.question)]
    return next((one for one in found if one.id in cell.ids), found[0] if found else None)


def _by_text(one, left, shapes, exercise):
    """The given cell that ``one`` is by what stands in it; of texts only one that is not found yet."""
    if one.code is not None:
        if found := shapes.get(shape(one.code)):
            return found
        return next((cell for cell in exercise.cells if cell.role == "answer" and cell.question in one.names), None)
    text = TYPE_HERE.sub("", one.cell.text).strip()
    if STARTER.match(text):
        essays = list(exercise.essays.values())
        exact = next((cell for cell in essays if text.startswith(blank_essay(cell))), None)
        return exact or (essays[0] if len(essays) == 1 else None)
    first = text.partition("\n")[0].strip()
    texts = [cell for cell in left if cell.role != "essay"]
    return next(
        (cell for cell in texts if first and not _beyond(first, cell.text.strip().partition("\n")[0], first)), None
    )


def _run_all_the_same(one, exercise, answered, remarks):
    """Take the code out of a text cell that was a code cell, or that holds nothing but an answer.

    Not if code gives the answer (``answered``): then the text is a note, or an answer that was put out of use.
    """
    if one.code is not None or not one.cell.text.strip():
        return
    code = unfenced(one.cell.text)
    known = one.given.role if one.given else ""
    names = names_set(code) & exercise.questions.keys()
    if known == "setup" or (known == "answer" and names) or (not one.given and names and parsed(code).tree):
        kind = "a Markdown cell" if one.cell.type == "markdown" else "a raw cell"
        runs = not names & answered
        said = "it is run all the same" if runs else "it is not run, because code in another cell gives the answer"
        remarks.setdefault(f"Code stood in {kind} ({{cells}}); {said}.", []).append(one.cell.place)
        if runs:
            _put(one, code, exercise, remarks)
        if runs and not one.given:
            one.given, one.how = _by_text(one, [], {}, exercise), "text"
    elif known == "answer":
        remarks.setdefault("Text stood in the cell of an answer ({cells}); it is not run.", []).append(one.cell.place)


def _say_how(seen, counts, said):
    marked = [one for one in seen if one.how == "mark"]
    by_id, by_text = (sum(one.how == how for one in seen) for how in ("id", "text"))
    if not marked and by_id + by_text:
        said.append(
            "The cells do not say any more to which question they belong; they were recognised by their ids "
            f"({by_id}) and by their texts ({by_text})."
        )
    strange = [one for one in marked if one.given.id not in one.cell.ids]
    if len(strange) * 2 > len(marked):
        said.append(f"The ids of {len(strange)} cells are missing or not those of the exercise; they do not matter.")
    if twice := [name for name, count in counts.items() if count > 1]:
        said.append(f"Cells have the same id ({plain(', '.join(twice[:5]), [])[:100]}); it does not matter.")


def _must_belong(about, seen, exercise, said):
    """Raise Refused if this is another exercise: it says so, and no text of this one stands in it."""
    named = str(about.get("exercise", ""))
    if named == exercise.name:
        return
    own = {cell.id for cell in exercise.cells if cell.role == "prompt" or cell is exercise.cells[0]}
    shared = any(
        one.given and one.given.id in own and _beyond(one.cell.text, one.given.text) is not None for one in seen
    )
    if named and not shared:
        raise Refused(f"This is a notebook of the exercise {named}, not of {exercise.name}. Hand in the right one.")
    if not any(one.given and one.given not in HAND_IN_CELLS for one in seen):
        raise Refused(f"Nothing in the notebook belongs to the exercise {exercise.name}. Hand in the right one.")
    if named:
        said.append(f"The notebook names the exercise {named}, but its questions are those of {exercise.name}.")
    elif shared:
        said.append(f"The notebook does not name its exercise any more; its questions are those of {exercise.name}.")
    else:
        said.append(
            f"The notebook does not name its exercise, and no question of {exercise.name} stands in it whole. "
            "Look whether it is the right one."
        )


def _beyond(text, template, otherwise=None):
    """What ``text`` has before and after the ``template``, whose {fields} stand for anything.

    Gives ``otherwise`` if the template does not stand in it whole.
    """
    pieces = FIELD.split(template.strip())[::2]
    start = place = max(text.find(pieces[0]), 0)
    for piece in pieces:
        place = text.find(piece, place)
        if place < 0:
            return otherwise
        place += len(piece)
    place = place if pieces[-1] else len(text)
    return f"{text[:start].strip()}\n\n{text[place:].strip()}".strip()


def _essays(seen, exercise, said):
    """The text of each essay: what the student wrote from its prompt to the next given cell that is not its own."""
    parts: dict[str, list] = {name: [] for name in exercise.essays}
    current = ""
    for one in seen:
        if one.given:
            current = one.given.question if one.given.question in parts else ""
        if current:
            how, text = _part(one, exercise)
            if how and not one.given:
                one.how = "place"
            if text:
                parts[current].append((one.cell.place, how, text))
    return {name: _joined(name, found, said) for name, found in parts.items()}


def _part(one, exercise):
    """What ``one`` has of an essay, and how it stands there."""
    text = STARTER.sub("\n", TYPE_HERE.sub("", one.cell.text))
    if not one.given:
        if one.cell.text.startswith(OTTER_ENDS) or not (one.code is None or _is_prose(one.code)):
            return "", ""
        one.code = None
        return ("code" if one.cell.type == "code" else "new"), written(text)
    if one.given.role == "essay":
        one.code = None
        return one.cell.type, written(text)
    if one.given.role == "prompt":
        template = f"{one.given.text.rstrip()}\n\n*{worth(exercise, one.given.question)}.*"
    else:
        template = shown(exercise, one.given, 0)
    return "prompt", _added(text.strip(), template)


def _is_prose(code):
    signs = [sign for sign in code if not sign.isspace()]
    letters = sum(sign.isalpha() for sign in signs)
    return parsed(code).tree is None and letters >= LETTERS and letters > 0.85 * len(signs)


def _added(text, template):
    """What a student wrote into a given text; of a ``template`` that was changed, lines like its own are left out."""
    found = _beyond(text, template)
    if found is not None or len(text) > 20 * len(template):
        return text if found is None else found
    lines = [line for line in template.splitlines() if line.strip()]

    def is_given(line):
        alike = difflib.SequenceMatcher(None, autojunk=False)
        alike.set_seq2(line.strip())
        for one in lines:
            alike.set_seq1(one.strip())
            if not _beyond(line, one, line) or (alike.quick_ratio() > 0.8 and alike.ratio() > 0.8):
                return True
        return False

    return "\n".join(line for line in text.splitlines() if not line.strip() or not is_given(line)).strip()


def _joined(name, parts, said):
    """The text of the essay ``name`` from its ``parts``; says where they stood if that is not the given cell alone."""
    texts = list(dict.fromkeys(text for _, _, text in parts))
    places = [place for place, _, _ in parts]
    for how, where in (("code", "a code cell"), ("raw", "a raw cell"), ("prompt", "a given text, such as the prompt")):
        if own := [place for place, one, _ in parts if one == how]:
            said.append(f"Text of the essay {name} stood in {where} ({in_words(own)}); it was read all the same.")
    if len(texts) < len(parts):
        said.append(f"The essay {name} has the same text more than once ({in_words(places)}); it was read once.")
    if len(texts) > 1:
        said.append(f"The essay {name} stood in {in_words(places)}; the texts were joined in this order.")
    elif parts and parts[0][1] == "new":
        said.append(f"The essay {name} was found under its prompt, not in the given cell ({in_words(places)}).")
    text = "\n\n".join(texts)
    if PICTURE.search(text) or PICTURE_DATA.search(text):
        said.append(f"The essay {name} shows a picture; only the text is kept.")
        text = PICTURE_DATA.sub("picture", text)
    return text


def _say_what_is_missing(seen, essays, exercise, said):
    there = {(one.given.role, one.given.question) for one in seen if one.given}
    there |= {(one.cell.role, one.cell.question) for one in seen}
    names = {name: one.cell.place for one in seen if one.code for name in names_set(one.code)}
    for question in exercise.questions:
        if ("answer", question) not in there:
            said.append(f"The cell of the answer {question} is missing.")
        if question not in names and (like := [name for name in names if name.lower().replace("_", "") == question]):
            said.append(
                f"{in_words([names[like[0]]]).capitalize()} sets {like[0]}; the answer is read from {question}."
            )
    for name, text in essays.items():
        if not text and ("essay", name) not in there:
            said.append(f"The cell of the essay {name} is missing.")
    lone = [one for one in seen if not one.how and one.code is None and not one.cell.text.startswith(OTTER_ENDS)]
    lone = [one for one in lone if word_count(one.cell.text) >= WORDS]
    if lone and not all(essays.values()):
        places = in_words(one.cell.place for one in lone)
        said.append(f"A text that belongs to no question was left out ({places}). Look whether it is an essay.")
    wanted = [cell for cell in exercise.cells if cell.role in ("prompt", "check", "rubric")]
    gone = [f"the {cell.role} of {cell.question}" for cell in wanted if (cell.role, cell.question) not in there]
    if gone:
        more = f" and {len(gone) - 5} more" if len(gone) > 5 else ""
        said.append(f"Given cells are missing: {', '.join(gone[:5])}{more}. The answers do not depend on them.")


def _starters(exercise):
    """What students got in the cell of each answer, in a form that can be compared."""
    return {cell.question: shape(parts_of_answer(cell)[0]) for cell in exercise.cells if cell.role == "answer"}


def _code(seen, exercise, said):
    """The code to run, in the notebook's order and, if that is another one, in the exercise's."""
    order = {cell.id: place for place, cell in enumerate((*exercise.cells, *HAND_IN_CELLS))}
    setups = [cell for cell in exercise.cells if cell.role == "setup"]
    # What stands above all given cells comes after the setup, on which it may depend.
    place = max((order[cell.id] for cell in setups), default=-1) + 0.5
    runs = []
    idle = _idle(exercise)
    for one in seen:
        place = order[one.given.id] if one.given else place
        if one.code is not None and shape(one.code) not in idle and not _belongs_to_a_grader(one.code):
            runs.append((place, one))
    runs = _without_dots(runs, exercise, said)
    _say_where_answers_stand(runs, exercise, said)
    for _, one in runs:
        if one.given and one.given.role == "check":
            said.append(f"The check of {one.given.question} was changed ({in_words([one.cell.place])}); it is run too.")
    lines = {line.strip() for _, one in runs for line in one.code.split("\n")}
    lost = [cell for cell in setups if not lines.issuperset(line.strip() for line in cell.text.split("\n") if line)]
    if lost:
        kept = any(one.given in lost for _, one in runs)
        said.append(f"The setup cell {'was changed' if kept else 'is missing'}; the given one is run first.")
    first = tuple(CodeCell(cell.text, "the setup cell") for cell in lost)
    code = tuple(CodeCell(one.code, _label(one)) for _, one in runs)
    ordered = tuple(CodeCell(one.code, _label(one)) for _, one in sorted(runs, key=lambda run: run[0]))
    if ordered == code:
        return first + code, None
    said.append("The cells stand in another order than in the exercise.")
    return first + code, first + ordered


def _idle(exercise):
    """The given code that defines nothing, so that it need not run: checks, views, the hand-in cell, blank cells."""
    given = [cell.text for cell in exercise.cells if cell.type == "code" and cell.role in ("", "check")]
    trees = {text: parsed(text).tree for text in ("", *given)}
    return {shape(text) for text, tree in trees.items() if tree and all(isinstance(one, ast.Expr) for one in tree.body)}


def _belongs_to_a_grader(code):
    """Is it a test of nbgrader, or a call of ``hand_in`` and nothing else?"""
    tree = parsed(code).tree
    calls = [one.value for one in tree.body if isinstance(one, ast.Expr)] if tree and len(tree.body) == 1 else []
    called = [getattr(one.func, "attr", "") for one in calls if isinstance(one, ast.Call)]
    return HIDDEN_TESTS in code or called == ["hand_in"]


def _without_dots(runs, exercise, said):
    """Without the given cells that still hold the dots where the answer stands in another cell."""
    shapes = {id(one): shape(one.code) for _, one in runs}
    for question, starter in _starters(exercise).items():
        dots = [run for run in runs if shapes[id(run[1])] == starter]
        own = [run for run in runs if question in run[1].names and run not in dots]
        if own and dots and len(parsed(dots[0][1].code).tree.body) == 1:
            places = in_words(one.cell.place for _, one in own)
            said.append(f"The given cell of {question} still holds the dots; the answer was taken from {places}.")
            runs = [run for run in runs if run not in dots]
    return runs


def _say_where_answers_stand(runs, exercise, said):
    marked = any(one.how in ("mark", "id") for _, one in runs)
    for question in exercise.questions:
        cells = [one for _, one in runs if question in _answers(one)]
        if len(cells) > 1:
            places = in_words(one.cell.place for one in cells)
            said.append(f"The answer of {question} stands in {places}; they are run one after the other.")
        elif marked and any(one.how == "text" for one in cells):
            said.append(f"The answer of {question} stands in {in_words([cells[0].cell.place])}, not in the given cell.")


def _answers(one):
    """The questions that the code of ``one`` answers: those that it sets, else the one whose cell it is."""
    return one.names or ([one.given.question] if one.given and one.given.role == "answer" else [])


def _label(one):
    if one.given and one.given.role == "setup":
        return "the setup cell"
    if found := _answers(one):
        return f"the answer of {' and '.join(found)}"
    return f"code cell {one.cell.number}" if one.cell.number else in_words([one.cell.place])
