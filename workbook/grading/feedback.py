"""What a student gets back: one page that needs nothing else, to read on a screen or on paper."""

import functools
import re
import warnings
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from pathlib import Path

from ..assignments.answers import Unreadable, from_data
from ..assignments.keys import asked
from ..assignments.roster import folder_name
from ..assignments.rubrics import best_first
from ..base import BadData, WorkbookError
from ..base.files import write_whole
from ..checking.verdicts import OUTCOMES
from .clean_text import legible
from .results import FEEDBACK, read_marks, read_results, so_far, total

SIGNS = {"right": "✓", "not yet": "→", "not tried": "○", "cannot tell": "?"}
AGAIN = (
    "Open your notebook of this exercise and see whether your answers are in it.",
    "Save it and run its last cell, which makes the file to hand in.",
    "Ask your instructor until when you can hand in again; if this page comes once more, show it to them.",
)
STYLE = """body { max-width: 54em; margin: 0 auto; padding: 1.5em 1em 3em; font-family: system-ui, sans-serif;
  line-height: 1.5; color: #1a1a1a; background: #fff; overflow-wrap: anywhere; }
h1 { font-size: 1.7em; line-height: 1.25; margin: 0.1em 0; }
h2 { font-size: 1.25em; margin: 0 0 0.5em; }
h3 { font-size: 1em; margin: 1.2em 0 0.3em; }
p, ul, ol { margin: 0.4em 0; }
a { color: #0b4f8a; }
header p { margin: 0; color: #4a4a4a; }
section { margin-top: 1.6em; padding: 1.1em 1.3em; border: 1px solid #c8ccd0; border-radius: 6px; }
.total { font-size: 1.5em; font-weight: 600; margin: 0 0 0.4em; }
.given, .verdict { padding: 0.5em 0.8em; border-left: 0.3em solid #5f6b76; background: #f3f5f7; }
.right { border-color: #1d7a3e; }
.not-yet { border-color: #a85a00; }
.text { white-space: pre-wrap; max-width: 42em; }
.beside { color: #4a4a4a; font-size: 0.92em; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word; }
caption { text-align: left; font-weight: 600; padding: 0.3em 0; }
th, td { text-align: left; vertical-align: top; padding: 0.4em 0.6em; border: 1px solid #c8ccd0; }
thead th { background: #f3f5f7; }
.rubric { font-size: 0.88em; min-width: 40em; }
td:has(.reached) { background: #e3f1e7; outline: 2px solid #1d7a3e; outline-offset: -2px; }
.reached { display: block; }
pre { white-space: pre-wrap; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  section { border: 0; border-top: 1px solid #888; border-radius: 0; padding: 0.8em 0; }
  .wide { overflow: visible; }
  .rubric { min-width: 0; font-size: 8.5pt; }
  h2, h3, caption { break-after: avoid; }
  tr, .verdict, .given { break-inside: avoid; }
}"""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Feedback: {title}</title>
<style>
{style}
</style>
</head>
<body>
<header>
<p>Feedback for {whom}</p>
<h1>{title}</h1>
</header>
<main>
{body}
</main>
</body>
</html>
"""
# A path in quotation marks ends with them; elsewhere its folders have names of up to four words, so that none is left.
QUOTED_PATH = re.compile(r"(?<=['\"«“])(?:file://)?(?:[A-Za-z]:|~)?[\\/][^'\"»”\n]*?([^'\"»”\n\\/]*)(?=['\"»”])")
WORD = r"[^\s\\/'\"«»“”<>|]+"
PATH = re.compile(
    r"(?<![\w/.:~\\])(?:file://)?(?:\\\\|[A-Za-z]:[\\/]|~?/(?=[^\s/]+/))"
    rf"(?:{WORD}(?: {WORD}){{0,3}}[\\/])*({WORD}|)"
)


def feedback_page(result, exercise, marks, solutions=True, others=()):
    """The page for the student of ``result``, as HTML.

    ``marks`` are those of ``read_marks``; ``solutions`` says whether the worked solutions are shown. ``others`` are
    results of the same class: their names and ids are taken out of what is said about this student's file.
    Raises BadData if ``result`` is of another exercise, or of a variant that there is not.
    """
    _must_fit(result, exercise)
    hidden = _names_of(others, result)
    if result.status == "graded":
        parts = list(_graded(result, exercise, marks, solutions))
    else:
        parts = [_refused(result, hidden)]
    parts += [_noticed("Repairs", map(str, result.repairs), hidden)]
    parts += [_noticed("Remarks", map(str, result.remarks), hidden)]
    whom = f"<bdi>{_safe(result.student)}</bdi>"
    if result.name and result.name != result.student:
        whom = f"<bdi>{_safe(result.name)}</bdi> ({whom})"
    return PAGE.format(title=_safe(exercise.title), whom=whom, style=STYLE, body="\n".join(filter(None, parts)))


def write_feedback(results_folder, exercise, solutions=True):
    """Write the page of each student to the folder ``feedback`` in ``results_folder``; returns the files.

    Each file is written whole or not at all, and none before all could be made.
    """
    results, marks = read_results(results_folder), read_marks(results_folder)
    place = Path(results_folder) / FEEDBACK
    pages = {
        place / f"{folder_name(one.student)}.html": feedback_page(one, exercise, marks, solutions, results.values())
        for one in results.values()
    }
    try:
        place.mkdir(exist_ok=True)
        for path, page in pages.items():
            write_whole(path, page.encode())
    except OSError as error:
        raise WorkbookError(f"{place} cannot be written ({error.strerror}). Make room there and try again.") from None
    return list(pages)


def two_decimals(points):
    """``points`` as text with at most two decimals; halves are rounded up, as people do.

    >>> two_decimals(7.0), two_decimals(8.125), two_decimals(0.1 + 0.2)
    ('7', '8.13', '0.3')
    """
    # Six decimals first: a sum of floats that should be 8.125 may be a hair below it.
    rounded = Decimal(repr(round(float(points), 6))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded + 0:f}".rstrip("0").rstrip(".")


def _safe(text):
    return escape(legible(str(text)))


def _about_a_file(text, hidden=None):
    """A sentence of the machine for the student: no path of the machine, no other student."""
    said = PATH.sub(r"…/\1", QUOTED_PATH.sub(r"…/\1", legible(text)))
    return escape(hidden.sub("another student", said) if hidden else said)


def _names_of(others, result):
    """A pattern for the ids and names of ``others``; ids that are short numbers only where they are called an id."""
    names = {name for one in others for name in (one.student, one.name)} - {result.student, result.name, ""}
    numbers = {name for name in names if name.isdigit() and len(name) < 4}
    said = sorted(map(re.escape, names - numbers), key=len, reverse=True)
    said += [rf"(?:(?<=student )|(?<=id )|(?<=[«“\"'])){re.escape(name)}" for name in sorted(numbers)]
    return re.compile(rf"(?<!\w)(?:student )?(?:{'|'.join(said)})(?!\w)") if said else None


def _must_fit(result, exercise):
    if result.exercise != exercise.name:
        raise BadData(
            f"The result of {result.student} is of the exercise {result.exercise}, not of {exercise.name}. "
            f"Type --exercise {result.exercise}, or name the folder with the results of {exercise.name}."
        )
    if not 0 <= result.variant < len(exercise.variants):
        raise BadData(
            f"The result of {result.student} is of variant {result.variant + 1}; {exercise.name} has 1 to "
            f"{len(exercise.variants)}. The exercise was changed after this class was graded: grade it again."
        )


@functools.lru_cache(maxsize=2000)
def _markdown(text):
    """Markdown of the instructor as HTML: its first heading, and the rest with headings of the third level."""
    from nbconvert.filters import markdown2html

    html = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(text)).strip()
    html = re.sub(r"<th(?=[ >])", '<th scope="col"', html)
    first = re.match(r"<h[1-6][^>]*>(.*?)</h[1-6]>", html, re.DOTALL)
    rest = html[first.end() :] if first else html
    return first[1] if first else "", re.sub(r"<(/?)h[1-6][^>]*>", r"<\1h3>", rest).strip()


def _graded(result, exercise, marks, solutions):
    """The sections of a graded submission, the total first."""
    whole, own = total(result, marks), marks.get(result.student, {})
    rows, sections = [], []
    for cell in exercise.cells:
        if cell.role == "prompt":
            name = cell.question
            heading, prompt = _markdown(exercise.filled(cell, exercise.variants[result.variant]))
            if name in exercise.essays:
                row, parts = _essay(exercise, name, result.essays.get(name), own.get(name))
            else:
                row, parts = _question(exercise, name, result.variant, result.questions.get(name), solutions)
            rows.append((f'<a href="#{_id(name)}">{re.sub("<[^>]*>", "", heading) or escape(name)}</a>', *row))
            sections.append(_section(_id(name), heading or escape(name), prompt, *parts))
    for name, one in result.questions.items():
        if name not in exercise.questions:  # the exercise was changed; the points count in the total
            rows.append((escape(name), OUTCOMES[one.outcome][:-1], _of(one.points, one.most)))
    if whole is None:
        said = f"{_of(so_far(result, marks), exercise.points)} so far; not all is marked yet"
    else:
        said = _of(whole, exercise.points)
    table = _table("Points by question", ["Question", "Result", "Points"], rows, "points")
    yield _section("points", "Your points", f'<p class="total">{said}</p>', table)
    yield from sections


def _question(exercise, name, number, one, solutions):
    """The row of a question in the table of points, and its section: answer, verdict, reply, solution."""
    key = exercise.key(number)[name]
    solution = ["<h3>Worked solution</h3>", _markdown(asked(key).solve())[1]] if solutions else []
    if one is None:
        said = "This question was not graded."
        return ("Not graded", _of(None, key["points"])), [f"<p>{said}</p>", *solution]
    return (OUTCOMES[one.outcome][:-1], _of(one.points, one.most)), [
        f'<h3>Your answer</h3>\n<p class="given" dir="auto">{_safe(_understood(key, one.given))}</p>',
        f'<h3>Result</h3>\n<div class="verdict {one.outcome.replace(" ", "-")}">',
        f'<p><span aria-hidden="true">{SIGNS[one.outcome]}</span> <strong>{OUTCOMES[one.outcome]}</strong>',
        f"{_of(one.points, one.most)}.</p>",
        f'<p dir="auto">{_about_a_file(one.reply)}</p>' if one.reply else "",
        "</div>",
        *solution,
    ]


def _understood(key, given):
    """The answer ``given`` (plain data) in words, as the question reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = from_data(given)
        if isinstance(value, Unreadable):
            return f"You gave {value.what}, which cannot be read as an answer."
        verdict = asked(key).readable(value)
    if verdict.outcome == "readable":
        return verdict.reply
    return "There is no answer." if verdict.outcome == "not tried" else "Your answer could not be read."


