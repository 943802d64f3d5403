"""Tests, warheads and deliveries: counts agree with their rows, and ranges are ranges."""

import datetime
import itertools
from collections import Counter, defaultdict

import pytest
from offenders import checked, items, mistakes, named

KNOWN = {
    "test_ranges_run_from_low_to_high_and_from_early_to_late": {
        "sappers and builders, whom Russia announced before they came": "arms_and_troops:A58,acknowledged_date",
    },
}


@checked(
    KNOWN,
    ("missile_tests_by_year:2022", "cns_missiles", 68),
    ("missile_tests_by_year:2026", "cns_missiles", 24),
    ("missile_tests_by_year:2003", "csis_entries", 0),
    ("missile_tests:2023-04-13a", "outcome", "failure", "missile_tests_by_year:2023"),
    ("missile_tests:2023-04-13a", "date", "2027-04-13", "missile_tests_by_year:2027"),
)
def test_missile_tests_add_up_to_the_yearly_counts(books):
    made, days = defaultdict(Counter), defaultdict(set)
    for test in books.rows("missile_tests"):
        year = int(test["date"][:4])
        made[year][test["counted_by"]] += 1
        if test["counted_by"] == "CNS":
            days[year].add(test["date"])
            for column in ("missiles", (test["class"] or "class_open").lower(), test["outcome"]):
                made[year][f"cns_{column}"] += test["missiles"]
    yearly = books.by_key("missile_tests_by_year")
    for row in yearly.values():
        found = made[row["year"]] + Counter(cns_launch_days=len(days[row["year"]]))
        for column, count in row.items():
            # A later copy of CNS counts more of the last year than the rows hold, and tells no class.
            later = row["year"] == 2026 and (count is None or (column == "cns_missiles" and count >= found[column]))
            if column.startswith("cns_") and count != found[column] and not later:
                yield row["at"], f"{column} is {count}, the rows of missile_tests give {found[column]}"
        # The CSIS rows of missile_tests are only those that CNS lacks.
        if row["csis_entries"] < found["CSIS"]:
            yield row["at"], f"csis_entries is {row['csis_entries']}, missile_tests alone has {found['CSIS']}"
    for year in made.keys() - {row["year"] for row in yearly.values()}:
        yield f"missile_tests_by_year:{year}", "year: there is no row"


@checked(
    KNOWN,
    ("missile_tests:2023-04-13a", "date_utc", "2023-04-11"),
    ("missile_tests:2023-04-13a", "date", "2023-12-13"),
    ("missile_tests:2023-04-13a", "range_class", "IRBM"),
)
def test_a_missile_test_has_one_date_and_one_class(books):
    for test in books.rows("missile_tests"):
        if test["test_id"][:-1] != test["date"]:
            yield test["at"], f"date is {test['date']}"
        if test["date_utc"] and not 0 <= day(test["date"]) - day(test["date_utc"]) <= 1:
            yield test["at"], f"date_utc is {test['date_utc']}, date is {test['date']}"
        if test["class"] != "hypersonic" and test["class"] != test["range_class"]:
            yield test["at"], f"range_class is {test['range_class']}, class is {test['class']}"


@checked(
    KNOWN,
    ("events:E168", "date", "2024-02-21"),
)
def test_every_launch_among_the_events_is_in_missile_tests(books):
    launches = {test["date"] for test in books.rows("missile_tests")}
    for event in books.rows("events"):
        if event["category"] == "test" and "nuclear test" not in event["title"] and event["date"] not in launches:
            yield event["at"], f"date: missile_tests has no launch on {event['date']}"


@checked(
    KNOWN,
    ("nuclear_tests:4", "council_date", "2016-03-03"),
    ("nuclear_tests:5", "council_response", "S/RES/2320 (2016)"),
    ("nuclear_tests:3", "date", "2013-02-11"),
    ("nuclear_tests:3", "date", "2013-02-11", "events:E104"),
)
def test_nuclear_tests_agree_with_votes_and_events(books):
    votes, events = books.by_key("unsc_votes"), books.by_key("events")
    tested = {event["date"]: event for event in events.values() if "nuclear test" in event["title"]}
    for test in books.rows("nuclear_tests"):
        vote = votes[test["council_vote_id"]]
        for column in ("date", "yes", "no", "abstain"):
            if test[f"council_{column}"] != vote[column]:
                yield test["at"], f"council_{column} is {test[f'council_{column}']}, unsc_votes has {vote[column]}"
        if test["council_response"] != vote["symbol"]:
            yield test["at"], f"council_response is {test['council_response']}, unsc_votes has {vote['symbol']}"
        own = {events[one]["date"] for one in items(test["events"])}
        if not {test["date"]} <= own <= {test["date"], test["council_date"]}:
            yield test["at"], f"date is {test['date']}, its events are of {sorted(own)}"
        if tested.pop(test["date"], None) is None:
            yield test["at"], f"date: events has no nuclear test on {test['date']}"
    for event in tested.values():
        yield event["at"], f"date: nuclear_tests has none on {event['date']}"


