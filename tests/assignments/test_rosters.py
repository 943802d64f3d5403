"""Rosters as Moodle, Canvas and others give them, in many languages, encodings and line ends."""

import pytest

from workbook.assignments.roster import Student, opened_roster, read_roster
from workbook.base import BadData

ADA = Student("s01", "Ada One", "ada@u.org")


def roster(folder, text, encoding="utf-8"):
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return opened_roster(path)


AS_SYSTEMS_GIVE_THEM = {
    "Moodle participants": "First name,Last name,ID number,Email address\nAda,One,s01,ada@u.org\n",
    "Moodle participants, older": "First name,Surname,ID number,Email address\nAda,One,s01,ada@u.org\n",
    "Moodle upload": "username,firstname,lastname,email,idnumber\none,Ada,One,ada@u.org,s01\n",
    "Moodle worksheet": "Identifier,Full name,ID number,Email address,Grade\nParticipant 7,Ada One,s01,ada@u.org,\n",
    "Moodle worksheet in German": "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse\n"
    "Teilnehmer/in7,Ada One,s01,ada@u.org\n",
    "German": "Vorname;Nachname;Matrikelnummer;E-Mail-Adresse\nAda;One;s01;ada@u.org\n",
    "German, Name for the family": "Name;Vorname;Matr.-Nr.;E-Mail\nOne;Ada;s01;ada@u.org\n",
    "French": "Prénom,Nom de famille,Numéro d'identification,Adresse de courriel\nAda,One,s01,ada@u.org\n",
    "Spanish": "Nombre,Apellido(s),Número de ID,Dirección de correo\nAda,One,s01,ada@u.org\n",
    "Hungarian": "Vezetéknév;Keresztnév;Neptun-kód;E-mail cím\nOne;Ada;s01;ada@u.org\n",
    "Russian": "Имя,Фамилия,Индивидуальный номер,Адрес электронной почты\nAda,One,s01,ada@u.org\n",
    "Turkish": "Adı,Soyadı,Öğrenci No,E-posta adresi\nAda,One,s01,ada@u.org\n",
    "nbgrader": "id,first_name,last_name,email,lms_user_id\ns01,Ada,One,ada@u.org,\n",
    "Gradescope": "First Name,Last Name,SID,Email,Role\nAda,One,s01,ada@u.org,Student\n"
    "Bo,Two,s02,bo@u.org,Instructor\n",
    "OKpy": "email,name,sid,class_account\nada@u.org,Ada One,s01,cs1\n",
    "Brightspace": "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n"
    "#s01,#ada,One,Ada,ada@u.org,#\n",
    "Blackboard": '"Last Name","First Name","Username","Student ID","Email"\n"One","Ada","ada1","s01","ada@u.org"\n',
    "Excel, with zeros kept": 'id;name;mail\n="s01";Ada One;ada@u.org\n',
    "a first line that names the sign": "sep=;\nid;name;email\ns01;Ada One;ada@u.org\n",
}


@pytest.mark.parametrize("system", AS_SYSTEMS_GIVE_THEM)
def test_id_name_and_address_are_read_as_systems_give_them(system, tmp_path):
    assert roster(tmp_path, AS_SYSTEMS_GIVE_THEM[system]).students == (ADA,)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_sign_and_line_ends_do_not_matter(encoding, comma, end, tmp_path):
    rows = (["First name", "Last name", "ID number", "Email address"], ["Ada", "One", "s01", "ada@u.org"])
    text = "".join(comma.join(row) + end for row in rows)
    assert roster(tmp_path, text, encoding).students == (ADA,)


def test_names_that_are_written_together_stay_together(tmp_path):
    assert roster(tmp_path, "姓,名,学号\n王,小明,7\n").students == (Student("7", "王小明"),)


CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Trade (1)
,,,,,Manual Posting
    Points Possible,,,,,23
"One, Ada",11,"""
TEST_STUDENTS = {
    "with a login of 40 signs": f'"Student, Test",99,,{"ab" * 20},A,\n',
    "with a blank login": '"Student, Test",99,,,A,\n',
    "with a plain login": '"Student, Test",99,,teststudent,A,\n',
    "named the other way round": "Test Student,99,,,A,\n",
}


@pytest.mark.parametrize("form", TEST_STUDENTS)
def test_the_gradebook_of_canvas_is_a_roster_without_its_points_and_its_test_student(form, tmp_path):
    read = roster(tmp_path, CANVAS + "s01,ada@u.org,A,\n" + TEST_STUDENTS[form])
    assert read.students == (Student("s01", "One, Ada", "ada@u.org"),)
    label = TEST_STUDENTS[form].partition(",99")[0].strip('"')
    assert read.remarks[-1] == (
        f"roster.csv: not read: the columns “ID” and “Section” and the rows 2, 3 (Points Possible) and 5 ({label})."
    )


def test_the_login_is_the_id_where_canvas_knows_no_other(tmp_path):
    assert read_roster_of(tmp_path, CANVAS + ",s01,A,\n") == [Student("s01", "One, Ada")]


def read_roster_of(folder, text):
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    return read_roster(folder / "roster.csv")


def test_a_roster_without_names_says_so_and_what_it_left_out(tmp_path):
    read = roster(tmp_path, "identifier,github_username,github_id,name\ns01,ada1,77,\n")
    assert read.students == (Student("s01"),)
    assert read.remarks == (
        "roster.csv: ids from “identifier”.",
        "roster.csv: no name was found, so files and folders that bear only a name will not be matched.",
        "roster.csv: not read: the columns “github_username” and “github_id”.",
    )


def test_staff_is_passed_over_and_named(tmp_path):
    assert (
        roster(tmp_path, AS_SYSTEMS_GIVE_THEM["Gradescope"]).remarks[-1]
        == "roster.csv: not read: the row 3 (Instructor)."
    )


def test_a_plain_roster_is_read_without_a_word(tmp_path):
    assert roster(tmp_path, "id,name,email\ns01,Ada One,ada@u.org\n").remarks == ()


def test_where_ids_have_a_gap_the_column_that_has_none_is_offered(tmp_path):
    with pytest.raises(BadData) as error:
        roster(tmp_path, "First name,Last name,ID number,Email address\nAda,One,s01,a@u.org\nBo,Li,,b@u.org\n")
    assert str(error.value) == (
        "roster.csv, row 3: the column ID number is empty. Every student needs an id. Fill it in, or call the column "
        "“Email address” id: it has a value in every row."
    )


def test_an_address_is_the_id_where_there_is_nothing_else(tmp_path):
    text = "Last Name,First Name,Email Address\nOne,Ada,ada@u.org\n"
    assert roster(tmp_path, text).students == (Student("ada@u.org", "Ada One", "ada@u.org"),)
