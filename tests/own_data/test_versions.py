"""Two versions of the datasets: which rows were added, changed, removed."""

import contextlib
import shutil
import zipfile

import pytest

from workbook.base import BadData, UnknownName, WorkbookError, folder
from workbook.cli import __main__ as cli
from workbook.own_data import compare_versions

OLD = """year,partner,total,note
1990,CHN,483,old book
1990,RUS,2223,
1991,CHN,610,
1992,CHN,697,
"""
# 1990 RUS gets a note and another total, 1991 CHN goes, 1993 CHN comes, and the column source is new.
NEW = """year,partner,total,note,source
1990,CHN,483,old book,S13
1990,RUS,2315,"rouble trade, converted",S13
1992,CHN,697,,S13
1993,CHN,900,,S17
"""
CARD = 'key = ["year", "partner"]\n'


def make(place, **tables):
    """A folder of datasets: of each table, or of each pair of table and card."""
    for name, given in tables.items():
        table, card = given if isinstance(given, tuple) else (given, CARD)
        (place / name).mkdir(parents=True)
        (place / name / f"{name}.csv").write_text(table, encoding="utf-8")
        (place / name / "card.toml").write_text(card, encoding="utf-8")
    return place


@pytest.fixture
def pair(tmp_path):
    """An old and a new folder of datasets: trade differs, visits does not."""
    visits = ("visit,host\nV1,CHN\n", 'key = ["visit"]\n')
    return make(tmp_path / "old", trade=OLD, visits=visits), make(tmp_path / "new", trade=NEW, visits=visits)


def cells(changes):
    """The changes as tuples, the name of the dataset apart."""
    return [tuple(row)[1:] for row in changes.itertuples(index=False)]


def test_rows_are_matched_by_their_key_and_cells_compared(pair):
    summary, changes = compare_versions(*pair)
    assert cells(changes) == [
        ("changed", "1990, RUS", "total", "2223", "2315"),
        ("changed", "1990, RUS", "note", "", "rouble trade, converted"),
        ("added", "1993, CHN", "", "", "total = 900; source = S17"),
        ("removed", "1991, CHN", "", "total = 610", ""),
    ]
    assert summary.to_dict("records") == [
        {
            "dataset": "trade",
            "rows_old": 4,
            "rows_new": 4,
            "added": 1,
            "changed": 1,
            "removed": 1,
            "note": "column source added",
        },
        {"dataset": "visits", "rows_old": 1, "rows_new": 1, "added": 0, "changed": 0, "removed": 0, "note": ""},
    ]


def test_the_other_way_round_added_is_removed(pair):
    summary, changes = compare_versions(*reversed(pair), dataset="trade")
    assert list(summary["note"]) == ["column source removed"]
    assert [row[:2] for row in cells(changes) if row[0] != "changed"] == [
        ("added", "1991, CHN"),
        ("removed", "1993, CHN"),
    ]


def test_another_order_of_rows_and_columns_is_no_difference(tmp_path):
    head, *rows = OLD.splitlines()
    turned = "\n".join(",".join(reversed(line.split(","))) for line in [head, *reversed(rows)]) + "\n"
    _, changes = compare_versions(make(tmp_path / "old", trade=OLD), make(tmp_path / "new", trade=turned))
    assert changes.empty


def test_datasets_that_come_and_go_are_named(tmp_path):
    old, new = make(tmp_path / "old", trade=OLD), make(tmp_path / "new", aid=OLD)
    summary, changes = compare_versions(old, new)
    assert summary.set_index("dataset")["note"].to_dict() == {"aid": "a new dataset", "trade": "the dataset is gone"}
    assert summary.set_index("dataset").loc["aid", ["rows_old", "rows_new", "added"]].to_list() == [0, 4, 4]
    assert len(changes) == 8


def test_a_new_key_is_said_and_used_if_it_fits_both(tmp_path):
    # The totals differ from row to row, so that they can be the key of both.
    old = make(tmp_path / "old", trade=OLD)
    new = make(tmp_path / "new", trade=(OLD.replace("1992,CHN", "1994,CHN"), 'key = ["total"]\n'))
    summary, changes = compare_versions(old, new)
    assert summary.loc[0, "note"] == "the key was year + partner and is total"
    assert cells(changes) == [("changed", "697", "year", "1992", "1994")]


