"""Points filled into what an instructor downloaded: each other byte stays, and no row is guessed."""

import csv
import io

import pytest
from submissions import bound

from workbook.assignments import open_exercise
from workbook.assignments.roster import Student
from workbook.assignments.source import EXAMPLE
from workbook.base import BadData
from workbook.cli.__main__ import main
from workbook.grading.delimited import safe_cell
from workbook.grading.exports import fill_canvas, fill_moodle
from workbook.grading.results import EssayResult, QuestionResult, Result, write_marks, write_result

EXERCISE = open_exercise(EXAMPLE)
TITLE = EXERCISE.title
ESSAY = sum(essay.points for essay in EXERCISE.essays.values())
MOST = EXERCISE.points
CLASS = [Student("s1", "Kiss Anna"), Student("s2", "Müller, Jörg"), Student("s3", "김 철수"), Student("s4", "Ли Бо")]
# Identifier, full name, ID number, e-mail, status, grade, maximum, can be changed, last modified, feedback.
HEADINGS = {
    "English": (
        "Participant ",
        "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,"
        "Grade can be changed,Last modified (grade),Feedback comments",
    ),
    "Deutsch": (
        "Teilnehmer/in",
        "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
        "Bewertung kann geändert werden,Zuletzt geändert (Bewertung),Feedback als Kommentar",
    ),
    "magyar": (
        "Résztvevő ",
        "Azonosító,Teljes név,Azonosítószám,E-mail cím,Állapot,Osztályzat,Maximális pont,"
        "Az osztályzat módosítható,Utolsó módosítás (osztályzat),Visszajelzés",
    ),
    "русский": (
        "Участник ",
        "Идентификатор,Полное имя,Индивидуальный номер,Адрес электронной почты,Статус,Оценка,"
        "Максимальная оценка,Оценка может быть изменена,Последнее изменение (оценка),Отзыв в виде комментария",
    ),
    "中文": ("参与者", "标识,全名,学号,电子邮件地址,状态,成绩,最高分,成绩可更改,最后修改(成绩),反馈评论"),
}


def result(id, points=2.5, essay="An essay.", **more):
    questions = {
        "q1": QuestionResult(min(points, 2), 2, "right", ""),
        "q2": QuestionResult(max(points - 2, 0), 1, "right", ""),
    }
    essays = {"e1": EssayResult(essay, len(essay.split()), ESSAY)}
    return Result(EXERCISE.name, id, questions=questions, essays=essays, edition=EXERCISE.edition, **more)


RESULTS = {id: result(id) for id in ("s1", "s2", "s3")}
MARKS = {
    id: {"e1": {"levels": {}, "comments": [], "points": points}} for id, points in (("s1", 4), ("s2", 3), ("s3", 0))
}
EXPECTED = {"s1": "6.5", "s2": "5.5", "s3": "2.5"}


def worksheet(language="English", delimiter=",", end="\r\n", most=None, **cells):
    """A grading worksheet as Moodle makes it; ``cells`` replaces the grade of a student."""
    word, head = HEADINGS[language]
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=delimiter, lineterminator=end)
    rows.writerow(head.split(","))
    highest = most or f"{MOST:.2f}".replace(".", "," if delimiter == ";" else ".")
    for number, one in enumerate(CLASS, start=4711):
        note = 'said "no", then:\n=HYPERLINK(1)' if one.id == "s1" else ""
        who = [f"{word}{number}", one.name, one.id, f"{one.id}@uni.example"]
        rows.writerow([*who, "Handed in, late", cells.get(one.id, ""), highest, "Yes", "-", note])
    return out.getvalue()


def gradebook(end="\n", **cells):
    """A gradebook as Canvas exports it."""
    lines = [
        f'Student,ID,SIS User ID,SIS Login ID,Section,{TITLE} (8001),"Essay, second (8002)",Current Score,Final Grade',
        ",,,,,Manual Posting,,(read only),(read only)",
        f"    Points Possible,,,,,{MOST:g},10,(read only),(read only)",
    ]
    for number, one in enumerate(CLASS, start=900):
        lines.append(f'"{one.name}",{number},{one.id},{one.id},"Week 1, group =B",{cells.get(one.id, "")},,88.1,B+')
    return end.join(lines) + end


