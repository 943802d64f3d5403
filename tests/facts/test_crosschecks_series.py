"""Trade, roll calls, people: a figure follows from its parts, and two series of one thing stay near each other."""

import itertools
import re
from collections import Counter, defaultdict

import pandas as pd
import pytest
from offenders import checked, mistakes, named

from workbook import measures

STATES = ("CHN", "RUS", "PRK", "USA", "JPN", "KOR")
SHARE_OF_A_YES = {"yes": 1, "abstain": 0.5, "no": 0}

KNOWN = {
    "test_trade_shares_follow_from_the_totals": {
        "the source cuts 56.96 percent to 56.9, and the note says so": "trade:2010,CHN,kdi",
    },
    "test_exports_and_imports_add_up_to_the_total": {
        "exports and imports rounded to a hundred million, the total computed from a share; the card names it": """
            trade:2012,CHN,kotra""",
    },
    "test_agreement_rests_on_our_roll_calls_too": {
        "only three votes of 2022 are in this record, and we have six: the note and the card say so": """
            unga_agreement:2022,CHN,RUS,undl unga_agreement:2022,CHN,PRK,undl unga_agreement:2022,CHN,USA,undl
            unga_agreement:2022,CHN,JPN,undl unga_agreement:2022,CHN,KOR,undl unga_agreement:2022,RUS,PRK,undl
            unga_agreement:2022,RUS,USA,undl unga_agreement:2022,RUS,JPN,undl unga_agreement:2022,RUS,KOR,undl
            unga_agreement:2022,PRK,USA,undl unga_agreement:2022,PRK,JPN,undl unga_agreement:2022,PRK,KOR,undl
            unga_agreement:2022,USA,JPN,undl unga_agreement:2022,USA,KOR,undl unga_agreement:2022,JPN,KOR,undl""",
    },
}


@checked(
    KNOWN,
    ("trade:2010,CHN,kotra", "share_of_total_percent", 57.0),
    ("trade:2010,WLD,kotra", "total_usd_million", 6085.0, "trade:2010,CHN,kotra"),
    ("trade:2010,WLD,kdi", "total_usd_million", 4174.0),
)
def test_trade_shares_follow_from_the_totals(books):
    trade = books.by_key("trade")
    measured = {}
    for partner in ("CHN", "RUS"):
        shares = measures.trade_share(pd.DataFrame(trade.values()), partner).set_index("year")["share"]
        measured |= {(year, partner): share for year, share in shares.items()}
    for row in trade.values():
        world = trade.get(f"{row['year']},WLD,{row['series']}", {}).get("total_usd_million")
        if None in (row["total_usd_million"], row["share_of_total_percent"], world):
            continue
        share = round(row["total_usd_million"] / world * 100, 1)
        if row["share_of_total_percent"] != share:
            yield row["at"], f"share_of_total_percent is {row['share_of_total_percent']}, the totals give {share}"
        if row["series"] == "kotra" and round(measured.get((row["year"], row["partner"]), 1) * 100, 1) != share:
            yield row["at"], f"share_of_total_percent is {row['share_of_total_percent']}, measures.trade_share differs"
    if trade["2010,WLD,kdi"]["total_usd_million"] < trade["2010,WLD,kotra"]["total_usd_million"] + 1900:
        yield "trade:2010,WLD,kdi", "total_usd_million lacks the trade between the two Koreas"


@checked(
    KNOWN,
    ("trade:2014,CHN,kotra", "exports_usd_million", 2481.0),
    ("trade:2021,CHN,customs", "total_usd_million", 381.0),
)
def test_exports_and_imports_add_up_to_the_total(books):
    for row in books.rows("trade"):
        parts = (row["exports_usd_million"], row["imports_usd_million"])
        if None in (*parts, row["total_usd_million"]):
            continue
        # Rounding: two in a thousand, or half a million where the trade is small.
        if abs(sum(parts) - row["total_usd_million"]) > max(0.002 * row["total_usd_million"], 0.5):
            yield row["at"], f"total_usd_million is {row['total_usd_million']}, exports and imports make {sum(parts):g}"


