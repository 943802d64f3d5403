"""An instructor's own data: found, checked, drafted from a CSV file, and never half-written."""

import os
import tomllib

import pandas as pd
import pytest

import workbook as wb
from workbook.base import BadData, UnknownName, WorkbookError
from workbook.base.encodings import looks_like
from workbook.catalog import card, names, own_names, problems, read_card
from workbook.cli import __main__ as cli
from workbook.own_data.drafts import draft

AID = """year,donor,aid_usd_million,agreed_on,source,check
2019,CHN,10.5,2019-06-20,"Xinhua, Aid to the DPRK, 2019, https://example.org/1",confirmed
2019,RUS,2,2019-04,"TASS, Grain for Korea, 2019, https://example.org/2",weak
2020,CHN,[not reported],2020,"Xinhua, Aid again, 2020, https://example.org/3",unconfirmed
"""
AID_CARD = """title = "Aid to North Korea"
one_row_is = "the aid of one donor in one year"
key = ["year", "donor"]
covers = ["2019", "2020"]
dated_by = "year"
licence = "CC-BY-4.0"
method = "Counted by hand for this test."
sources = ["press"]
caveats = ["Made up."]

[[changes]]
version = "1"
date = "2026-11-21"
note = "first version"

[[columns]]
name = "year"
type = "year"
meaning = "The year of the aid."

[[columns]]
name = "donor"
type = "choice"
values = "actors"
meaning = "Who gave it."

[[columns]]
name = "aid_usd_million"
type = "number"
unit = "USD million"
meaning = "What it was worth."

[[columns]]
name = "agreed_on"
type = "partial-date"
meaning = "When it was agreed."

[[columns]]
name = "source"
type = "text"
meaning = "Publisher, title, date, address."

[[columns]]
name = "check"
type = "choice"
values = "check"
meaning = "Whether a source was read."
"""


def make(folder, name="aid", table=AID, card_text=AID_CARD):
    """Write a dataset into ``folder`` and return its folder."""
    place = folder / name
    place.mkdir(parents=True)
    (place / f"{name}.csv").write_text(table, encoding="utf-8")
    (place / "card.toml").write_text(card_text, encoding="utf-8")
    return place


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder of one's own data, empty, that WORKBOOK_DATA names."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("WORKBOOK_DATA", str(folder))
    return folder


# Found and loaded


def test_a_dataset_of_ones_own_is_known_everywhere(own):
    make(own)
    assert "aid" in names() and own_names() == ("aid",)
    assert card("aid").title == "Aid to North Korea"
    assert wb.datasets().set_index("dataset").loc["aid", "rows"] == 3
    assert "What it was worth." in wb.about("aid")
    rows = wb.load("aid", reasons=True)
    assert rows["aid_usd_million"].to_list()[:2] == [10.5, 2.0]
    assert rows["aid_usd_million_missing"].to_list() == ["", "", "not reported"]
    assert rows["agreed_on"].to_list() == [pd.Timestamp("2019-06-20"), pd.Timestamp("2019-04-01"), pd.Timestamp("2020")]


def test_a_dataset_of_ones_own_is_not_cited_as_the_work_of_the_workbook(own):
    make(own, card_text='authors = ["Doe, Jane"]\npublisher = "A university"\n' + AID_CARD)
    said = wb.cite("aid")
    assert said.startswith("Doe, Jane. ") and "A university" in said
    assert "Triangle Workbook" not in said


def test_without_the_variable_only_the_datasets_of_the_workbook_are_known(own, monkeypatch):
    make(own)
    wb.load("aid")
    monkeypatch.delenv("WORKBOOK_DATA")
    assert own_names() == () and "aid" not in names()
    with pytest.raises(UnknownName):
        wb.load("aid")


def test_several_folders_and_an_empty_part_are_understood(own, tmp_path, monkeypatch):
    make(own)
    make(tmp_path / "more", "help")
    # An empty part is not the current folder.
    make(tmp_path / "here", "stray")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("WORKBOOK_DATA", os.pathsep.join([str(own), "", str(tmp_path / "more")]))
    assert own_names() == ("aid", "help")


