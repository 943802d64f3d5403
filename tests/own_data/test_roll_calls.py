"""Agreement in the General Assembly: a file worked by hand, and files that break the form."""

import pandas as pd
import pytest

from workbook.base import UnknownName, WorkbookError
from workbook.catalog import vocabulary
from workbook.cli import __main__ as cli
from workbook.measures import agreement
from workbook.own_data import roll_call_agreement, roll_call_table
from workbook.own_data.roll_call_codes import COW_CODES

pytest.importorskip("polars")

from workbook.own_data.roll_call_files import BLOCK, _blocks

TRIANGLE = ("CHN", "RUS", "PRK")
CODES = {"CHN": 710, "RUS": 365, "PRK": 731, "FRA": 220}

# Roll call, date, and the votes of China, Russia, North Korea: 1 yes, 2 abstain, 3 no, 8 absent, 9 not a member.
# The fifth is of session 56 and so of the year 2001 in the file's own column; its date is in 2002.
BY_HAND = [
    (1, "2001-11-01", 1, 1, 1),
    (2, "2001-11-02", 1, 3, 2),
    (3, "2001-11-03", 2, 1, 8),
    (4, "2001-11-04", 3, 3, 1),
    (5, "2002-01-05", 1, 2, 9),
    (6, "2002-11-06", 8, 1, 3),
]
# 2001. China and Russia differ by 0, 1, ½, 0: mean 3/8. China and North Korea by 0, ½, 1 and Russia and North Korea
# by 0, ½, 1, for North Korea missed the third: mean ½. 2002. China and Russia differ by ½ on the only vote of both,
# Russia and North Korea by 1; China and North Korea have no vote that both cast, and so no row.
EXPECTED = [
    (2001, "CHN", "RUS", 5 / 8, 2 / 4, 1 / 4, 4),
    (2001, "CHN", "PRK", 1 / 2, 1 / 3, 1 / 3, 3),
    (2001, "RUS", "PRK", 1 / 2, 1 / 3, 1 / 3, 3),
    (2002, "CHN", "RUS", 1 / 2, 0, 0, 1),
    (2002, "RUS", "PRK", 0, 0, 1, 1),
]
COLUMNS = ["year", "actor_a", "actor_b", "agreement_score", "identical_vote_share", "opposite_vote_share", "votes"]


def lines(rows=BY_HAND, comma=","):
    """The rows in the published form, with a state more, row numbers and a text that holds commas and line breaks."""
    head = ["", "rcid", "ccode", "member", "vote", "Country", "year", "session", "date", "descr"]
    yield comma.join(f'"{name}"' for name in head)
    number = 0
    for rcid, date, *votes in rows:
        for state, vote in zip(CODES, [*votes, 1], strict=True):
            number += 1
            member = "NA" if vote == 9 else "1"
            cells = [f'"{number}"', rcid, CODES[state], member, vote, state, 2001, 56, date]
            yield comma.join(map(str, [*cells, '"TO ADOPT, ""AS A WHOLE"",\nthe text on Côte d\'Ivoire"']))


@pytest.fixture
def write(tmp_path):
    """A function that writes a roll-call file, with replacements, and returns its path."""

    def write(*changes, comma=",", encoding="latin-1"):
        text = "\n".join(lines(comma=comma)) + "\n"
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "UNVotes.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def rows_of(table):
    """The rows of ``table`` as they can be compared with those worked by hand."""
    assert list(table.columns) == COLUMNS
    return [tuple(round(cell, 9) if isinstance(cell, float) else cell for cell in row) for row in table.values.tolist()]


@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_the_file_worked_by_hand_gives_the_scores_worked_by_hand(write, comma):
    table, remarks = roll_call_agreement(write(comma=comma), TRIANGLE)
    assert rows_of(table) == [tuple(round(c, 9) if isinstance(c, float) else c for c in row) for row in EXPECTED]
    assert remarks == []


@pytest.mark.parametrize("block", [BLOCK, 64])
def test_the_lines_of_a_mac_give_the_same_scores(write, monkeypatch, block):
    path = write()
    expected = roll_call_agreement(path)[0]
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r"))
    monkeypatch.setattr("workbook.own_data.roll_call_files.BLOCK", block)
    assert roll_call_agreement(path)[0].equals(expected)