def filled(content, fill=fill_moodle, results=RESULTS, marks=MARKS, students=CLASS, **wishes):
    return fill(content.encode() if isinstance(content, str) else content, results, marks, students, EXERCISE, **wishes)


def grades(content, place=5, delimiter=",", encoding="utf-8"):
    return [row[place] for row in csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter)]


def test_the_class_has_the_expected_points():
    assert MOST == 3 + ESSAY


@pytest.mark.parametrize("language", HEADINGS)
def test_moodle_in_any_language_gets_the_grades_and_nothing_else_changes(language):
    before = worksheet(language)
    done = filled(before)
    assert grades(done.content)[1:] == ["6.5", "5.5", "2.5", ""]
    assert done.filled == 3
    assert done.content == worksheet(language, **EXPECTED).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encoding_delimiter_and_line_ends_are_preserved(encoding, delimiter, end):
    students = [*CLASS[:2], Student("s3", "Zoë"), Student("s4", "Bo")]

    def written(**cells):
        text = worksheet("Deutsch", delimiter, end, **cells)
        return text.replace("김 철수", "Zoë").replace("Ли Бо", "Bo").encode(encoding)

    done = filled(written(), students=students)
    shown = {id: text.replace(".", "," if delimiter == ";" else ".") for id, text in EXPECTED.items()}
    assert done.content == written(**shown)


def test_cells_keep_their_quotation_marks():
    def quoted(text):
        rows = csv.reader(io.StringIO(text, newline=""))
        return "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)

    assert filled(quoted(worksheet())).content.decode() == quoted(worksheet(**EXPECTED))


def test_a_decimal_comma_stays_a_comma_and_stands_in_quotation_marks():
    before = worksheet(most=f"{MOST:.2f}".replace(".", ","), s3="2,50")
    done = filled(before)
    assert b',"6,5",' in done.content and grades(done.content)[1:] == ["6,5", "5,5", "2,50", ""]
    assert done.filled == 2


def test_a_decimal_comma_goes_with_semicolons_where_nothing_else_tells():
    assert grades(filled(worksheet(delimiter=";", most="11")).content, delimiter=";")[1:3] == ["6,5", "5,5"]
    assert grades(filled(worksheet(delimiter=";", most="11.0")).content, delimiter=";")[1:3] == ["6.5", "5.5"]


def test_a_first_line_that_names_the_delimiter_is_followed():
    before = 'sep=,\nId,"N;a;m;e;s",Grade,Most\nParticipant 1,"A;n;n;a;!",,11\n'
    done = filled(before, results={"s1": RESULTS["s1"]}, students=[Student("s1", "A;n;n;a;!")])
    assert done.content.decode() == before.replace(",,11", ",6.5,11")


def test_a_first_line_that_names_the_delimiter_is_preserved():
    before = "sep=;\r\n" + worksheet(delimiter=";")
    done = filled(before)
    assert done.content.startswith(b"sep=;\r\n") and done.filled == 3


def test_rows_are_matched_by_id_email_or_name_in_any_order():
    plain = worksheet()
    without_ids = plain.replace(",s1,", ",,").replace(",s2,", ",,").replace(",s3,", ",,").replace(",s4,", ",,")
    assert filled(without_ids).filled == 3
    names_alone = without_ids.replace("@uni.example", "").replace(",s1,", ",,").replace(",s2,", ",,")
    names_alone = names_alone.replace(",s3,", ",,").replace(",s4,", ",,").replace("Kiss Anna", "Anna KISS")
    done = filled(names_alone)
    assert done.filled == 3
    assert "Matched by name alone: row 2 is s1, row 3 is s2, row 4 is s3, row 5 is s4." in done.remarks


def test_names_are_read_in_the_encoding_of_the_file():
    before = "Id;Name;Grade;Most\r\nУчастник 1;Ли Бо;;11\r\nУчастник 2;Анна Ким;;11\r\n".encode("cp1251")
    done = filled(
        before, results={"s4": result("s4", essay="")}, marks={}, students=[CLASS[3], Student("s5", "Ким Анна")]
    )
    assert done.content == before.replace(b";;11", b";2,5;11", 1)