def test_a_relative_folder_is_the_same_for_whatever_a_command_starts_elsewhere(own, tmp_path, monkeypatch):
    make(own)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBOOK_DATA", os.pathsep.join(["own", ""]))
    assert cli.main(["data", "check", "aid"]) == 0
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert own_names() == ("aid",)


def test_another_folder_with_the_same_name_of_a_dataset_is_read_anew(own, tmp_path, monkeypatch):
    places = [make(own), make(tmp_path / "more", table=AID.replace("10.5", "11.5"))]
    # Of one length and one minute, so that nothing but the place tells them apart.
    for path in (place / file for place in places for file in ("aid.csv", "card.toml")):
        os.utime(path, (0, 0))
    assert wb.load("aid")["aid_usd_million"].iloc[0] == 10.5
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "more"))
    assert wb.load("aid")["aid_usd_million"].iloc[0] == 11.5


def test_a_file_that_was_corrected_is_read_anew(own):
    place = make(own, table=AID.replace("10.5", "10,5"))
    with pytest.raises(BadData, match="7 cells where the header has 6"):
        wb.load("aid")
    (place / "aid.csv").write_text(AID)
    assert wb.load("aid")["aid_usd_million"].iloc[0] == 10.5
    (place / "card.toml").write_text(AID_CARD.replace("Aid to North Korea", "Help"))
    assert wb.about("aid").startswith("### Help")


def test_loading_names_the_first_problem_with_row_and_column_and_counts_the_others(own):
    make(own, table=AID.replace("2019,CHN", "2O19,CHN").replace("2019,RUS", "2019,RUSSIA").replace(",weak", ",fine"))
    with pytest.raises(BadData) as error:
        wb.load("aid")
    first, second = str(error.value).splitlines()
    assert first == "aid.csv, row 2, column year: “2O19” is not a valid year."
    assert second == "There are 2 more problems; to see all: workbook data check aid"


def test_the_mark_that_excel_puts_first_is_no_part_of_a_name(own):
    make(own, table="\ufeff" + AID)
    assert wb.load("aid").columns[0] == "year"


def test_a_dataset_that_breaks_a_rule_is_still_listed(own):
    make(own, table=AID.replace("2019,CHN", "2O19,CHN"))
    assert wb.datasets().set_index("dataset").loc["aid", "rows"] == 3
    with pytest.raises(BadData, match="row 2, column year"):
        wb.about("aid")


def test_a_column_source_may_hold_keys_of_works(own):
    card_text = AID_CARD.replace('name = "source"\ntype = "text"', 'name = "source"\ntype = "source"')
    table = AID.replace('"Xinhua, Aid to the DPRK, 2019, https://example.org/1"', "S13")
    place = make(own, table=table, card_text=card_text)
    with pytest.raises(BadData, match="row 3, column source: the source “TASS, Grain .* is not in works"):
        wb.load("aid")
    lines = [",".join([*line.split(",")[:4], "S13", line.rsplit(",", 1)[1]]) for line in AID.splitlines()[1:]]
    (place / "aid.csv").write_text("\n".join([AID.splitlines()[0], *lines]) + "\n")
    assert wb.load("aid")["source"].to_list() == ["S13"] * 3


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('key = ["year", "donor"]', 'key = "year"', 'key should be a list, such as key = ["year"]'),
        ('covers = ["2019", "2020"]', "covers = [2019, 2020]", "covers should be a list"),
        ('covers = ["2019", "2020"]', 'covers = ["2019"]', "covers should name the first and the last date"),
        ('title = "Aid to North Korea"', "title = 7", "title should be text"),
        ('unit = "USD million"', 'units = "USD million"', "column 3 (aid_usd_million): “units” should be one of name"),
        ('values = "actors"', 'values = "actor"', "vocabulary.toml has no list “actor”"),
        ('meaning = "Who gave it."', "", "column 2 (donor) lacks: meaning"),
        ('dated_by = "year"', 'dated_by = "years"', "the entry dated_by names years, which is not a column"),
        ('date = "2026-11-21"', "", "each of [[changes]] needs a date"),
        ('name = "donor"', 'name = "year"', "describes the column year twice"),
        ('title = "', 'title = "TO DO: ', "title is not yet filled in"),
        ('meaning = "Who', 'meaning = "TO DO: who', "column donor: meaning is not yet filled in (it says “TO DO”)"),
        ('unit = "', 'unit = "TO DO ', "column aid_usd_million: unit is not yet filled in"),
    ],
)
def test_a_card_that_is_not_as_it_should_be_is_one_sentence(own, old, new, sentence):
    assert old in AID_CARD
    make(own, card_text=AID_CARD.replace(old, new, 1))
    with pytest.raises(BadData) as error:
        wb.load("aid")
    assert sentence in str(error.value).splitlines()[0]