def test_where_the_new_key_does_not_fit_the_old_table_the_old_one_is_used(tmp_path):
    old = make(tmp_path / "old", trade=OLD)
    new = make(tmp_path / "new", trade=(NEW, 'key = ["year", "partner", "source"]\n'))
    summary, changes = compare_versions(old, new)
    assert "rows are matched by the old key" in summary.loc[0, "note"]
    assert ("changed", "1990, RUS", "total", "2223", "2315") in cells(changes)


def test_where_no_key_fits_rows_are_matched_as_wholes_and_twins_counted(tmp_path):
    table = "a,b\nx,1\nx,1\ny,2\n"
    old = make(tmp_path / "old", trade=(table, 'key = ["a"]\n'))
    new = make(tmp_path / "new", trade=(table + "x,1\n", 'key = ["a"]\n'))
    summary, changes = compare_versions(old, new)
    assert "rows are matched as wholes" in summary.loc[0, "note"]
    assert cells(changes) == [("added", "x, 1", "", "", "")]


@pytest.mark.parametrize("inside", ["", "datasets", "shipped/datasets", "workbook/shipped/datasets"])
def test_folders_of_every_kind_are_understood(tmp_path, inside, pair):
    shutil.copytree(pair[0], tmp_path / "place" / inside, dirs_exist_ok=True)
    summary, changes = compare_versions(tmp_path / "place", pair[0])
    assert len(summary) == 2 and changes.empty


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("triangle_workbook-0.1.0-py3-none-any.whl", "workbook/shipped/datasets/"),
        ("main.zip", "triangle-main/datasets/"),
    ],
)
def test_wheels_and_zip_files_are_understood(tmp_path, pair, name, inside):
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        for path in pair[0].rglob("*.*"):
            archive.write(path, inside + path.relative_to(pair[0]).as_posix())
        # A dataset elsewhere in the archive, as tests have them, is not one of its datasets.
        archive.writestr("triangle-main/tests/aid/aid.csv", "a\n")
        archive.writestr("triangle-main/tests/aid/card.toml", CARD)
    summary, changes = compare_versions(tmp_path / name, pair[0])
    assert list(summary["dataset"]) == ["trade", "visits"] and changes.empty


@pytest.mark.parametrize("home", ["a/..", "../../evil", "..\\..\\evil"])
def test_an_archive_cannot_write_outside_of_its_own_folder(tmp_path, pair, monkeypatch, home):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    name = home.rpartition("/")[2]
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr(f"{home}/card.toml", CARD)
        archive.writestr(f"{home}/{name}.csv", OLD)
    before = sorted(tmp_path.rglob("*"))
    with contextlib.suppress(WorkbookError):
        compare_versions(tmp_path / "evil.zip", pair[0])
    assert sorted(tmp_path.rglob("*")) == before


def test_the_datasets_of_this_checkout_equal_themselves():
    summary, changes = compare_versions(folder("datasets").parent, folder("datasets"))
    assert len(summary) >= 8 and changes.empty and not summary["note"].any()


def test_an_unknown_dataset_gets_the_nearest_name(pair):
    with pytest.raises(UnknownName, match='Did you mean "trade"'):
        compare_versions(*pair, dataset="trad")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no file or folder"),
        (b"hello", "is neither a folder nor a wheel or zip file"),
        ("empty folder", "There are no datasets in"),
        ("empty zip", "There are no datasets in"),
        ("damaged zip", "is damaged or locked"),
        ("zip with a wrong cell", "is damaged or locked"),
    ],
)
def test_a_place_without_datasets_is_one_sentence(tmp_path, pair, capsys, content, sentence):
    place = tmp_path / "place"
    if content == "empty folder":
        place.mkdir()
    elif isinstance(content, bytes):
        place.write_bytes(content)
    elif content:
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            if content != "empty zip":
                kind = zipfile.ZIP_DEFLATED if content == "damaged zip" else zipfile.ZIP_STORED
                archive.writestr("trade/trade.csv", OLD * 50, compress_type=kind)
                archive.writestr("trade/card.toml", CARD)
        if content == "damaged zip":
            whole = place.read_bytes()
            place.write_bytes(whole[:45] + b"\xff" * 20 + whole[65:])
        if content == "zip with a wrong cell":
            place.write_bytes(place.read_bytes().replace(b"2223", b"2224"))
    assert cli.main(["data", "diff", str(place), str(pair[0])]) == 2
    said = capsys.readouterr().err
    assert sentence in said and len(said.splitlines()) == 1


