"""Who was bound from when to when, on texts worked by hand."""

import pandas as pd

from workbook.measures import bound_spells, treaty_spans

TEXTS = pd.DataFrame(
    [
        # Two texts of one pair that overlap, a third after two years without, all with defence.
        ("T1", "A-B", "1950-01-01", "1950-02-01", "1960-01-01", "expired", "defence"),
        ("T2", "A-B", "1958-01-01", "1959-01-01", "1970-01-01", "replaced", "defence;consultation"),
        ("T3", "A-B", "1971-12-01", "1972-01-01", None, "in force", "defence"),
        # A text that follows on the next day makes one spell with the one before.
        ("T4", "A-C", "1980-01-01", "1980-01-01", "1990-01-01", "replaced", "defence"),
        ("T5", "A-C", "1989-12-01", "1990-01-02", None, "dormant", "defence"),
        ("T6", None, "2000-01-01", None, None, "signed", "defence"),
    ],
    columns=["treaty_id", "dyad", "signed", "in_force", "ended", "status", "kinds"],
).assign(
    parties="A;D",
    signed=lambda rows: pd.to_datetime(rows["signed"]),
    in_force=lambda rows: pd.to_datetime(rows["in_force"]),
    ended=lambda rows: pd.to_datetime(rows["ended"]),
)


def spells(pair, obligation="defence"):
    found = bound_spells(TEXTS, obligation)
    return found[found["between"] == pair]


def test_texts_that_overlap_make_one_spell_and_a_pause_parts_two():
    found = spells("A-B")
    assert found["start"].dt.year.to_list() == [1950, 1972]
    assert found["end"].dt.year.iloc[0] == 1970 and pd.isna(found["end"].iloc[1])
    assert found["treaties"].to_list() == ["T1;T2", "T3"]


def test_a_text_that_follows_the_next_day_goes_on_and_may_be_dormant():
    (found,) = spells("A-C").to_dict("records")
    assert found["start"].year == 1980 and found["dormant"]


def test_a_promise_counts_from_entry_into_force_and_only_where_it_is_made():
    assert spells("A-B", "consultation")["start"].dt.year.to_list() == [1959]


def test_a_text_without_a_day_of_entry_into_force_binds_nobody_yet():
    spans = treaty_spans(TEXTS).set_index("treaty_id")
    assert spans.loc["T6", ["unknown", "between"]].to_list() == ["start", "A-D"]
    assert spans.loc["T1", "unknown"] == "" and spans.loc["T3", "stands"]
    assert spells("A-D").empty


def test_the_table_stays_as_it_was():
    before = TEXTS.copy()
    bound_spells(TEXTS)
    pd.testing.assert_frame_equal(TEXTS, before)