@pytest.mark.parametrize("date", ["0219-06-20", "2019-13-01"])
def test_a_day_that_cannot_be_is_named(own, date):
    make(own, table=AID.replace("2019-06-20", date))
    with pytest.raises(BadData, match=f"row 2, column agreed_on: “{date}” is not a valid partial-date"):
        wb.load("aid")


def test_a_folder_that_does_not_exist_is_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "gone"))
    for call in (names, lambda: wb.load("trade"), wb.datasets):
        with pytest.raises(WorkbookError, match="names the folder .*gone, which does not exist"):
            call()


def test_the_name_of_a_dataset_of_the_workbook_is_one_sentence(own):
    make(own, "trade")
    with pytest.raises(WorkbookError, match="own/trade has the name of a dataset of the workbook"):
        wb.load("trade")


def test_two_folders_with_one_name_are_one_sentence(own, tmp_path, monkeypatch):
    make(own)
    make(tmp_path / "more")
    monkeypatch.setenv("WORKBOOK_DATA", os.pathsep.join([str(own), str(tmp_path / "more")]))
    with pytest.raises(WorkbookError, match="have the same name"):
        wb.load("aid")


# Drafts

RAW = """Year,who,what;how,amount,share,when,link,topic,code,source,check
2019,CHN,rice;oil,10,0.5,2019-06-20,https://a.org,food,007,Xinhua,confirmed
2019,RUS,grain,3,,2019-04,https://b.org,food,008,TASS,weak
2020,CHN,oil;rice,12,0.25,2020-05-01,http://c.org,fuel,009,Xinhua,confirmed
2020,RUS,fuel,4,[not reported],2020-06-01,http://d.org,fuel,010,TASS,weak
"""


def drafted(text=RAW, **options):
    """The draft of a CSV text: its card as TOML reads it, and itself."""
    made = draft(text.encode() if isinstance(text, str) else text, "raw.csv", "raw", today="2026-11-21", **options)
    return tomllib.loads(made.card), made


def test_a_draft_knows_types_key_and_dates():
    found, made = drafted(RAW.replace("what;how", "what"))
    assert {column["name"]: column["type"] for column in found["columns"]} == {
        "Year": "year",
        "who": "choice",
        "what": "list",
        "amount": "integer",
        "share": "number",
        "when": "partial-date",
        "link": "url",
        "topic": "choice",
        "code": "text",
        "source": "text",
        "check": "choice",
    }
    # No year is alone, year and donor together are.
    assert found["key"] == ["Year", "who"]
    assert found["covers"] == ["2019", "2020"] and found["dated_by"] == "Year"
    assert {column["name"]: column.get("values") for column in found["columns"]}["topic"] == ["food", "fuel"]
    assert made.remarks == ()