def test_a_name_that_the_roster_writes_together_is_found_with_its_given_name_first():
    students = [Student("1", "김철수"), Student("2", "小明王"), Student("3", "王小明"), Student("4", "欧阳小明")]
    rows = ("Id,Name,Grade,Most", "P 7,철수 김,,11", "P 8,小明 欧阳,,11", "P 9,王小明,,11", "")
    results = {id: result(id, essay="") for id in ("1", "3", "4")}
    done = filled("\n".join(rows), results=results, marks={}, students=students)
    assert grades(done.content, 2)[1:] == ["2.5", "2.5", "2.5"]
    assert "Matched by name alone: row 2 is 1, row 3 is 4, row 4 is 3." in done.remarks
    with pytest.raises(BadData, match=r"Row 4 \(小明 王\) matches 2 and 3\."):
        filled("\n".join(rows).replace("王小明", "小明 王"), results=results, marks={}, students=students)


def test_a_number_that_happens_to_be_an_id_matches_nobody():
    students = [Student("1", "Anna Kiss"), Student("2", "Bo Li"), Student("3", "Cho Min")]
    rows = ("Id,Name,Department,Grade,Most", "P 7,Anna Kiss,2,,11", "P 8,Bo Li,8,,11", "P 9,Cho Min,9,,11", "")
    before = "\n".join(rows)
    done = filled(before, results={"1": result("1", essay="")}, marks={}, students=students)
    assert grades(done.content, 3)[1:] == ["2.5", "", ""]


def test_without_a_roster_the_students_are_those_of_the_results():
    results = {id: result(id, name=one.name) for one in CLASS if (id := one.id) != "s4"}
    with pytest.raises(BadData, match=r"Row 5 \(Participant 4714\)|Row 5 \(Ли Бо\) "):
        filled(worksheet(), results=results, students=[])
    assert filled(worksheet(), results=results, students=[], partial=True).filled == 3


def test_a_row_of_nobody_and_a_student_without_a_row_are_refused_by_name():
    with pytest.raises(BadData) as raised:
        filled(worksheet().replace(",s2,", ",s77,").replace("s2@", "s77@"))
    said = str(raised.value)
    assert "Row 3 (Müller, Jörg) has the id s77, which no student has." in said
    assert "s2 was graded but has no row." in said and "--partial" in said
    done = filled(worksheet().replace(",s2,", ",s77,").replace("s2@", "s77@"), partial=True)
    assert done.filled == 2 and grades(done.content)[2] == ""
    assert any("Row 3" in remark for remark in done.remarks)


def test_two_students_with_the_same_name_are_never_guessed():
    students = [Student("a", "Kiss Anna"), Student("b", "Anna Kiss"), Student("c", "Kiss Anna")]
    rows = (
        "Identifier,Full name,Grade,Maximum grade\r\nParticipant 1,Kiss Anna,,7.00\r\nParticipant 2,Anna Kiss,,7.00\r\n"
    )
    with pytest.raises(BadData, match=r"Row 2 \(Kiss Anna\) matches a and c\."):
        filled(rows.replace("7.00", f"{MOST:.2f}"), students=students, results={"a": result("a")}, marks={})


def test_two_rows_for_one_student_are_refused():
    twice = worksheet() + worksheet().splitlines()[-1] + "\r\n"
    with pytest.raises(BadData, match=r"matches s4, and so does row"):
        filled(twice)


def test_an_essay_that_is_not_marked_leaves_the_grade_empty_and_is_named():
    done = filled(worksheet(), marks={"s1": MARKS["s1"]})
    assert grades(done.content)[1:] == ["6.5", "", "", ""]
    assert "No grade was filled in because an essay is not marked yet: s2, s3." in done.remarks
    assert "No grade was filled in because nothing was handed in: s4." in done.remarks


def test_a_refused_submission_gets_no_grade():
    results = RESULTS | {"s2": Result(EXERCISE.name, "s2", status="refused", reason="It is empty.")}
    done = filled(worksheet(), results=results)
    assert (
        grades(done.content)[2] == ""
        and "No grade was filled in because the submission could not be graded: s2." in done.remarks
    )


def test_another_grade_in_the_file_is_kept_unless_overwriting_was_asked_for():
    before = worksheet(s1="6.50", s2="1.00")
    done = filled(before)
    assert grades(done.content)[1:4] == ["6.50", "1.00", "2.5"]
    assert any(
        "Another grade in the file was kept (--overwrite replaces it): s2 (1.00, now 5.5)." in one
        for one in done.remarks
    )
    assert grades(filled(before, overwrite=True).content)[1:4] == ["6.50", "5.5", "2.5"]