def test_a_card_without_a_key_is_one_sentence(tmp_path, pair):
    make(tmp_path / "bad", trade=(OLD, "title = 'x'\n"))
    with pytest.raises(BadData, match="trade/card.toml cannot be read: 'key'"):
        compare_versions(tmp_path / "bad", pair[0])


# The command


def test_diff_prints_rows_sums_and_answers_like_diff(pair, capsys):
    assert cli.main(["data", "diff", *map(str, pair)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "trade: 1 added, 1 changed, 1 removed (4 rows now, 4 before)",
        "  column source added",
        "  ~ 1990, RUS",
        "      total: “2223” → “2315”",
        "      note: (empty) → “rouble trade, converted”",
        "  + 1993, CHN",
        "  - 1991, CHN",
        "visits: no row differs (1 row now, 1 before)",
        "",
        "2 datasets: 1 added, 1 changed, 1 removed.",
    ]


def test_diff_of_equal_versions_has_the_status_0(pair, capsys):
    assert cli.main(["data", "diff", str(pair[0]), str(pair[0])]) == 0
    assert capsys.readouterr().out.endswith("\n2 datasets: no row differs.\n")


def test_a_new_column_alone_is_a_difference(tmp_path, capsys):
    old = make(tmp_path / "old", trade="year,partner\n1990,CHN\n")
    new = make(tmp_path / "new", trade="year,partner,note\n1990,CHN,\n")
    assert cli.main(["data", "diff", str(old), str(new)]) == 1
    assert "  column note added\n" in capsys.readouterr().out


def test_a_long_cell_is_cut_unless_whole_cells_are_asked_for(tmp_path, capsys):
    long = "x" * 100
    old, new = make(tmp_path / "old", trade=OLD), make(tmp_path / "new", trade=OLD.replace("old book", long))
    assert cli.main(["data", "diff", str(old), str(new)]) == 1
    assert "  ~ 1990, CHN: note: “old book” → “" + "x" * 59 + "…”\n" in capsys.readouterr().out
    assert cli.main(["data", "diff", str(old), str(new), "--cells"]) == 1
    assert f"      note: “old book” → “{long}”\n" in capsys.readouterr().out


def test_whole_cells_show_added_and_removed_rows(pair, capsys):
    assert cli.main(["data", "diff", *map(str, pair), "--dataset", "trade", "--cells"]) == 1
    said = capsys.readouterr().out
    assert "  + 1993, CHN\n      total = 900; source = S17\n" in said
    assert "  - 1991, CHN\n      total = 610\n" in said
    assert "visits" not in said


def test_a_summary_says_how_new_each_dataset_was_and_is(tmp_path, capsys):
    card = CARD + 'dated_by = "year"\n'
    old = make(tmp_path / "old", trade=(OLD, card), gone=("a\n1\n", 'key = ["a"]\ncovers = ["1990", "2001"]\n'))
    new = make(tmp_path / "new", trade=(NEW, card + 'looked_for_until = "2026-10-10"\n'))
    assert cli.main(["data", "diff", str(old), str(new), "--summary"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "| gone | 1 → 0 | 0 | 0 | 1 | 2001 → – | – | the dataset is gone |" in lines
    assert "| trade | 4 → 4 | 1 | 1 | 1 | 1992 → 1993 | 2026-10-10 | column source added |" in lines
    assert lines[-1] == "| 2 datasets | 5 → 4 | 1 | 1 | 2 | | | |"
    assert cli.main(["data", "diff", str(old), str(old), "--summary"]) == 0