def _essay(exercise, name, essay, marked):
    """The row of an essay in the table of points, and its section: text, rubric, comments, note."""
    cell, rubric = exercise.essays[name], exercise.rubrics[name]
    asked_for = f"{cell.words[0]} to {cell.words[1]} words were asked for"
    if essay and essay.text:
        paragraphs = re.split(r"\n\s*\n", legible(essay.text).strip("\n"))
        text = "\n".join(f'<p class="text" dir="auto">{escape(one)}</p>' for one in paragraphs)
        text += f'\n<p class="beside">Length: {essay.words} {"word" if essay.words == 1 else "words"}; {asked_for}.</p>'
        row = ("Not marked yet", _of(None, cell.points))
    else:
        text = f"<p>No text was handed in; {asked_for}.</p>"
        row = ("No text", _of(0, cell.points))
    if marked:
        row = ("Marked", _of(marked["points"], cell.points))
    bank = {one["id"]: one["text"] for one in rubric.comments}
    comments = "\n".join(
        f'<li dir="auto">{_safe(bank.get(one, one))}</li>' for one in (marked or {}).get("comments") or ()
    )
    note = str((marked or {}).get("note") or "").strip()
    return row, [
        f"<h3>Your text</h3>\n{text}",
        f"<h3>How it is marked</h3>\n<p><strong>{row[0]}:</strong> {row[1]}.</p>",
        _rubric(name, rubric, (marked or {}).get("levels") or {}),
        f"<h3>Comments</h3>\n<ul>\n{comments}\n</ul>" if comments else "",
        f'<h3>Note</h3>\n<p class="text" dir="auto">{_safe(note)}</p>' if note else "",
    ]