def test_the_measure_gives_the_same_as_the_reading_of_a_file(write):
    fast, _ = roll_call_agreement(write(), TRIANGLE)
    small = roll_call_table(write(), TRIANGLE)
    assert small["vote_PRK"].fillna("none").to_list() == ["yes", "abstain", "none", "yes", "none", "no"]
    for first, second in (("CHN", "RUS"), ("CHN", "PRK"), ("RUS", "PRK")):
        dyad = fast[(fast["actor_a"] == first) & (fast["actor_b"] == second)].drop(columns=["actor_a", "actor_b"])
        pd.testing.assert_frame_equal(agreement(small, first, second), dyad.reset_index(drop=True))


def test_agreement_does_not_depend_on_who_is_named_first(write):
    small = roll_call_table(write(), TRIANGLE)
    pd.testing.assert_frame_equal(agreement(small, "RUS", "PRK"), agreement(small, "PRK", "RUS"))


def test_the_measure_changes_nothing_in_the_table_it_is_given(write):
    small = roll_call_table(write(), TRIANGLE)
    before = small.copy()
    agreement(small, "CHN", "RUS")
    pd.testing.assert_frame_equal(small, before)


def test_the_measure_takes_the_year_from_the_date():
    votes = pd.DataFrame({"date": pd.to_datetime(["2024-12-17"]), "vote_CHN": ["yes"], "vote_RUS": ["no"]})
    assert agreement(votes, "CHN", "RUS").to_dict("list") == {
        "year": [2024],
        "agreement_score": [0.0],
        "identical_vote_share": [0.0],
        "opposite_vote_share": [1.0],
        "votes": [1],
    }


def test_a_state_without_a_column_is_one_sentence():
    votes = pd.DataFrame({"year": [2024], "vote_CHN": ["yes"]})
    with pytest.raises(UnknownName, match='no state called "RUS"'):
        agreement(votes, "CHN", "RUS")


def test_dyads_stand_in_the_fixed_order_of_the_actors(write):
    table, _ = roll_call_agreement(write(), ("PRK", "RUS", "CHN"))
    assert list(table["actor_a"])[:3] == ["CHN", "CHN", "RUS"]


def test_numbers_with_a_decimal_point_are_the_same_codes(write):
    table, _ = roll_call_agreement(write((",365,", ",365.0,")), TRIANGLE)
    assert len(table) == len(EXPECTED)


def test_a_state_without_a_number_is_known_by_its_name(write):
    table, _ = roll_call_agreement(write((",731,", ",NA,")), TRIANGLE)
    assert len(table) == len(EXPECTED)


def test_without_dates_the_column_year_is_taken_and_that_is_said(write):
    table, remarks = roll_call_agreement(write(('"date"', '"day"')), TRIANGLE)
    assert set(table["year"]) == {2001} and "the file has no dates" in remarks[0].lower()


def test_roll_calls_without_date_and_year_are_left_out_and_counted(write):
    path = write((",2001,56,2001-11-01,", ",NA,56,NA,"), (",2001,56,2001-11-02,", ",NA,56,,"))
    table, remarks = roll_call_agreement(path, TRIANGLE)
    assert table["votes"].to_list()[0] == 2 and remarks == ["Roll calls without a date and a year were left out: 2."]


def test_the_same_vote_twice_counts_once_and_two_different_ones_not_at_all(write):
    path = write()
    with path.open("a") as file:
        file.write('"98",1,365,1,1,RUS,2001,56,2001-11-01,""\n"99",2,365,1,1,RUS,2001,56,2001-11-02,""\n')
    table, remarks = roll_call_agreement(path, ("CHN", "RUS"))
    # Without the second roll call China and Russia differ by 0, ½, 0: mean 1/6.
    assert rows_of(table)[0] == (2001, "CHN", "RUS", round(5 / 6, 9), round(2 / 3, 9), 0, 3)
    assert remarks == ["Votes that appear twice and differ were left out: 1, the first that of RUS on roll call 2."]


