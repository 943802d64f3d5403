"""A class of 25 of the trade exercise: who they are, what they answer, and what that is worth by plain arithmetic.

Nothing here asks the workbook for an answer: the figures are worked out from the rows of trade.csv, the points are
those that the exercise and its rubric print. The names are nobody's.
"""

import csv
import datetime
import itertools
import json
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from gathering import handed_in, packed

TRADE_CSV = Path(__file__).parents[2] / "datasets" / "trade" / "trade.csv"
DUE = "2025-12-01 18:00"
IN_TIME, LATE = datetime.datetime(2025, 12, 1, 12, 0), datetime.datetime(2025, 12, 1, 20, 10)  # 2 h 10 min after DUE


@dataclass(frozen=True)
class Person:
    """A student: how the systems know them, how they answer (see ANSWERS) and through what they hand in."""

    id: str
    given: str
    family: str
    email: str
    answers: str
    sent_by: str
    late: str = ""

    @property
    def name(self):
        """The name as Moodle shows it."""
        return f"{self.given} {self.family}".strip()


CLASS = [
    # Two of one name, told apart by their addresses alone, and a third whose name differs by two dots.
    Person("0020210001", "Ana", "Müller", "ana.mueller@uni.example", "right", "moodle"),
    Person("0020210002", "Ana", "Müller", "ana.mueller2@uni.example", "mistakes", "moodle"),
    Person("0020210003", "Ana", "Muller", "a.muller@uni.example", "in words", "canvas"),
    Person("00124", "Aoife", "O'Connor", "aoife.oconnor@uni.example", "as code", "moodle"),
    Person("00125", "Sinéad", "O’Neill", "sinead.oneill@uni.example", "error", "moodle"),
    Person("00126", "小明", "王", "wang.xiaoming@uni.example", "ipython", "mail"),
    Person("00127", "Анна", "Ёлкина", "elkina@uni.example", "blank", "moodle"),
    Person("00128", "Thị Hồng", "Nguyễn", "hong.nguyen@uni.example", "right", "canvas", "late (Canvas)"),
    Person("ibrahim+ir@uni.example", "İbrahim", "Şahin", "ibrahim+ir@uni.example", "fractions", "moodle"),
    Person("zoe+2025@uni.example", "Zoë", "van der Berg", "zoe+2025@uni.example", "in words", "nbgrader"),
    Person("k.mensah@uni.example", "Kofi A.", "Mensah", "k.mensah@uni.example", "await", "moodle", "2 h 10 min late"),
    Person("00007", "Wei", "Li", "wei.li@uni.example", "other mistakes", "moodle"),
    Person("00008", "José María", "García-López", "jm.garcia@uni.example", "half", "canvas"),
    Person("00009", "철수", "김", "kim.cheolsu@uni.example", "right", "moodle"),
    Person("00010", "Łukasz", "Żółw", "l.zolw@uni.example", "mistakes", "canvas"),
    Person("00011", "Jonas", "Null", "jonas.null@uni.example", "wrong", "moodle"),
    Person("00012", "Anne-Marie", "D'Angelo", "am.dangelo@uni.example", "as code", "mail"),
    Person("00013", "Øyvind", "Ås", "oyvind@uni.example", "ipython", "moodle"),
    Person("00014", "Σοφία", "Παππά", "sofia.pappa@uni.example", "fractions", "canvas"),
    Person("00015", "محمد", "العلي", "m.alali@uni.example", "right", "moodle"),
    Person("00016", "प्रिया", "शर्मा", "priya.sharma@uni.example", "error", "moodle"),
    Person("00017", "Suharti", ".", "suharti@uni.example", "half", "moodle"),
    Person("00018", "Văn An", "Đặng", "an.dang@uni.example", "await", "canvas"),
    Person("00019", "Jean-Luc", "Lefèvre", "jl.lefevre@uni.example", "other mistakes", "nbgrader", "2 h 10 min late"),
    Person("00020", "Maya", "Ó Sé", "maya.ose@uni.example", "", ""),  # hands nothing in
]
SENT = [person for person in CLASS if person.sent_by]
RESUBMITS = "00009"