def test_another_maximum_grade_is_refused_or_converted_on_request():
    before = worksheet(most="100.00")
    with pytest.raises(BadData, match=rf"is 100, and {EXERCISE.name} has {MOST:g} points.*--scale"):
        filled(before)
    done = filled(before, scale=True)
    assert float(grades(done.content)[1]) == pytest.approx(6.5 / MOST * 100, abs=0.005)


def test_points_out_of_another_total_are_refused():
    with pytest.raises(BadData, match="it was changed after the class was graded"):
        filled(
            worksheet(),
            results=RESULTS | {"s1": Result(EXERCISE.name, "s1", questions={"q1": QuestionResult(1, 9, "right", "")})},
        )
    with pytest.raises(BadData, match="is of the exercise other"):
        filled(worksheet(), results={"s1": Result("other", "s1")})


@pytest.mark.parametrize("language", ["English", "magyar"])
def test_with_two_possible_grade_columns_the_instructor_is_asked(language):
    word, head = HEADINGS[language]
    rows = list(csv.reader(io.StringIO(worksheet(language), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Points", "Highest", *row] if not n else [row[0], row[1], "", "5", *row[2:]]
                               for n, row in enumerate(rows)][1:])  # fmt: skip
    two = ",".join([*head.split(",")[:2], "Bonus", "Highest", *head.split(",")[2:]]) + "\r\n" + out.getvalue()
    with pytest.raises(BadData, match="2 columns may be the grade: Bonus, "):
        filled(two)
    assert filled(two, column=head.split(",")[5]).filled == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "is an Excel workbook"),
        (b"", "is not a table"),
        (b"just words\nand more\n", "is not a table"),
        (b"a,b\n1,2\n", "no column of identifiers such as “Participant 123”"),
        (b"Identifier,Grade\n", "no row below the first"),
        (b"Identifier,Name,Grade,Maximum grade\nParticipant 1,Anna,,Good\n", "must have points"),
        (b'Identifier,Name,Grade,Maximum grade\nParticipant 1,"Anna,,7\nParticipant 2,Bo,,7\n', "is not closed"),
        (b"Identifier,Name,Grade,Maximum grade\nParticipant 1,Anna,7\n", "has 3 cells and the first row 4"),
        (b"\x00\x01\x02\x03" * 9, "not a "),
    ],
)
def test_a_file_that_is_not_a_worksheet_is_refused_in_one_sentence(content, said):
    with pytest.raises(BadData, match=said):
        filled(content)


def test_canvas_gets_the_grades_and_nothing_else_changes():
    for end in ("\n", "\r\n"):
        for mark in (b"", b"\xef\xbb\xbf"):
            done = filled(mark + gradebook(end).encode(), fill_canvas)
            assert done.content == mark + gradebook(end, **EXPECTED).encode()
            assert done.filled == 3


def test_canvas_keeps_excused_students_and_ignores_its_test_student():
    before = gradebook(s2="EX") + f'"Student, Test",999,,{"ab" * 20},"Week 1",,,,\n'
    done = filled(before, fill_canvas)
    assert done.content.decode() == before.replace('=B",,,88', '=B",6.5,,88', 1).replace(
        '철수",902,s3,s3,"Week 1, group =B",,', '철수",902,s3,s3,"Week 1, group =B",2.5,'
    )
    assert "EX in the file was kept: s2." in done.remarks


def test_the_canvas_column_is_named_by_title_or_id_and_never_guessed():
    other = gradebook().replace(f"{TITLE} (8001)", "Something else (8001)")
    with pytest.raises(BadData, match=r"no assignment is called .*Something else \(8001\), Essay, second \(8002\)"):
        filled(other, fill_canvas)
    for column in ("Something else", "8001", "something ELSE (8001)"):
        assert filled(other, fill_canvas, column=column).filled == 3
    twice = (
        gradebook().replace("Essay, second (8002)", f"{TITLE} (8002)").replace(f",{MOST:g},10,", f",{MOST:g},{MOST:g},")
    )
    with pytest.raises(BadData, match="2 assignments match"):
        filled(twice, fill_canvas)
    assert filled(twice, fill_canvas, column="8002").filled == 3


