"""What the list of treaties decides, and whether it holds what ATOP's years ask for."""

from itertools import combinations

import pandas as pd
import pytest

import workbook as wb
from workbook.checking.lookup import pair_signs
from workbook.measures import balance_of_network, promising_texts, ties, triangle_type

NORTH, SOUTH = {"CHN", "RUS", "PRK"}, {"USA", "JPN", "KOR"}
PROMISES = {"defence", "offence", "neutrality", "non-aggression", "consultation", "no hostile alliances"}

# Counted with an independent script from the compiled lists: ties across the two triangles (of 9) in 1985 and 2026,
# balanced triangles (of 20, a tie that is not seen taken for a bad one) in 1985 and 2026,
# years of North Korea as pivot, years of a ménage à trois since 1950.
EFFECTS = {
    "first release": (0, 1, 12, 16, 18, 45),
    "rule": (4, 6, 8, 14, 8, 55),
    "binding": (3, 4, 10, 10, 9, 54),
    "atop": (1, 2, 12, 12, 11, 52),
    "asean": (4, 9, 8, 20, 8, 55),
}

# ATOP 5.1, dyad-years 1945 to 2018: the year in which a spell of a pair begins. The spells of 1945 that rest on texts
# of before 1945 are left out: the pact of 1941 (Japan, Soviet Union), the declaration of 1942 (China, United States).
ATOP_BEGINS = {
    "CHN-RUS": (1945, 1950, 1962, 1992, 2001),
    "CHN-PRK": (1961,),
    "CHN-JPN": (1978,),
    "CHN-KOR": (2004,),
    "CHN-USA": (1962, 2009),
    "RUS-PRK": (1961, 2000, 2008),
    "RUS-KOR": (1992,),
    "RUS-JPN": (2004,),
    "RUS-USA": (1945, 1962, 1975),
    "PRK-KOR": (1991,),
    "JPN-PRK": (2008,),
    "PRK-USA": (2009,),
    "JPN-KOR": (2004,),
    "JPN-USA": (1951, 1960),
    "KOR-USA": (1953,),
}


# The same with bad ties only where war, an armistice or fighting is on record: triangles of known ties and balanced
# ones, in 1985 and 2026. The list decides again.
KNOWN = {
    "first release": ((2, 2), (4, 3)),
    "rule": ((7, 4), (16, 12)),
    "binding": ((4, 3), (7, 5)),
    "atop": ((2, 2), (4, 3)),
    "asean": ((7, 4), (13, 13)),
}


def signs(texts, first, last, states=("CHN", "RUS", "PRK", "USA", "JPN", "KOR"), evidence="absence"):
    enmities = wb.load("enmities")
    found = ties("treaty", wb.load("treaties"), first, last, states, texts, enmities=enmities, evidence=evidence)
    return {int(str(year)): pair_signs(rows) for year, rows in found.groupby("year")}


@pytest.mark.parametrize("texts", EFFECTS)
def test_the_list_of_texts_decides_what_is_found(texts):
    across = [frozenset(pair) for pair in combinations(sorted(NORTH | SOUTH), 2) if len(set(pair) & NORTH) == 1]
    found = []
    for year in (1985, 2026):
        held = {frozenset(pair): sign for pair, sign in signs(texts, year, year)[year].items()}
        found.append(sum(held[pair] == 1 for pair in across))
    for year in (1985, 2026):
        found.append(balance_of_network(signs(texts, year, year)[year])["balanced"])
    types = [triangle_type(held) for held in signs(texts, 1950, 2026, ("CHN", "RUS", "PRK")).values()]
    found.append(sum(kind["pivot"] == "PRK" for kind in types))
    found.append(sum(kind["type"] == "ménage à trois" for kind in types))
    assert tuple(found) == EFFECTS[texts]


@pytest.mark.parametrize("texts", KNOWN)
def test_with_known_enmity_only_the_list_of_texts_decides_how_many_triangles_are_balanced(texts):
    found = [balance_of_network(signs(texts, year, year, evidence="force")[year]) for year in (1985, 2026)]
    assert tuple((one["triangles"], one["balanced"]) for one in found) == KNOWN[texts]


def states_of(row):
    parties = str(row["dyad"]).split("-") if pd.notna(row["dyad"]) else row["parties"].split(";")
    return {{"SUN": "RUS", "ROC": "CHN"}.get(state, state) for state in parties}


@pytest.mark.parametrize("pair", ATOP_BEGINS)
def test_every_spell_of_atop_begins_with_a_text_of_the_list(pair):
    texts = [row for row in wb.load("treaties").to_dict("records") if row["in_atop"] == "yes"]
    mine = [row for row in texts if set(pair.split("-")) <= states_of(row)]
    begins = {day.year for row in mine for day in (row["signed"], row["in_force"]) if pd.notna(day)}
    # ATOP counts an accession from the year in which it binds both, which may be the year after.
    late = {row["signed"].year for row in mine if "accession" in row["title"]}
    assert set(ATOP_BEGINS[pair]) <= begins | late


def test_all_fifteen_pairs_have_a_spell_in_atop():
    assert {frozenset(pair.split("-")) for pair in ATOP_BEGINS} == {
        frozenset(pair) for pair in combinations(NORTH | SOUTH, 2)
    }


def test_a_text_on_the_list_of_the_rule_holds_a_promise_and_others_say_why_not():
    for row in wb.load("treaties").to_dict("records"):
        lists = set(str(row["lists"]).split(";"))
        kinds = set(str(row["kinds"]).split(";"))
        if "rule" in lists:
            assert row["tier"] in ("binding", "political") and kinds & PROMISES, row["treaty_id"]
        elif row["tier"] != "instrument":
            assert pd.notna(row["tier_note"]), row["treaty_id"]
        if row["tier"] == "instrument":
            assert not kinds & PROMISES, row["treaty_id"]


def test_binding_texts_are_those_of_the_rule_that_bind():
    rule = promising_texts(wb.load("treaties"))
    binding = promising_texts(wb.load("treaties"), "binding")
    assert set(binding["treaty_id"]) == set(rule.loc[rule["tier"] == "binding", "treaty_id"])
    # 1956 is called a declaration and binds; 1991 is called an agreement and binds; Camp David binds nobody.
    assert {"T17"} <= set(binding["treaty_id"]) and "T35" not in set(binding["treaty_id"])