# What they answer


def totals_of(year):
    """China's trade, all trade as KOTRA counts it, and all trade with that between the two Koreas, in ``year``."""
    with TRADE_CSV.open(encoding="utf-8", newline="") as file:
        rows = {(row["partner"], row["series"]): row for row in csv.DictReader(file) if row["year"] == str(year)}
    china, world, korea = (
        float(rows[key]["total_usd_million"]) for key in (("CHN", "kotra"), ("WLD", "kotra"), ("KOR", "inter-korean"))
    )
    return china, world, world + korea


def figures(first, last):
    """The right figures of a variant and those of the mistakes that the exercise expects, by plain arithmetic."""
    (china_1, world_1, both_1), (china_2, world_2, both_2) = totals_of(first), totals_of(last)
    return {
        "share": round(100 * china_1 / world_1, 1),
        "rise": round(100 * (china_2 / world_2 - china_1 / world_1), 1),
        "times": round(china_2 / china_1, 1),
        "other total": round(100 * china_1 / both_1, 1),
        "other year": round(100 * china_2 / world_2, 1),
        "growth": round(100 * (china_2 / world_2) / (china_1 / world_1) - 100, 1),
        "other rise": round(round(100 * china_2 / both_2, 1) - round(100 * china_1 / both_1, 1), 1),
        "all trade": round(world_2 / world_1, 1),
        "added": round(china_2 / china_1 - 1, 1),
        "fraction": round(china_1 / world_1, 3),
        "rise as fraction": round(china_2 / world_2 - china_1 / world_1, 3),
        "first": first,
        "last": last,
    }


# How somebody answers the four questions, with the figures of their variant, and the points of each; 3, 3, 3 and 2 are
# the most. Half of the points are there for a likely mistake.
ANSWERS = {
    "right": (["{share}", "{rise}", "{times}", '["d", "c", "a"]'], "3 3 3 2"),
    "mistakes": (["{other total}", "{growth}", "{added}", '["a", "c"]'], "1.5 1.5 1.5 1"),
    "other mistakes": (["{other year}", "{other rise}", "{all trade}", '["b"]'], "0 1.5 0 0"),
    "in words": (['"{share} percent"', '"{rise} percentage points"', '"{times} times"', '"a, c and d"'], "3 3 3 2"),
    "fractions": (["{fraction}", "{rise as fraction}", "{times}", '["a", "c", "d"]'], "0 0 3 2"),
    "half": (["{share}", None, None, '["a", "c", "d"]'], "3 0 0 2"),
    "wrong": (["-1", "'soon'", "99999", '["b", "c"]'], "0 0 0 0"),
    "blank": ([None] * 4, "0 0 0 0"),
    "error": (["{share}", "{rise}) + (", "1 / 0", '["a", "c", "d"]'], "3 0 0 2"),
}
CODE = {
    "as code": {
        "q1": 'shares = wb.measures.trade_share(trade, "CHN").set_index("year")["share"]\n'
        "q1 = shares[{first}] * 100\nprint(q1)",
        "q2": "q2 = (shares[{last}] - shares[{first}]) * 100",
        "q3": 'dollars = trade[(trade["partner"] == "CHN") & (trade["series"] == "kotra")]\n'
        'dollars = dollars.set_index("year")["total_usd_million"]\nq3 = dollars[{last}] / dollars[{first}]',
        "q4": 'q4 = set("acd")',
    },
    "ipython": {
        "q1": "%matplotlib inline\n!ls\nq1 = {share}",
        "q2": ">>> q2 = {rise}",
        "q3": "    q3 = {times}",
        "q4": '%%time\nq4 = ["a", "c", "d"]',
    },
    "await": {
        "q1": "import asyncio\nawait asyncio.sleep(0)\nq1 = {share}",
        "q2": "q2 = {rise}\nq2?",
        "q3": "In [7]: q3 = {times}",
        "q4": 'q4 = ["a", "c", "d"];',
    },
}