@checked(
    KNOWN,
    ("warheads:2020,PRK", "note", None),
    ("warheads:2021,PRK", "older_edition_warheads", 20),
)
def test_an_older_edition_of_a_count_of_warheads_differs_and_the_note_gives_it(books):
    for row in books.rows("warheads"):
        older = row["older_edition_warheads"]
        if older is not None and (older == row["warheads"] or str(older) not in (row["note"] or "")):
            yield row["at"], f"older_edition_warheads is {older}, warheads is {row['warheads']}: the note should say so"


@checked(
    KNOWN,
    ("sipri:RUS,warheads,2026", "value", 4300.0, "warheads:2026,RUS"),
    ("warheads:2025,PRK", "warheads", 90),
    ("capabilities:WLD,inventory_fas_world,2026", "value", 12241.0),
)
def test_warheads_are_of_one_edition_and_retired_ones_only_add_to_them(books):
    sipri = books.by_key("sipri")
    for row in books.rows("warheads"):
        total = sipri.get(f"{row['actor']},warheads,{row['year']}", {}).get("value")
        # Until 2021 SIPRI counted what North Korea's fissile material would allow; China's figures came a year late.
        if total is not None and row["year"] >= 2024 and row["warheads"] > total:
            yield row["at"], f"warheads is {row['warheads']}, sipri has {total:g} with retired ones"
    for row in books.rows("capabilities"):
        world = sipri.get(f"WLD,warheads,{row['year']}") if row["indicator"] == "inventory_fas_world" else None
        if world and world["value"] != row["value"]:
            yield row["at"], f"value is {row['value']:g}, sipri has {world['value']:g}"


@checked(
    KNOWN,
    ("arms_and_troops:A01", "amount_low", 60000.0),
    ("dprk_economy_reports:R03", "low", 600.0),
    ("sipri:PRK,warheads,2021", "low", 60.0),
    ("nuclear_tests:6", "yield_low_kt", 500.0),
    ("arms_and_troops:A20", "period_start", "2024-12-08"),
    ("arms_and_troops:A20", "unit", None),
    ("arms_and_troops:A51", "capacity_152mm_rounds", 6500000),
    ("arms_and_troops:A20", "acknowledged_by", "KOR"),
    ("arms_and_troops:A20", "acknowledged_date", "2024-10-01", "arms_and_troops:A20,acknowledged_date"),
)
def test_ranges_run_from_low_to_high_and_from_early_to_late(books):
    ends = {
        "arms_and_troops": [("amount_low", "amount_high"), ("period_start", "period_end")],
        "dprk_economy_reports": [("low", "high"), ("date_start", "date_end")],
        "capabilities": [("low", "high")],
        "sipri": [("low", "high")],
        "nuclear_tests": [("yield_low_kt", "yield_high_kt"), ("date", "council_date")],
        "summits": [("date_start", "date_end")],
        "joint_drills": [("date_start", "date_end")],
        "claims": [("date_start", "date_end")],
        "forecasts": [("opens", "deadline"), ("evidence_until", "as_of")],
    }
    for name, pairs in ends.items():
        for row, (low, high) in itertools.product(books.rows(name), pairs):
            if None not in (row[low], row[high]) and row[low] > row[high]:
                yield row["at"], f"{low} is {row[low]}, {high} is {row[high]}"
    for row in books.rows("arms_and_troops"):
        if (row["unit"] is None) != (row["amount_low"] is None and row["amount_high"] is None):
            yield row["at"], f"unit is {row['unit']}, which does not fit the amounts"
        if row["capacity_152mm_rounds"] and row["unit"] != "containers":
            yield row["at"], f"capacity_152mm_rounds is given, unit is {row['unit']}"
        if not set(items(row["acknowledged_by"])) <= {row["from_actor"], row["to_actor"]}:
            yield row["at"], f"acknowledged_by is {row['acknowledged_by']}, who neither sends nor receives"
        if row["acknowledged_date"] and row["period_start"] and row["acknowledged_date"] < row["period_start"]:
            yield f"{row['at']},acknowledged_date", f"is {row['acknowledged_date']}, before it began"


def day(date):
    """The number of the day; of a month or year the first one."""
    return datetime.date.fromisoformat(date + "-01-01"[len(date) - 4 :]).toordinal()


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
