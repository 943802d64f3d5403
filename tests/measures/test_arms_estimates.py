"""Which estimates may stand side by side, on rows worked by hand."""

import pandas as pd

from workbook.measures import CAPACITY, comparable_figures, spread

ARMS = pd.DataFrame(
    [
        ("A1", "2024-01-01", "containers", 100.0, 100.0, "containers", 5000, "container count", "a", "reported"),
        ("A2", "2024-02-01", "ammunition", 7000.0, 7000.0, "rounds", None, "delivery count", "b", "reported"),
        ("A3", "2024-03-01", "ammunition", 8000.0, None, "rounds", None, "container capacity", "a", "reported"),
        ("A4", "2024-04-01", "casualties", 10.0, 20.0, "persons", None, None, "a", "reported"),
        ("A5", "2024-05-01", "casualties", None, 90.0, "persons", None, None, "b", "reported"),
        ("A6", "2024-06-01", "denial", None, None, None, None, "own statement", "c", "denied"),
    ],
    columns=[
        "row_id",
        "date",
        "category",
        "amount_low",
        "amount_high",
        "unit",
        "capacity_152mm_rounds",
        "basis",
        "estimated_by",
        "status",
    ],
).assign(
    date=lambda rows: pd.to_datetime(rows["date"]),
    from_actor="PRK",
    item=["containers", "shells", "shells", "killed", "killed and wounded", "all arms"],
)


def rows_of(name):
    found = comparable_figures(ARMS)
    return found[found["row_id"] == name]


def test_shells_that_would_fit_never_stand_beside_shells_delivered():
    assert rows_of("A2")["unit"].to_list() == ["rounds"]
    assert rows_of("A3")["unit"].to_list() == [CAPACITY]
    assert rows_of("A1")[["unit", "low"]].to_numpy().tolist() == [["containers", 100.0], [CAPACITY, 5000.0]]


def test_killed_wounded_and_both_together_are_kinds_of_their_own():
    assert rows_of("A4")["kind"].item() == "casualties from PRK"
    assert rows_of("A5")["kind"].item() == "killed and wounded from PRK"
    losses = ARMS.assign(item=[*ARMS["item"][:3], "wounded", "killed and wounded in one week", "all arms"])
    kinds = comparable_figures(losses).set_index("row_id")["kind"]
    assert [kinds["A4"], kinds["A5"]] == ["wounded from PRK", "killed and wounded in one week from PRK"]


def test_a_bound_says_which_end_is_given():
    assert [rows_of(name)["bound"].iloc[0] for name in ("A2", "A3", "A4", "A5", "A6")] == [
        "exact",
        "at least",
        "range",
        "at most",
        "no figure",
    ]


def test_a_denial_of_all_arms_stands_with_every_kind_of_arms():
    assert set(rows_of("A6")["unit"]) == {"containers", CAPACITY, "rounds"}


def test_the_spread_names_the_lowest_and_the_highest_end_that_is_given():
    found = comparable_figures(ARMS)
    low, high = spread(found[found["unit"] == CAPACITY])
    assert (low["row_id"], high["row_id"]) == ("A1", "A3")
    assert spread(found[found["bound"] == "no figure"]) is None


def test_the_table_stays_as_it_was():
    before = ARMS.copy()
    comparable_figures(ARMS)
    pd.testing.assert_frame_equal(ARMS, before)