@checked(
    KNOWN,
    ("trade:2024,CHN,kotra", "total_usd_million", 2690.87),
    ("trade:2024,CHN,kotra", "exports_usd_million", 361.0),
    ("trade:2019,CHN,customs", "total_usd_million", 3189.0, "trade:2019,CHN,kotra"),
    ("trade:2013,CHN,customs", "total_usd_million", 5644.7, "trade:2013,CHN,kotra"),
)
def test_partners_fit_into_the_total_and_two_counts_of_one_trade_stay_near(books):
    trade = books.by_key("trade")
    for row in trade.values():
        if row["series"] != "kotra" or row["partner"] != "CHN" or row["total_usd_million"] is None:
            continue
        for column in ("exports_usd_million", "imports_usd_million", "total_usd_million"):
            russia, world = (trade[f"{row['year']},{partner},kotra"][column] for partner in ("RUS", "WLD"))
            if None not in (row[column], world) and row[column] + (russia or 0) > world:
                yield row["at"], f"{column} is {row[column]}, with Russia more than the world's {world}"
        customs = trade.get(f"{row['year']},CHN,customs", {}).get("total_usd_million")
        if customs is None:
            continue
        # From 2014 KOTRA adds an estimate for the crude oil that Chinese customs no longer list.
        low, high = (200, 600) if row["year"] >= 2014 else (-10, 80)
        if not low <= row["total_usd_million"] - customs <= high:
            yield row["at"], f"total_usd_million is {row['total_usd_million']}, Chinese customs have {customs}"


@checked(
    KNOWN,
    ("trade:2005,KOR,inter-korean", "total_usd_million", 105.8, "trade:2005,WLD,kotra"),
    ("trade:2010,KOR,inter-korean", "total_usd_million", 191.0, "trade:2010,WLD,kdi"),
    ("trade:2010,KOR,kita", "share_of_total_percent", 2.5, "trade:2010,CHN,kita"),
    ("trade:2010,CHN,kita", "share_of_total_percent", 83.1),
)
def test_the_totals_with_and_without_inter_korean_trade_agree(books):
    trade = books.by_key("trade")
    for row in trade.values():
        if row["series"] == "kotra" and (said := re.search(r"([\d,]+) with inter-Korean trade", row["note"] or "")):
            both = row["total_usd_million"] + trade[f"{row['year']},KOR,inter-korean"]["total_usd_million"]
            if abs(both - int(said[1].replace(",", ""))) > 1:
                yield row["at"], f"note says {said[1]} with inter-Korean trade, the rows make {both:g}"
    koreas = trade["2010,KOR,inter-korean"]["total_usd_million"]
    if abs(trade["2010,WLD,kotra"]["total_usd_million"] + koreas - trade["2010,WLD,kdi"]["total_usd_million"]) > 2:
        yield "trade:2010,WLD,kdi", "total_usd_million is not that of kotra plus inter-korean"
    implied = (
        koreas / trade["2010,KOR,kita"]["share_of_total_percent"] * trade["2010,CHN,kita"]["share_of_total_percent"]
    )
    if abs(implied - trade["2010,CHN,kdi"]["total_usd_million"]) > 10:
        yield "trade:2010,CHN,kita", f"share_of_total_percent implies a trade of {implied:.0f} million"


@checked(
    KNOWN,
    ("unga_agreement:2025,USA,JPN,undl2025", "agreement_score", 0.8979),
    ("unga_agreement:2025,USA,JPN,undl2025", "identical_vote_share", 0.6146),
    ("unga_agreement:2025,USA,JPN,undl2025", "votes", 190),
    ("unga_agreement:2025,USA,JPN,undl2025", "votes", 0),
    ("unga_agreement:2025,USA,JPN,undl2025", "year", 2024),
    ("unga_agreement:2025,USA,JPN,undl2025", "actor_b", "CHN"),
    ("unga_agreement:2025,USA,JPN,undl2025", "actor_b", "KOR", "unga_agreement:2025,USA,KOR,undl2025"),
    ("unga_agreement:2019,USA,JPN,undl", "record", "undl2025"),
)
def test_agreement_is_that_of_whole_votes_of_one_pair(books):
    pairs = Counter()
    years = {"voeten": range(1946, 2020), "undl": range(1992, 2023), "undl2025": (2025,)}
    for row in books.rows("unga_agreement"):
        pair, same, apart = (row["actor_a"], row["actor_b"]), row["identical_vote_share"], row["opposite_vote_share"]
        pairs[row["year"], frozenset(pair), row["record"]] += 1
        if pairs[row["year"], frozenset(pair), row["record"]] > 1 or STATES.index(pair[0]) >= STATES.index(pair[1]):
            yield row["at"], f"actor_a, actor_b are {pair}: out of order, or there twice"
        if row["year"] not in years[row["record"]]:
            yield row["at"], f"year is {row['year']}, which the record {row['record']} does not cover"
        if row["votes"] <= 0 or not 0 <= same + apart <= 1.0001:
            yield row["at"], f"votes is {row['votes']}, the shares of identical and opposite votes are {same}, {apart}"
        for share in (same, apart):
            if abs(share * row["votes"] - round(share * row["votes"])) > 0.00006 * row["votes"]:
                yield row["at"], f"votes is {row['votes']}, of which {share} is no whole number"
        if abs(row["agreement_score"] - same - (1 - same - apart) / 2) > 0.00011:
            yield (
                row["at"],
                f"agreement_score is {row['agreement_score']}, the shares give {same + (1 - same - apart) / 2}",
            )