def test_every_meaning_unit_and_reason_of_a_draft_is_reported_as_not_filled_in(tmp_path):
    _, made = drafted(RAW.replace("what;how", "what"))
    found = problems(read_card(make(tmp_path, "raw", made.table, made.card)))
    assert sum(": meaning is not yet filled in" in problem for problem in found) == 11
    assert sum(": unit is not yet filled in" in problem for problem in found) == 2
    assert sum(": empty is not yet filled in" in problem for problem in found) == 1
    for key in ("title", "one_row_is", "licence", "method", "sources", "caveats"):
        assert any(f"card.toml: {key} is not yet filled in" in problem for problem in found)
    assert len(found) == 11 + 2 + 1 + 6


def test_a_draft_that_is_filled_in_keeps_every_rule(own):
    _, made = drafted(RAW.replace("what;how", "what"))
    card_text = made.card.replace("TO DO: what an empty cell means: not found, not reported", "not found (", 1)
    card_text = card_text.replace("not found (, outside coverage or not applicable", "not found").replace("TO DO", "Is")
    make(own, "raw", made.table, card_text)
    assert wb.load("raw")["share"].to_list()[0] == 0.5


def test_one_source_for_all_rows_is_written_into_each_and_counts_as_unconfirmed():
    text = "state,votes\nCHN,3\nRUS,4\n"
    found, made = drafted(text, source="UN, Roll calls, 2024, https://un.org")
    assert made.table.splitlines()[1] == 'CHN,3,"UN, Roll calls, 2024, https://un.org",unconfirmed'
    assert found["key"] == ["state"]


def test_a_column_of_keys_of_works_is_a_source():
    found, _ = drafted("a,source,check\nx,S13,weak\ny,S13;S17,weak\n")
    assert found["columns"][1]["type"] == "source"


def test_a_table_as_european_excel_saves_it_is_cleaned():
    text = "\ufeffstate;votes;source;check\r\n CHN ;3;Xinhua, 2024;weak\r\n;;;\r\nRUS;4;TASS;weak\r\n\r\n"
    _, made = drafted(text)
    assert made.table == 'state,votes,source,check\nCHN,3,"Xinhua, 2024",weak\nRUS,4,TASS,weak\n'
    assert made.remarks == ("The cells were separated by semicolons; the copy has commas.",)


def test_a_number_in_words_among_numbers_is_remarked():
    _, made = drafted(RAW.replace("what;how", "what").replace(",10,", ",about 10,"))
    assert "Column amount is treated as text, because row 2 holds “about 10”" in made.remarks[0]


def test_quotes_and_line_breaks_in_cells_survive_in_table_and_card(tmp_path):
    text = 'what,source,check\n"say ""yes"", \\ then\nno",S,weak\nb,S,weak\n'
    found, made = drafted(text.replace("\nb,", '\n"q""\\",').replace("what", '"wh""at\x7f"'))
    assert found["columns"][0]["name"] == 'wh"at\x7f'
    table = pd.read_csv(make(tmp_path, "raw", made.table, made.card) / "raw.csv")
    assert table['wh"at\x7f'].to_list() == ['say "yes", \\ then\nno', 'q"\\']


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (",source,check", ",origin,check", "raw.csv lacks the column source: every row names its source"),
        (",source,check", ",origin,checked", "raw.csv lacks the column source and check"),
        ("2019,RUS,", "2019,RUS,,", "raw.csv, row 3: 12 cells where the header has 11."),
        ("who,", "Year,", "raw.csv: two columns are called “Year”."),
        ("who,", ",", "raw.csv: column 2 has no name."),
        ("2020-05-01", "2020-5-1", "raw.csv, row 4, column when: “2020-5-1” is not a date; write 2024-06-19"),
        ("2020-05-01", "spring", "raw.csv, row 4, column when: “spring” is not a date"),
        ("2019-06-20", "2019-06-31", "raw.csv, row 2, column when: “2019-06-31” is not a date"),
        (",weak", ",maybe", "raw.csv, row 3, column check: “maybe” is not one of confirmed, weak, unconfirmed."),
        ("2019,CHN", '"2019,CHN', "raw.csv cannot be read as CSV"),
    ],
)
def test_a_table_that_cannot_become_a_dataset_is_one_sentence(old, new, sentence):
    with pytest.raises(WorkbookError) as error:
        drafted(RAW.replace("what;how", "what").replace(old, new))
    assert sentence in str(error.value) and len(str(error.value).splitlines()) == 1