def points_of_questions(person):
    """What the answers of ``person`` are worth."""
    words = ANSWERS[person.answers][1] if person.answers in ANSWERS else "3 3 3 2"
    return [Decimal(word) for word in words.split()]


def essay_of(person, again=False):
    """What ``person`` wrote: blank for some, with signs that spreadsheets and pages take amiss for others."""
    if person.answers == "blank":
        return ""
    number = CLASS.index(person)
    start = ["=1+1 is no argument. ", "<b>Bold</b> claims & doubts; ", "“Quoted”, said 한국, ", ""][number % 4]
    again = "Written again after marking. " if again else ""
    return f"{start}{again}Text number {number} of the class.\n\nThe share rose, but the dollars fell after 2017."


def answered(copy, person, variant, again=False):
    """The ``copy`` (bytes) of ``person`` with their answers for a ``variant`` (its two years) and their essay."""
    values = figures(*variant)
    copy = json.loads(copy)
    # The views take seconds and change no answer; students may delete such a cell.
    copy["cells"] = [cell for cell in copy["cells"] if "wb.views." not in "".join(cell["source"])]
    for cell in copy["cells"]:
        about = cell["metadata"].get("workbook", {})
        if about.get("role") == "essay":
            cell["source"] = essay_of(person, again)
        elif about.get("role") == "answer" and (code := _code(person, about["question"], values)):
            cell["source"] = code
    return json.dumps(copy, ensure_ascii=False).encode()


def _code(person, question, values):
    if person.answers in CODE:
        code = CODE[person.answers][question]
        return code.format(**values)
    answer = ANSWERS[person.answers][0][int(question[1]) - 1]
    return answer and f"{question} = {answer.format(**values)}"


# How it comes in


def downloads(notebooks):
    """The files that an instructor has of a class: two downloads, two mails, and nbgrader's tree, by path.

    ``notebooks`` are the bytes that each handed in, by id.
    """
    moodle, canvas, files = [], {}, {}
    for number, person in enumerate(CLASS):
        content, stamp = notebooks.get(person.id), LATE if person.late else IN_TIME
        if person.sent_by == "moodle":
            shown = person.name.replace("'", "")  # Moodle takes some signs out of the names of files
            folder = f"{shown}_{4711 + number}_assignsubmission_file_"
            # Every other one uploads what wb.hand_in() makes, the rest the notebook itself.
            name = f"{folder}/07_trade-20251201.zip" if number % 2 else f"{folder}/07_trade.ipynb"
            if number % 2:
                content = handed_in(person.id, "2025-12-01T10:00:00+00:00", name="07_trade.ipynb", inside=content)
            moodle.append((_entry(name, stamp), content))
            moodle.append(
                (_entry(f"{shown}_{4711 + number}_assignsubmission_onlinetext_/onlinetext.html", stamp), b"-")
            )
        elif person.sent_by == "canvas":
            # Canvas runs the sortable name together and keeps letters only.
            shown = "".join(sign for sign in f"{person.family}{person.given}".lower() if sign.isalnum())
            canvas[f"{shown}_{'LATE_' * bool(person.late)}{900 + number}_{80_000 + number}_07_trade-1.ipynb"] = content
        elif person.sent_by == "nbgrader":
            files[f"course/submitted/{person.id}/07_trade/07_trade.ipynb"] = content
            text = f"{stamp.astimezone():%Y-%m-%d %H:%M:%S %z}"
            files[f"course/submitted/{person.id}/07_trade/timestamp.txt"] = text.encode()
        elif person.sent_by == "mail":
            # A name that says little, and one as a Mac adds it.
            files[f"mail/{person.name} 作业.ipynb" if number % 2 else "mail/07_trade (1).ipynb"] = content
    return files | {
        "Trade-07-4711.zip": packed(moodle),
        "submissions.zip": packed(canvas),
        "mail/__MACOSX/._07_trade.ipynb": b"\0",
        "mail/.DS_Store": b"\0",
    }