def test_canvas_without_the_row_of_points_is_refused():
    with pytest.raises(BadData, match="Points Possible"):
        filled("\n".join(line for line in gradebook().splitlines() if "Possible" not in line), fill_canvas)


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"])
def test_no_written_cell_is_a_formula(text):
    assert safe_cell(text).strip('"').startswith("'")
    assert safe_cell("-2.5") == "-2.5"


TEST_STUDENTS = {
    "a login of 40 signs": f'"Student, Test",999,,{"ab" * 20},"Week 1",,,,\n',
    "a blank login": '"Student, Test",999,,,"Week 1",,,,\n',
    "a plain login": '"Student, Test",999,,test1,"Week 1",,,,\n',
    "its name the other way round": 'Test Student,999,,,"Week 1",,,,\n',
}


@pytest.mark.parametrize("form", TEST_STUDENTS)
def test_canvas_test_student_is_passed_over_in_all_its_forms(form):
    done = filled(gradebook() + TEST_STUDENTS[form], fill_canvas)
    assert done.filled == 3 and done.content.decode() == gradebook(**EXPECTED) + TEST_STUDENTS[form]


GRADER_REPORT = (
    "First name,Last name,ID number,Email address,Assignment: Trade (Real),Course total (Real),Last downloaded from "
    "this course\nAnna,Kiss,s1,s1@uni.example,,,1790000000\nJörg,Müller,s2,s2@uni.example,,,1790000000\n"
)


@pytest.mark.parametrize("scale", [False, True])
@pytest.mark.parametrize("first", ["First name", "s", "Participant "])
def test_other_downloads_of_moodle_are_no_worksheet_even_to_be_scaled(scale, first):
    # With its names first, with ids first, and as a table of participants without a maximum grade.
    lines = GRADER_REPORT.splitlines()
    if first != "First name":
        lines = [",".join(["Id" if not number else f"{first}{number}", line]) for number, line in enumerate(lines)]
    said = "must have points" if first == "Participant " else "no column of identifiers.*Download grading worksheet"
    with pytest.raises(BadData, match=said):
        filled("\n".join(lines), scale=scale)


@pytest.mark.parametrize(("language", "yes", "no"), [("English", "Yes", "No"), ("magyar", "Igen", "Nem")])
def test_a_locked_row_stays_as_it_is_and_is_named(language, yes, no):
    rows = worksheet(language).replace(",Yes,", f",{yes},").splitlines(keepends=True)
    at = next(number for number, row in enumerate(rows) if "s2@" in row)
    rows[at] = rows[at].replace(f",{yes},", f",{no},")
    done = filled("".join(rows))
    assert grades(done.content)[1:] == ["6.5", "", "2.5", ""] and done.filled == 2
    assert (
        f"The grade is locked in Moodle (“Grade can be changed” is {no}) and stays as it is: s2 (none, now 5.5)."
        in (done.remarks)
    )


def test_the_only_row_may_be_locked_too():
    row = worksheet().splitlines(keepends=True)
    done = filled(row[0] + row[3].replace(",Yes,", ",No,"), results={"s2": RESULTS["s2"]}, students=[CLASS[1]])
    assert done.filled == 0 and "s2 (none, now 5.5)" in done.remarks[0]


def test_in_a_language_that_is_not_known_the_rare_word_is_pointed_out():
    before = worksheet().replace(",Yes,", ",Bəli,").replace("Bəli", "Xeyr", 1)
    done = filled(before)
    assert done.filled == 3
    assert "Moodle may pass over the row of s1: its grade may be locked (“Xeyr”)." in done.remarks


def test_two_students_of_one_name_are_told_apart_by_their_addresses():
    students = [Student("00124", "Ana Müller", "ana@u.org"), Student("00125", "Ana Müller", "ana.m@u.org")]
    before = (
        "Id,Name,Email,Grade,Most\nParticipant 1,Ana Müller,ana.m@u.org,,11\nParticipant 2,Ana Müller,ANA@u.org,,11\n"
    )
    done = filled(
        before, results={"00124": result("00124", 1, ""), "00125": result("00125", 2, "")}, marks={}, students=students
    )
    assert grades(done.content, 3)[1:] == ["2", "1"]
    assert not any("name alone" in remark for remark in done.remarks)


