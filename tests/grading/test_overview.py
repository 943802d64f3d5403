"""What grading says of a class: what costs points first, equal sentences once, and a row for each student.

The worked example has the questions q1 (2 points) and q2 (1 point), and the essay e1.
"""

import csv
import io
import random
import re

import pytest

from workbook.assignments.roster import Student
from workbook.grading.gather import Gathered, Unmatched
from workbook.grading.outcome import class_in_lines, findings_in_lines
from workbook.grading.overview import class_rows, findings, write_class
from workbook.grading.remarks import remark
from workbook.grading.results import EssayResult, QuestionResult, Result
from workbook.grading.sentences import COSTS_POINTS, INFORMATION, SENTENCES, weight_of

OTHER = remark("prompts-show-other", shown="variant 2", variant=1)
STOPS = remark("code-error", label="The answer of q1", error="NameError: x")
ORDER = remark("other-order")
STRAY = remark("stray-text", [7])
NOTHING_LEFT = Gathered((), (), (), ())


def result(student, *remarks, points=2.0, text="A text.", outcome="right", **fields):
    """A graded student: q1 with ``points`` and q2 with its one point."""
    questions = {"q1": QuestionResult(points, 2, outcome, ""), "q2": QuestionResult(1, 1, "right", "")}
    essays = {"e1": EssayResult(text, len(text.split()), 8)}
    return Result("example", student, questions=questions, essays=essays, remarks=remarks, **fields)


def lines(results, gathered=NOTHING_LEFT, verbose=False):
    return list(findings_in_lines(findings(results, gathered), verbose))


def test_each_code_has_one_weight_and_a_new_one_is_looked_at():
    assert not COSTS_POINTS & INFORMATION and SENTENCES.keys() >= COSTS_POINTS | INFORMATION
    assert weight_of("a-code-of-tomorrow") == "look"


def test_what_stops_the_code_is_said_before_a_remark_that_all_have():
    s1 = result("s1", OTHER, STOPS, points=0, outcome="not tried")
    assert lines([result("s2", OTHER), s1]) == [
        "What costs points:",
        "  s1: The answer of q1 stops with an error: NameError: x",
        "  s1: No answer to q1.",
        "  s1, s2: The prompts in this notebook show variant 2; it is judged as variant 1.",
    ]


def test_fifty_equal_remarks_are_one_line_and_verbose_names_all_fifty():
    ids = [f"s{number:02}" for number in range(1, 51)]
    class_of_fifty = [result(id, OTHER) for id in ids]
    (_, line) = lines(class_of_fifty)
    assert line.startswith("  50 students (s01, s02, s03, s04, s05, s06, s07, s08, …): The prompts in")
    assert f"  {', '.join(ids)}: The prompts" in lines(class_of_fifty, verbose=True)[1]


def test_a_remark_that_names_its_own_student_is_one_line_for_all():
    both = [result(id, remark("copy-of-other-secret", student=id)) for id in ("s1", "s2")]
    (_, line) = lines(both)
    assert (
        line.startswith("  s1, s2: This copy was made with another secret")
        and "the variant of the student, which" in line
    )


def test_refused_unmatched_and_missing_come_first_and_mended_things_are_only_counted():
    refused = Result("example", "s3", status="refused", reason="It is damaged.")
    unmatched = (Unmatched("notes.txt", remark("nobody-named")),)
    gathered = Gathered(
        (), unmatched, (Student("s4", "Di"),), (remark("changed-after-receipt", student="s1", file="f"),)
    )
    graded = [result("s1", ORDER, STRAY), result("s2", ORDER, text=" ")]
    assert lines([*graded, refused], gathered) == [
        "What costs points:",
        "  s3: Refused. It is damaged.",
        "  Not graded: notes.txt. Neither the copy nor its folder or file names anybody.",
        "  s4: Nothing came.",
        "  s2: No text for e1.",
        "Please look at:",
        "  s1: Text that belongs to no question was left out (cell 7). Check whether it is an essay.",
        "  s1: f was changed after its receipt was made.",
        "2 more remarks on what was mended need nothing from you; --verbose shows all.",
    ]
    assert lines([*graded, refused], gathered, verbose=True)[-2:] == [
        "For information:",
        f"  s1, s2: {ORDER}",
    ]


def test_many_findings_of_one_kind_to_look_at_are_cut_and_verbose_shows_them():
    graded = [result(f"s{number}", remark("stray-text", [number])) for number in range(1, 8)]
    said = lines(graded)
    assert len(said) == 1 + 4 + 1 and said[-1] == "  … and 3 more of these kinds; --verbose shows all."
    assert len(lines(graded, verbose=True)) == 1 + 7