def test_dates_in_the_style_of_other_countries_are_refused_and_not_taken_for_text():
    with pytest.raises(BadData, match=r"row 2, column day: “19.06.2024” is not a date; write 2024-06-19"):
        drafted("day,source,check\n19.06.2024,S,weak\n20.06.2024,S,weak\n")


def test_equal_rows_are_named_since_nothing_can_tell_them_apart():
    with pytest.raises(BadData, match="rows 2 and 4 are the same in every column"):
        drafted("a,source,check\nx,S,weak\ny,S,weak\nx,S,weak\n")


@pytest.mark.parametrize("content", ["", "\n\n", "a,source,check\n"])
def test_a_file_without_rows_is_one_sentence(content):
    with pytest.raises(BadData, match="raw.csv holds no rows"):
        drafted(content)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Führungswechsel in Pjöngjang", "cp1252"),
        ("Договор о всеобъемлющем партнёрстве", "cp1251"),
        ("中朝友好合作互助条约", "gb18030"),
        ("Treaty of 2024", "utf-16-le"),
    ],
)
def test_the_encoding_that_a_file_looks_like_is_offered_and_works(text, encoding):
    content = f"what,source,check\n{text},S,weak\n".encode(encoding)
    offered = looks_like(content)
    assert offered == encoding.removesuffix("-le")
    with pytest.raises(BadData, match=f"looks like {offered}. Type --encoding {offered}|is not a text file"):
        drafted(content)
    if encoding != "utf-16-le":
        assert text in drafted(content, encoding=offered)[1].table


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_file_that_begins_with_the_mark_of_its_encoding_is_read_at_once(encoding):
    table = drafted("what,source,check\nДоговор 2024,S,weak\n".encode(encoding))[1].table
    assert table == "what,source,check\nДоговор 2024,S,weak\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_a_table_is_the_same_whatever_ends_its_lines_and_parts_its_cells(end, comma):
    text = end.join(
        [comma.join(row) for row in (["what", "source", "check"], ['"a, b"', "S", "weak"], ["c", "S", "weak"])]
    )
    assert drafted(text + end)[1].table == 'what,source,check\n"a, b",S,weak\nc,S,weak\n'


@pytest.mark.parametrize("encoding", ["utf8ish", "utf-16"])
def test_an_encoding_that_does_not_exist_or_does_not_fit_is_one_sentence(encoding):
    with pytest.raises(BadData) as error:
        drafted("what,source,check\nü,S,weak\n".encode("cp1252") + b"x", encoding=encoding)
    assert len(str(error.value).splitlines()) == 1


def test_an_encoding_that_was_offered_and_does_not_fit_either_is_not_offered_again():
    # Byte 129 means nothing in cp1252, 152 nothing in cp1251, and 255 begins no letter of gb18030.
    with pytest.raises(BadData, match="cannot be read as cp1252 either: byte 20 does not fit"):
        drafted(b"what,source,check\n\xfcx\x81\x98\xff,S,weak\n", encoding="cp1252")


def test_an_excel_workbook_is_one_sentence():
    with pytest.raises(BadData, match="is an Excel workbook or another archive"):
        drafted(b"PK\x03\x04\x14\0\x06\0")


# The commands


def run(*arguments):
    """The exit status of `workbook data …`."""
    return cli.main(["data", *map(str, arguments)])


@pytest.fixture
def raw(tmp_path):
    """A CSV file as an instructor has it."""
    path = tmp_path / "Aid by year.csv"
    path.write_text(RAW.replace("what;how", "what"))
    return path