def _rubric(name, rubric, levels):
    """The rubric as a table, best level first; the levels reached are marked by a sign, a word and a frame."""
    width = max(len(one["levels"]) for one in rubric.criteria)
    rows = []
    for one in rubric.criteria:
        reached = levels.get(one["id"])
        reached = {str(level).casefold() for level in (reached if isinstance(reached, list) else [reached])}
        cells = []
        for level in best_first(one):
            said = f"<strong>{escape(level['name'])}</strong> ({two_decimals(level['points'])}): "
            if level["name"].casefold() in reached:
                said = f'<strong class="reached"><span aria-hidden="true">✓</span> Reached:</strong> {said}'
            cells.append(said + escape(level["descriptor"]))
        rows.append([escape(one["title"]), *cells, *[""] * (width - len(cells))])
    caption = "Rubric, with the levels that you reached" if levels else "Rubric"
    table = _table(caption, ["Criterion", *(f"Level {place}" for place in range(width, 0, -1))], rows, "rubric")
    # Where it is wider than the window it is scrolled, by keyboard too.
    return f'<div class="wide" role="region" aria-label="Rubric of {escape(name)}" tabindex="0">\n{table}\n</div>'


def _refused(result, hidden):
    steps = "\n".join(f"<li>{one}</li>" for one in AGAIN)
    why = f'<p class="verdict" dir="auto">{_about_a_file(result.reason or "No reason was kept.", hidden)}</p>'
    said = "<p>What you handed in could not be graded.</p>"
    return _section("refused", "Not graded", said, why, f"<h3>What to do</h3>\n<ol>\n{steps}\n</ol>")


def _noticed(heading, sentences, hidden):
    items = "\n".join(f'<li dir="auto">{_about_a_file(one, hidden)}</li>' for one in sentences)
    return _section(heading.lower(), heading, f"<ul>\n{items}\n</ul>") if items else ""


def _id(name):
    return f"question-{escape(name)}"


def _of(points, most):
    """``points`` of ``most`` in words; of None how many there are to be had."""
    word = "point" if two_decimals(most) == "1" else "points"
    return f"{'–' if points is None else two_decimals(points)} of {two_decimals(most)} {word}"


def _section(id, heading, *parts):
    return "\n".join([f'<section id="{id}">\n<h2>{heading}</h2>', *filter(None, parts), "</section>"])


def _table(caption, head, rows, kind):
    """A table of HTML cells; the first of each row is its heading."""
    columns = "".join(f'<th scope="col">{one}</th>' for one in head)
    lines = [f'<table class="{kind}">\n<caption>{caption}</caption>\n<thead><tr>{columns}</tr></thead>\n<tbody>']
    for first, *rest in rows:
        cells = "".join(f"<td>{one}</td>" for one in rest)
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    return "\n".join([*lines, "</tbody>\n</table>"])