@checked(
    KNOWN,
    ("unga_agreement:2019,CHN,USA,voeten", "votes", 1),
    ("unga_agreement:2025,RUS,JPN,undl2025", "opposite_vote_share", 0.01),
    ("unga_agreement:2025,JPN,KOR,undl2025", "identical_vote_share", 0.01),
)
def test_agreement_rests_on_our_roll_calls_too(books):
    ours = defaultdict(Counter)
    for vote, (one, other) in itertools.product(books.rows("unga_votes"), itertools.combinations(STATES, 2)):
        cast = SHARE_OF_A_YES.get(vote[f"vote_{one}"]), SHARE_OF_A_YES.get(vote[f"vote_{other}"])
        if None not in cast:
            kinds = {"votes": 1, "identical": cast[0] == cast[1], "opposite": abs(cast[0] - cast[1]) == 1}
            ours[int(vote["date"][:4]), one, other].update(kinds)
    for row in books.rows("unga_agreement"):
        for kind, count in ours[row["year"], row["actor_a"], row["actor_b"]].items():
            theirs = row["votes"] if kind == "votes" else row["votes"] * row[f"{kind}_vote_share"]
            if count > theirs + 0.5:
                yield row["at"], f"{kind}: {theirs:g} in all, of our few roll calls alone {count}"


@checked(KNOWN, ("unga_agreement_by_issue:1991-1995,CHN,RUS,Human rights", "votes", 999))
def test_votes_on_an_issue_are_not_more_than_all_votes(books):
    all_votes = Counter()
    for row in books.rows("unga_agreement"):
        if row["record"] == "voeten":
            all_votes[row["year"], row["actor_a"], row["actor_b"]] = row["votes"]
    for row in books.rows("unga_agreement_by_issue"):
        first, last = map(int, row["period"].split("-"))
        total = sum(all_votes[year, row["actor_a"], row["actor_b"]] for year in range(first, last + 1))
        if not 0 < row["votes"] <= total:
            yield row["at"], f"votes is {row['votes']}, on all issues there were {total}"


@checked(
    KNOWN,
    ("ideal_points:2019,CHN", "votes_all", None),
    ("ideal_points:2019,CHN", "votes_final_passage", 999),
    ("ideal_points:2019,CHN", "ideal_point_all", 31.0),
)
def test_ideal_points_come_with_their_votes(books):
    for row in books.rows("ideal_points"):
        for point, votes in (("ideal_point_final_passage", "votes_final_passage"), ("ideal_point_all", "votes_all")):
            if (row[point] is None) != (row[votes] is None):
                yield row["at"], f"{point} is {row[point]}, {votes} is {row[votes]}"
            if row[point] is not None and not -3.6 < row[point] < 3.2:
                yield row["at"], f"{point} is {row[point]}; the card says about −3.5 to 3.1"
        if row["votes_all"] is not None and row["votes_final_passage"] > row["votes_all"]:
            yield row["at"], "votes_final_passage is more than votes_all"


@checked(
    KNOWN,
    ("capabilities:PRK,population,2024", "value", 25800000.0),
    ("material_capabilities:2019,JPN", "population_thousand", 12600),
    ("capabilities:PRK,gni_nominal,2024", "value", 43.39),
)
def test_people_and_income_are_the_same_in_every_dataset(books):
    macro, economy = books.by_key("macro"), books.by_key("dprk_economy")
    for row in books.rows("capabilities"):
        people = macro.get(f"{row['year']},{row['actor']}", {}).get("population")
        if row["indicator"] == "population" and row["value"] != people:
            yield row["at"], f"value is {row['value']}, macro has {people}"
        if row["indicator"] == "gni_nominal":
            won = economy[str(row["year"])]["gni_nominal_krw_billion"]
            if row["value"] != round(won / 1000, 2):
                yield row["at"], f"value is {row['value']}, dprk_economy has {won} billion"
    for row in books.rows("material_capabilities"):
        people = macro.get(f"{row['year']},{row['actor']}", {}).get("population")
        # Before 1992 one has the Soviet Union and the other Russia. North Korea had no census before 1993.
        if people and row["population_thousand"] and (row["actor"] != "RUS" or row["year"] > 1991):
            apart = abs(row["population_thousand"] * 1000 / people - 1)
            if apart > (0.11 if row["actor"] == "PRK" else 0.04):
                yield row["at"], f"population_thousand is {apart:.0%} away from macro"


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