def test_add_makes_table_and_card_and_says_what_to_do_next(raw, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)
    assert run("add", raw, "--to", tmp_path / "my own") == 0
    place = tmp_path / "my own" / "aid_by_year"
    assert sorted(path.name for path in place.iterdir()) == ["aid_by_year.csv", "card.toml"]
    assert [path.name for path in place.parent.iterdir()] == ["aid_by_year"]
    said = capsys.readouterr().out
    assert f"WORKBOOK_DATA='{place.parent}'\n" in said and "workbook data check aid_by_year" in said
    assert str(place / "card.toml") in said


def test_add_goes_to_the_folder_that_the_variable_names(raw, own, capsys):
    assert run("add", raw, "--name", "aid") == 0
    assert (own / "aid" / "card.toml").exists() and "WORKBOOK_DATA names that folder already" in capsys.readouterr().out
    assert run("check", "aid") == 1
    assert "meaning is not yet filled in" in capsys.readouterr().out


def test_an_existing_dataset_is_never_overwritten(raw, own, capsys):
    (own / "aid").mkdir()
    assert run("add", raw, "--name", "aid") == 2
    assert "exists already and is not overwritten" in capsys.readouterr().err
    assert list((own / "aid").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--name", "trade"], "The workbook has a dataset trade already"),
        (["--name", "Mein Datensatz"], "“Mein Datensatz” cannot name a dataset"),
        (["--name", "../aid"], "“../aid” cannot name a dataset"),
        (["--source", "X"], "has a column source already"),
        (["--to", "FILE"], "cannot hold data"),
        (["--encoding", "utf8ish"], "There is no encoding called “utf8ish”"),
    ],
)
def test_add_refuses_in_one_sentence_and_leaves_nothing(raw, own, tmp_path, capsys, arguments, sentence):
    (tmp_path / "FILE").write_text("a file")
    arguments = [str(tmp_path / "FILE") if word == "FILE" else word for word in arguments]
    assert run("add", raw, *arguments) == 2
    said = capsys.readouterr().err
    assert sentence in said and len(said.splitlines()) == 1
    assert list(own.iterdir()) == []


def test_a_file_that_is_not_there_is_one_sentence(own, tmp_path, capsys):
    assert run("add", tmp_path / "gone.csv") == 2
    assert capsys.readouterr().err == f"There is no file {tmp_path / 'gone.csv'}.\n"
    assert run("add", tmp_path, "--name", "aid") == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_disk_that_is_full_leaves_nothing_behind(raw, own, capsys, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    assert run("add", raw, "--name", "aid") == 2
    assert "No space left on device" in capsys.readouterr().err and list(own.iterdir()) == []


def test_check_takes_names_folders_and_folders_of_datasets(own, tmp_path, capsys):
    make(own)
    for what in ("aid", own / "aid", own):
        assert run("check", what) == 0
        assert capsys.readouterr().out == "aid: all is well.\n"
    assert run("check") == 0
    assert capsys.readouterr().out == "aid: all is well.\n"


def test_check_goes_on_after_a_dataset_that_cannot_be_read(own, capsys):
    make(own)
    make(own, "broken", card_text="title = ")
    make(own, "other", table=AID.replace("2019,CHN", "2O19,CHN"))
    assert run("check") == 1
    said = capsys.readouterr().out
    assert "broken/card.toml cannot be read" in said and "aid: all is well." in said
    assert "other.csv, row 2, column year: “2O19” is not a valid year." in said
    assert said.endswith("\n2 problems in 2 datasets; 1 without any.\n")


def test_check_shows_thirty_problems_and_counts_the_others(own, capsys):
    rows = "".join(f"20{number},CHN,1,2019,S,fine\n" for number in range(10, 50))
    make(own, table=AID.splitlines(keepends=True)[0] + rows)
    assert run("check") == 1
    # 40 checks that are none, and rows that reach from 2010 to 2049.
    assert "aid: 11 more problems." in capsys.readouterr().out


def test_check_of_nothing_is_one_sentence(tmp_path, own, capsys):
    for what, sentence in ((tmp_path / "own", "There is no dataset in"), ("aidd", 'There is no dataset called "aidd"')):
        assert run("check", what) == 2
        assert sentence in capsys.readouterr().err