def test_a_block_ends_at_a_record_and_not_inside_a_text(write, monkeypatch):
    path = write()
    monkeypatch.setattr("workbook.own_data.roll_call_files.BLOCK", 120)
    whole, *blocks = _blocks(path)
    assert b"".join([whole, *blocks]) == path.read_bytes() and len(blocks) > 10
    assert all(block.count(b'"') % 2 == 0 and block.endswith(b"\n") for block in blocks)
    table, _ = roll_call_agreement(path, TRIANGLE)
    assert len(table) == len(EXPECTED)
    assert BLOCK > 1_000_000


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([('"vote"', '"choice"')], "UNVotes.csv lacks the column vote."),
        ([('"ccode"', '"number"'), ('"Country"', '"State"')], "lacks the column ccode or country."),
        ([('"date"', '"day"'), ('"year"', '"jahr"')], "lacks the column date or year. Older releases keep dates in a"),
        ([('"rcid"', '"a"'), ('"vote"', '"b"')], "UNVotes.csv is not a roll-call file"),
        # The third roll call is in rows 10 to 13, North Korea is the third state: row 12.
        ([(",731,1,8,", ",731,1,7,")], "UNVotes.csv, row 12: the vote “7” is not one of 1 (yes), 2 (abstain)"),
        ([(",731,1,8,", ",731,1,,")], "UNVotes.csv, row 12: the vote “” is not one of 1 (yes)"),
        ([("2001-11-03", "03/11/01")], "UNVotes.csv, row 10: the date “03/11/01” holds no year"),
        # The fourth roll call begins in row 14.
        ([("710,1,3", "710,1,3,0")], "UNVotes.csv, row 14: more cells than the header has."),
    ],
)
@pytest.mark.parametrize("block", [BLOCK, 400])
def test_a_file_that_breaks_the_form_is_one_sentence(write, capsys, monkeypatch, tmp_path, changes, sentence, block):
    monkeypatch.setattr("workbook.own_data.roll_call_files.BLOCK", block)
    path, out = write(*changes), tmp_path / "out.csv"
    assert cli.main(["data", "import", "unga", str(path), "--countries", "CHN,RUS,PRK", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert sentence in said and len(said.splitlines()) == 1
    assert not out.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\0\0\0", b"hello\n", b'"rcid"', b"\x1f\x8b\x08\0\0rcid,vote\n"])
def test_another_kind_of_file_is_one_sentence(tmp_path, content):
    path = tmp_path / "UNVotes.csv"
    path.write_bytes(content)
    with pytest.raises(WorkbookError) as error:
        roll_call_agreement(path)
    assert len(str(error.value).splitlines()) == 1


def test_a_header_without_rows_is_one_sentence(write):
    path = write()
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(WorkbookError, match="holds no rows"):
        roll_call_agreement(path)


def test_an_unknown_country_is_named_with_the_possible_ones(write, capsys):
    assert cli.main(["data", "import", "unga", str(write()), "--countries", "CHN,NKO"]) == 2
    assert 'There is no state called "NKO"' in capsys.readouterr().err


def test_one_country_alone_agrees_with_nobody(write):
    with pytest.raises(WorkbookError, match="two countries or more"):
        roll_call_agreement(write(), ("CHN",))


def test_without_polars_the_sentence_says_what_to_install(write, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(WorkbookError, match=r'pip install "triangle-workbook\[roll-calls\]"'):
        roll_call_agreement(write(), TRIANGLE)


def test_the_series_is_written_with_four_decimals_and_the_missing_states_are_named(write, capsys, tmp_path):
    out = tmp_path / "series.csv"
    assert cli.main(["data", "import", "unga", str(write()), "--out", str(out)]) == 0
    assert out.read_text().splitlines()[:3] == [
        ",".join(COLUMNS),
        "2001,CHN,RUS,0.625,0.5,0.25,4",
        "2001,CHN,PRK,0.5,0.3333,0.3333,3",
    ]
    said = capsys.readouterr().out
    assert "No vote of USA, JPN, KOR is in the file." in said and "5 rows, 2001 to 2002" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["UNVotes.csv", "series.csv"]


def test_neither_the_roll_calls_nor_an_unnamed_file_is_overwritten(write, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write()
    before = path.read_bytes()
    (tmp_path / "unga_agreement.csv").write_text("my own")
    assert cli.main(["data", "import", "unga", str(path)]) == 2
    assert cli.main(["data", "import", "unga", str(path), "--out", str(path)]) == 2
    assert path.read_bytes() == before and (tmp_path / "unga_agreement.csv").read_text() == "my own"
    assert capsys.readouterr().err.count("exists already. Name the file to write with --out.") == 2


def test_every_actor_that_is_a_member_of_the_un_has_a_code_of_its_own():
    others = {"SUN", "EU", "NATO", "WST", "GSO", "MSMT", "ROC", "UN", "UNC", "UNGA", "UNSC", "WLD"}
    assert set(vocabulary()["actors"]) - others == set(COW_CODES)
    assert len(set(COW_CODES.values())) == len(COW_CODES)
    assert [COW_CODES[state] for state in ("CHN", "RUS", "PRK", "USA", "JPN", "KOR")] == [710, 365, 731, 2, 740, 732]