def _entry(name, moment):
    import zipfile

    return zipfile.ZipInfo(name, moment.timetuple()[:6])


# The lists of the systems


def participants():
    """The participants of a course as Moodle exports them."""
    rows = [["First name", "Last name", "ID number", "Email address", "Groups"]]
    rows += [[one.given, one.family, one.id, one.email, "A, B"] for one in CLASS]
    return rows


def gradebook(points=None, head="Exercise 07: How dependent is North Korea on trade with China? (8001)"):
    """Canvas' gradebook with the ``points`` by id, blank where there are none."""
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", head, "Final Score"]]
    rows.append(["    Points Possible", "", "", "", "", "23", "(read only)"])
    for number, person in enumerate(CLASS):
        name = f"{person.family}, {person.given}" if person.family != "." else person.given
        rows.append([name, str(900 + number), person.id, person.email, "IR 1", (points or {}).get(person.id, ""), ""])
    rows.append(["Student, Test", "999", "", "5f2e7a", "IR 1", "", ""])
    return rows


def worksheet(points=None):
    """Moodle's grading worksheet with the ``points`` by id; it gives addresses and no id numbers."""
    head = "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,Feedback comments"
    rows = [head.split(",")]
    for number, person in enumerate(CLASS):
        grade = (points or {}).get(person.id, "")
        rows.append([f"Participant {4711 + number}", person.name, person.email, "-", grade, "23.00", "Yes", ""])
    return rows


# What markers give


LEVELS = {
    "concept": {"precise": "3", "sound": "2", "partial": "1", "missing": "0"},
    "evidence": {"precise": "3", "sound": "2", "partial": "1", "missing": "0"},
    "limits": {"strong": "3", "sound": "2", "partial": "1", "missing": "0"},
    "argument": {"strong": "2", "sound": "1.5", "partial": "1", "missing": "0"},
    "sources": {"complete": "1", "general": "0.75", "thin": "0.5", "missing": "0"},
}


def levels_of(person, marker):
    """The level of each criterion that ``marker`` (0, 1) gives the essay of ``person``.

    They agree on most; on one criterion the second is one level lower, and on another, for each fifth essay, three.
    """
    number = CLASS.index(person)
    given = {}
    for place, (criterion, names) in enumerate(LEVELS.items()):
        rank = (number + place) % 4
        if marker and place == number % 5:
            rank = 3 if number % 5 == 0 and rank == 0 else min(rank + 1, 3)
        given[criterion] = list(names)[rank]
    return given


def apart(person):
    """The criteria on which the two markers of ``person`` are more than one level apart."""
    ranks = [
        [list(names).index(levels_of(person, marker)[criterion]) for marker in (0, 1)]
        for criterion, names in LEVELS.items()
    ]
    return [name for name, (one, two) in zip(LEVELS, ranks, strict=True) if abs(one - two) > 1]


def points_of_essay(person, decided="sound"):
    """What the two markers give the essay together: the mean, or the level on which they settled where far apart."""
    points = Decimal(0)
    for criterion, of_level in LEVELS.items():
        both = [levels_of(person, marker)[criterion] for marker in (0, 1)]
        both = [decided] if criterion in apart(person) else both
        points += sum(Decimal(of_level[level]) for level in both) / len(both)
    return points


def in_all(person):
    """What stands in a gradebook for ``person`` in the end, with two decimals at most; blank if nothing came."""
    if not person.sent_by:
        return ""
    points = sum(points_of_questions(person)) + (points_of_essay(person) if essay_of(person) else 0)
    rounded = points.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


def pairs(rows, key, value):
    """A column of a table by another one."""
    head, *body = rows
    return {row[head.index(key)]: row[head.index(value)] for row in body}


assert len(CLASS) == 25 and len({one.id for one in CLASS}) == 25
assert all(one.email != other.email for one, other in itertools.combinations(CLASS, 2))
