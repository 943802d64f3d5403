"""What a text names exists: rows, datasets, columns, states; and no day lies ahead."""

import functools
import re
from difflib import get_close_matches

import pytest
from offenders import checked, items, mistakes, named

from workbook.catalog import card, names, vocabulary
from workbook.catalog.records import package

# How the rows of each dataset are named in texts.
IDS = {
    "claims": r"[SB]-(?:ES|AB|\d(?:\.\d)?)-\d{2,3}",
    "events": r"E\d{3}",
    "summits": r"S\d{3}",
    "treaties": r"T\d\d",
    "unsc_votes": r"V\d\d",
    "unga_votes": r"G\d\d",
    "arms_and_troops": r"A\d\d",
    "joint_drills": r"D\d\d",
    "dprk_economy_reports": r"R\d\d",
    "evidence": r"EV\d\d",
    "hypotheses": r"H\d",
    "forecasts": r"F-[SB]\d+",
    "works": r"[SB]\d\d[a-z]?",
}
WITH_UNDERSCORE = re.compile(r"(?<![\w/.-])[a-z][a-z0-9]*(?:_[A-Za-z0-9]+)+(?![\w(/]|\.\w)")
CALL = re.compile(r"\b(load|about|cite|claims)\(\s*[\"']([^\"']+)[\"']")
# Datasets whose rows run in order of time, and the column of the time.
IN_ORDER = {
    "events": "date",
    "summits": "date_start",
    "treaties": "signed",
    "unsc_votes": "date",
    "unga_votes": "date",
    "arms_and_troops": "date",
    "joint_drills": "date_start",
    "dprk_economy_reports": "date_start",
    "evidence": "date",
}

KNOWN = {
    "test_no_day_lies_after_the_release": {
        "the last day of a forecast, which has to lie ahead": "forecasts,deadline",
    },
}


@checked(
    KNOWN,
    ("evidence:EV10", "events", "E147;E747", "evidence:EV10,E747"),
    ("forecasts:F-S1", "claims", "S-ES-99", "forecasts:F-S1,S-ES-99"),
    (
        "interests:prk-regime-survival,bogusz2024",
        "note",
        "as in B-9-01",
        "interests:prk-regime-survival,bogusz2024,B-9-01",
    ),
    ("treaties:T36", "note", "see S999 and V99", "treaties:T36,V99"),
    ("notebooks/02_new.md", "file", "Compare S-3.1-81.", "notebooks/02_new.md,S-3.1-81"),
    ("notebooks/02_new.py", "file", "cite('S98a')", "notebooks/02_new.py,S98a"),
)
def test_every_row_that_a_text_names_exists(books):
    known = {name: set(books.by_key(name)) for name in IDS}
    for where, text in books.prose():
        for name, one in named_in(text):
            if one not in known[name]:
                yield f"{where},{one}", f"{name} has no {one}"


@functools.cache
def named_in(text):
    """The rows that ``text`` names: dataset and key."""
    shape = "|".join(f"(?P<{name}>{shape})" for name, shape in IDS.items())
    return {(found.lastgroup, found[0]) for found in re.finditer(rf"(?<![\w-])(?:{shape})(?!\w)", text)}


@checked(
    KNOWN,
    ("evidence:EV10", "dataset_rows", "unsc_votes:V14;unsc_votes:V99", "evidence:EV10,unsc_votes:V99"),
    ("evidence:EV10", "dataset_rows", "unsc_vote:V41", "evidence:EV10,unsc_vote:V41"),
    ("forecasts:F-S1", "datasets", "summits;treatys", "forecasts:F-S1,treatys"),
    ("events:E224", "note", "See the note in the dataset summit", "events:E224,summit"),
    ("forecasts:F-S3", "resolution_rule", "Look in unsc_voting.", "forecasts:F-S3,unsc_voting"),
    ("notebooks/02_new.md", "file", 'wb.load("vetos")', "notebooks/02_new.md,vetos"),
    ("notebooks/02_new.md", "file", 'wb.cite("kita-2019")', "notebooks/02_new.md,kita-2019"),
)
def test_every_dataset_and_column_that_a_text_names_exists(books):
    rows = {row["at"] for name in names() for row in books.rows(name)}
    works, claims = set(books.by_key("works")), set(books.by_key("claims"))
    indicators = {row["indicator"] for row in books.rows("capabilities")}
    words_of_ours = {
        *names(),
        *vocabulary(),
        *indicators,
        *(column for name in names() for column in card(name).columns),
    }
    terms = {row["term"] for row in books.rows("glossary")}
    for piece in books.rows("evidence"):
        for one in set(items(piece["dataset_rows"])) - rows:
            yield f"{piece['at']},{one}", "dataset_rows: there is no such row"
    for forecast in books.rows("forecasts"):
        for one in set(items(forecast["datasets"])) - set(names()):
            yield f"{forecast['at']},{one}", "datasets: there is no such dataset"
    for where, text in books.prose():
        for one in dataset_words(text, with_code=where in books.files) - words_of_ours:
            yield f"{where},{one}", "there is no such dataset or column"
        for verb, one in CALL.findall(text):
            allowed = {
                "cite": works | claims | set(names()),
                "claims": claims,
                "about": set(names()) | terms,
            }.get(verb, set(names()))
            if one not in allowed:
                yield f"{where},{one}", f"{verb}() does not know it"