def test_an_address_that_is_the_id_counts_as_a_whole_where_other_ids_are_numbers():
    students = [Student("ana+1@u.org", "Ana Müller"), Student("17", "Bo Li", "bo@u.org"), Student("18", "Cy Po")]
    before = (
        "Id,Name,Email,Grade,Most\nParticipant 1,A. M.,ana+1@u.org,,11\nParticipant 2,B. L.,bo@u.org,,11\n"
        "Participant 3,Cy Po,cy@u.org,,11\n"
    )
    results = {student.id: result(student.id, points, "") for points, student in enumerate(students)}
    assert grades(filled(before, results=results, marks={}, students=students).content, 3)[1:] == ["0", "1", "2"]


def test_an_id_and_an_address_of_two_students_are_a_problem():
    before = worksheet().replace("s2@uni", "s3@uni", 1)
    students = [Student(one.id, one.name, f"{one.id}@uni.example") for one in CLASS]
    with pytest.raises(BadData, match=r"Row 3 \(Müller, Jörg\) has the id of s2 and the e-mail address of s3\."):
        filled(before, students=students)


def test_two_rows_of_one_student_are_not_said_to_be_none():
    twice = worksheet() + worksheet().splitlines()[-1] + "\r\n"
    with pytest.raises(BadData) as raised:
        filled(twice, results=RESULTS | {"s4": result("s4")})
    assert "matches s4, and so does row" in str(raised.value) and "has no row" not in str(raised.value)


@pytest.mark.parametrize("in_file", [True, False])
def test_a_student_who_left_the_course_stops_nobody(in_file):
    results = RESULTS | {"s4": result("s4", name="Ли Бо")}
    rows = worksheet().splitlines(keepends=True)
    done = filled("".join(rows if in_file else rows[:-1]), results=results, students=CLASS[:3])
    assert done.filled == 3 and grades(done.content)[1:] == ["6.5", "5.5", "2.5", ""][: 4 if in_file else 3]
    assert "Graded, but no longer in the roster, and left out: s4." in done.remarks


@pytest.fixture
def kept(tmp_path):
    """A folder of results, a roster and a download."""
    for one in RESULTS.values():
        write_result(tmp_path / "results", one)
    write_marks(tmp_path / "results", bound(MARKS, RESULTS, EXERCISE))
    (tmp_path / "roster.csv").write_text(
        "id;name\n" + "".join(f"{one.id};{one.name}\n" for one in CLASS), encoding="utf-8"
    )
    (tmp_path / "grades.csv").write_bytes(worksheet().encode())
    return tmp_path


def export(place, *more, system="moodle", file="grades.csv"):
    given = ["--results", str(place / "results"), "--exercise", str(EXAMPLE), "--students", str(place / "roster.csv")]
    return main(["export", system, str(place / file), *given, *more])


def test_the_command_writes_beside_the_download_and_never_over_it(kept, capsys):
    assert export(kept) == 0
    assert (kept / "grades-filled.csv").read_bytes() == worksheet(**EXPECTED).encode()
    assert (kept / "grades.csv").read_bytes() == worksheet().encode()
    assert "3 grades filled in: " in capsys.readouterr().out
    assert export(kept, "--out", str(kept / "grades.csv")) == 2
    assert "which stays as it is" in capsys.readouterr().err


def test_the_command_fills_nothing_in_when_a_row_matches_nobody(kept, capsys):
    (kept / "grades.csv").write_bytes(worksheet().replace(",s2,", ",s77,").encode())
    assert export(kept) == 2
    assert "Row 3 (Müller, Jörg) has the id s77, which no student has." in capsys.readouterr().err
    assert not (kept / "grades-filled.csv").exists()


def test_the_command_says_what_is_missing(kept, capsys):
    assert export(kept, file="nowhere.csv") == 2
    assert export(kept, "--out", str(kept / "no" / "such" / "folder.csv")) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_the_command_fills_a_canvas_gradebook(kept):
    (kept / "grades.csv").write_text(gradebook(), encoding="utf-8")
    assert export(kept, system="canvas") == 0
    assert (kept / "grades-filled.csv").read_text(encoding="utf-8") == gradebook(**EXPECTED)