def test_a_repair_that_asks_to_be_looked_at_is_shown():
    doubtful = result("s1", repairs=(remark("exercise-doubtful", exercise="example"),))
    assert lines([doubtful])[1].endswith("Check that it is the right one.")


def test_signs_that_a_terminal_obeys_are_left_out_of_what_is_said():
    refused = Result("example", "s1", status="refused", reason="\x1b[31mred\x1b[0m\n\u202eabc")
    assert lines([refused])[1] == "  s1: Refused. red abc"


def rows(exercise, results, marks=None, missing=(), of_files=()):
    return class_rows(results, exercise, marks or {}, missing, of_files)


def test_the_class_has_a_row_for_each_student_with_points_and_what_is_left_to_do(exercise):
    mark = {"levels": {}, "comments": [], "points": 7}
    refused = Result("example", "s3", status="refused", reason="Damaged.")
    of_files = [remark("changed-after-receipt", student="s2", file="f")]
    found = rows(
        exercise,
        [refused, result("s2", STOPS, ORDER, points=1.5, variant=4), result("s1", name="Ada")],
        {"s1": {"e1": mark}},
        [Student("s0", "Zoë")],
        of_files,
    )
    assert found == [
        ["id", "name", "variant", "status", "q1", "q2", "points", "essays to mark", "late", "remarks"],
        ["s0", "Zoë", "", "nothing came", "", "", "", "", "", ""],
        ["s1", "Ada", "1", "graded", "2", "1", "3", "0", "", "0"],
        # The error and the change after the receipt count; another order of cells does not.
        ["s2", "", "5", "graded", "1.5", "1", "2.5", "1", "", "2"],
        ["s3", "", "", "refused", "", "", "", "", "", "1"],
    ]


def test_the_file_of_the_class_has_the_same_bytes_in_any_order_and_holds_no_formula(exercise, tmp_path):
    results = [result(f"s{number}", name="=1+1") for number in range(9)]
    first = write_class(tmp_path, rows(exercise, results)).read_bytes()
    random.shuffle(results)
    assert write_class(tmp_path, rows(exercise, results)).read_bytes() == first
    read = list(csv.DictReader(io.StringIO(first.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in read] == [f"s{number}" for number in range(9)] and read[0]["name"] == "'=1+1"


def test_the_table_of_a_class_is_aligned_also_with_wide_signs():
    table = [["id", "name", "points"], ["s1", "王小明", "7.5"], ["s2", "Zoe\u0308", "11"]]
    assert list(class_in_lines(table)) == [
        "id  name    points",
        "--  ------  ------",
        "s1  王小明     7.5",
        "s2  Zoe\u0308         11",
    ]


def test_how_late_somebody_was_is_whole_in_a_table_that_is_full():
    """Eighty columns hold an e-mail address as id, and the time without the word that is in the heading."""
    head = ["id", "name", "variant", "status", "points", "essays to mark", "late", "remarks"]
    names = ["ibrahim+ir@uni.example", "İbrahim Şahin", "50"]
    late = ["late (Canvas)", "2 h 10 min late", "3 d 7 h late by its own receipt", ""]
    table = list(class_in_lines([head, *([*names, "nothing came", "10.5", "1", each, "12"] for each in late)]))
    assert [re.split("  +", line)[-2] for line in table[2:]] == ["Canvas", "2 h 10 min", "3 d 7 h by it…", "1"]
    assert max(map(len, table)) <= 80 and table[2].startswith("ibrahim+i…  İbrahi…  ")


@pytest.mark.parametrize(("questions", "are_shown"), [(3, True), (30, False)])
def test_the_table_of_a_class_fits_eighty_columns(questions, are_shown):
    names = [f"q{number}" for number in range(questions)]
    head = ["id", "name", "variant", "status", *names, "points", "essays to mark", "late", "remarks"]
    row = ["a" * 40, "b" * 60, "1", "graded", *["1.25"] * questions, "11", "1", "2 h 10 min late (Canvas)", "12"]
    other = ["s2", "Bo", "1", "graded", *["2"] * questions, "9", "0", "", "1"]
    table = list(class_in_lines([head, row, other]))
    assert max(map(len, table)) <= 80 and table[2].count("…") == 3 and " 11 " in table[2]
    assert table[0].split()[:2] == ["id", "name"] and (" q1 " in table[0]) == are_shown
    missing = ["s3", "Di", "", "nothing came", *[""] * questions, "", "", "", ""]
    assert max(map(len, class_in_lines([head, row, missing]))) <= 80


def test_columns_that_say_nothing_are_left_out_of_the_table(exercise):
    table = list(class_in_lines(rows(exercise, [result("s1")])))
    assert table[0].split() == ["id", "var.", "q1", "q2", "points", "essays", "remarks"]