@functools.cache
def dataset_words(text, with_code):
    """The words of ``text`` that can only be meant as the name of a dataset or column."""
    # «the dataset summit» is a slip, «the dataset covers» is none.
    found = {one for one in re.findall(r"\bthe dataset ([a-z]+)", text) if get_close_matches(one, names(), 1, 0.75)}
    return found if with_code else found | set(WITH_UNDERSCORE.findall(text))


@checked(
    KNOWN,
    ("events:E100", "actors", "RUS;NKO", "events:E100,actors"),
    ("events:E100", "actors", "PRK;RUS", "events:E100,actors"),
    ("trade:2010,CHN,kotra", "partner", "China", "trade:2010,CHN,kotra,partner"),
    ("unga_votes:G29", "no_voters", "BLR;ERI;PRK;RUS;SYX", "unga_votes:G29,no_voters"),
    ("events:E100", "dyad", "PRK-RUS", "events:E100,dyad"),
    ("unga_agreement:2019,CHN,RUS,voeten", "actor_a", "JPN", "unga_agreement:2019,CHN,RUS,voeten,actor_a"),
    ("claims:S-1-01", "stance", "CHI:+", "claims:S-1-01,stance"),
)
def test_states_have_their_codes_and_pairs_the_fixed_order(books):
    order = {actor: place for place, actor in enumerate(vocabulary()["actors"])}
    for name in names():
        cells = {column: [items(row[column]) for row in books.rows(name)] for column in codes(books, name, order)}
        for column, lists in cells.items():
            for row, found in zip(books.rows(name), lists, strict=True):
                found = [one.partition(":")[0] for one in found] if column == "stance" else found
                found = row["dyad"].split("-") if column == "dyad" and row["dyad"] else found
                found = [row["actor_a"], row["actor_b"]] if column == "actor_a" else found
                if strange := set(found) - set(order):
                    yield f"{row['at']},{column}", f"{', '.join(strange)}: vocabulary.toml has no such actor"
                # The states that voted no stand in alphabetical order, which another test sees to.
                elif column not in ("no_voters", "stance") and found != sorted(set(found), key=order.get):
                    yield f"{row['at']},{column}", f"{found} are not in the fixed order"
        for column in card(name).columns:
            if column.startswith("vote_") and column != "vote_id" and column[5:] not in order:
                yield f"{name}/card.toml,{column}", "vocabulary.toml has no such actor"


def codes(books, name, order):
    """The columns of the dataset called ``name`` that hold actors: most of what stands in them is one."""
    for column, kind in ((column.name, column.type) for column in card(name).columns.values()):
        found = [one for row in books.rows(name) for one in items(row[column])] if kind in ("choice", "list") else []
        if column in ("dyad", "stance") or 2 * sum(one in order for one in found) > len(found):
            yield column


@checked(
    KNOWN,
    ("events:E225", "date", "2026-12-24", "events:E225,date"),
    ("trade:2025,CHN,customs", "year", 2027, "trade:2025,CHN,customs,year"),
    ("works:S13", "date", "2052-01-01", "works:S13,date"),
)
def test_no_day_lies_after_the_release(books):
    release = package()["released"]
    for name in names():
        dated = [c.name for c in card(name).columns.values() if c.type in ("date", "partial-date", "year")]
        for row, column in ((row, column) for row in books.rows(name) for column in dated):
            if row[column] and str(row[column]) > release:
                # Deadlines are meant to lie ahead, all of them.
                at = "forecasts,deadline" if (name, column) == ("forecasts", "deadline") else f"{row['at']},{column}"
                yield at, f"is {row[column]}, the data were released on {release}"
        for day in (card(name).covers[1], *(change["date"] for change in card(name).changes)):
            if day > release:
                yield f"{name}/card.toml", f"names {day}, the data were released on {release}"


@checked(
    KNOWN,
    ("events:E120", "date", "2018-05-26", "events:E121,date"),
)
def test_rows_run_in_order_of_time(books):
    for name, column in IN_ORDER.items():
        dated = [row for row in books.rows(name) if row[column]]
        for before, row in zip(dated, dated[1:], strict=False):
            if row[column] < before[column]:
                yield f"{row['at']},{column}", f"is {row[column]}, the row before it has {before[column]}"


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
