"""What a user must never be told wrongly: fifteen points, each read from the data that we ship."""

import pandas as pd
from offenders import words

import workbook as wb
from workbook.catalog import card, names
from workbook.measures import agreement, stays_above_from, trade_share, vetoes


def table(name, key):
    """The dataset called ``name`` by the column ``key``."""
    return wb.load(name).set_index(key)


def day(date):
    return pd.Timestamp(date)


def event(words_of_title):
    """The day of the one event whose title has these words."""
    events = wb.load("events")
    return events.loc[events["title"].str.contains(words_of_title, regex=False), "date"].item()


def claim(claim_id):
    return table("claims", "claim_id").loc[claim_id]


def assert_card_says(name, *sayings):
    missing = [saying for saying in sayings if saying.casefold() not in words(name).casefold()]
    assert not missing, f"{name}/card.toml does not say: {'; '.join(missing)}"


def test_point_01_recognition_of_donetsk_and_luhansk_was_on_13_july_2022():
    assert event("DPRK recognises Donetsk and Luhansk") == day("2022-07-13")
    assert event("Syria recognises Donetsk and Luhansk") == day("2022-06-29")
    assert event("Russia recognises Donetsk and Luhansk") == day("2022-02-21")
    inexact, right = claim("S-3.1-18"), claim("B-1-01")
    assert inexact["date_start"] == day("2022-06-01") and inexact["verdict"] == "imprecise;conflict"
    assert right["date_start"] == day("2022-07-01") and right["verdict"] == "ok"
    assert "Russia 21 Feb 2022, Syria 29 June 2022, DPRK 13 July 2022" in inexact["verdict_note"]
    for name in ("claims", "events"):
        assert_card_says(name, "13 July 2022", "Russia (21 February)", "Syria (29 June)")


def test_point_02_first_solid_fuel_icbm_flew_on_13_april_2023_five_months_before_vostochny():
    tests = wb.load("missile_tests")
    first = tests[(tests["class"] == "ICBM") & (tests["fuel"] == "solid")].sort_values("date").iloc[0]
    assert (first["date"], first["date_utc"]) == (day("2023-04-13"), day("2023-04-12"))
    assert first["system"] == "Hwasong-18"
    vostochny = event("Kim and Putin at Vostochny")
    assert vostochny == day("2023-09-13")
    assert first["date"] + pd.DateOffset(months=5) == vostochny
    assert event("First solid-fuel ICBM") == first["date"]
    assert claim("B-1-09")["verdict"] == "wrong" and claim("B-1-09")["date_start"] == day("2023-12-01")
    for name in ("missile_tests", "events", "claims"):
        assert_card_says(name, "13 April 2023 Korean time", "five months before the Vostochny summit")
    assert_card_says("missile_tests", "the timing cannot show a transfer")


def test_point_03_malligyong_1_reached_orbit_on_21_november_2023_and_was_not_the_first_object():
    tests = wb.load("missile_tests")
    rockets = tests[tests["class"] == "SLV"]
    orbits = list(rockets.loc[rockets["outcome"] == "success", "date"])
    assert orbits == [day("2012-12-12"), day("2016-02-07"), day("2023-11-21")]
    assert rockets[(rockets["date"] >= "2023-12-01") & (rockets["date"] < "2024-05-27")].empty
    assert event("First DPRK spy satellite in orbit") == orbits[-1]
    assert event("First DPRK satellite reaches orbit") == orbits[0]
    assert claim("B-1-10")["verdict"] == "wrong" and claim("B-1-10")["date_start"] == day("2024-02-01")
    assert_card_says("missile_tests", "12 December 2012, 7 February 2016 and 21 November 2023 (Malligyong-1")


def test_point_04_troops_were_reported_in_october_2024_and_acknowledged_in_april_2025():
    arms = wb.load("arms_and_troops")
    troops = arms[arms["category"] == "troops"].set_index("date")
    seoul = troops[troops["estimated_by"] == "National Intelligence Service"]["amount_high"]
    assert seoul[day("2024-10-18")] == 1500 and seoul[day("2024-10-23")] == 3000 and seoul[day("2024-11-20")] == 11000
    assert event("First DPRK soldiers reported under fire in Kursk") == day("2024-11-04")
    said = troops[troops["status"] == "acknowledged"].sort_index()["acknowledged_by"]
    assert dict(said[:"2025-04-30"]) == {day("2025-04-26"): "RUS", day("2025-04-28"): "RUS;PRK"}
    assert event("Gerasimov confirms DPRK troops") == day("2025-04-26")
    assert event("DPRK confirms deployment, Putin thanks Kim") == day("2025-04-28")
    assert arms["acknowledged_date"].loc[arms["category"] == "troops"].min() == day("2025-04-26")
    assert claim("S-3.1-27")["verdict"] == "ok;see" and claim("S-3.1-27")["date_start"] == day("2025-09-01")
    assert_card_says("arms_and_troops", "1,500 soldiers on 18 October 2024 and 3,000 on 23 October", "about 11,000")
    assert_card_says("arms_and_troops", "26 April 2025", "on 28 April, not first in September 2025", "from 4 November")


def test_point_05_china_vetoed_with_russia_in_2022_and_russia_alone_in_2024():
    votes = table("unsc_votes", "date")
    joint, alone = votes.loc["2022-05-26"], votes.loc["2024-03-28"]
    assert joint["vetoed_by"] == "CHN;RUS" and tuple(joint[["yes", "no", "abstain"]]) == (13, 2, 0)
    assert alone["vetoed_by"] == "RUS" and tuple(alone[["yes", "no", "abstain"]]) == (13, 1, 1)
    assert alone["vote_CHN"] == "abstain" and alone["category"] == "panel"
    korea = vetoes(wb.load("unsc_votes")).query("category != 'Ukraine'")
    assert list(korea["vetoed_by"]) == ["CHN", "RUS", "RUS"]
    # The ten sanctions resolutions of 2006 to 2017 were adopted by all, and none has been repealed.
    passed = votes[(votes["category"] == "sanctions") & (votes["outcome"] == "adopted")]
    assert len(passed) == 10 and (passed["yes"] == 15).all()
    assert (passed.index.min(), passed.index.max()) == (day("2006-10-14"), day("2017-12-22"))
    assert "imprecise" in claim("B-1-18")["verdict"] and "imprecise" in claim("S-3.2-09")["verdict"]
    assert_card_says("unsc_votes", "sanctions of 2006 to 2017 remain in force", "“All sanctions blocked” is too broad")


def test_point_06_china_voted_no_on_ukraine_and_did_not_only_abstain():
    votes = wb.load("unga_votes")
    china = votes.set_index("symbol")["vote_CHN"]
    assert china["A/RES/ES-11/3"] == china["A/RES/ES-11/5"] == "no"
    assert china["A/RES/ES-11/1"] == "abstain"
    territories = votes[(votes["series"] == "Ukraine human rights") & (votes["date"] >= "2022")]
    assert len(territories) >= 4 and (territories["vote_CHN"] == "no").all()
    assert "China did vote no" in claim("S-3.1-17")["verdict_note"]
    assert_card_says("unga_votes", "China did not only abstain on Ukraine", "ES-11/3 and ES-11/5")


def test_point_07_chinas_share_of_trade_passed_half_in_2005_and_nine_tenths_in_2014():
    trade = wb.load("trade")
    shares = trade_share(trade, "CHN", "kotra")
    share = (shares.set_index("year")["share"] * 100).round(1)
    nineties = share.loc[1993:2000]
    assert 24.5 <= nineties.min() < 25.5 and 33.5 <= nineties.max() < 34.5
    assert share.loc[:2004].max() < 50 and stays_above_from(shares, 0.5) == 2005
    assert share.loc[:2013].max() < 90 < share[2014]
    assert (share[2023], share[2024]) == (98.3, 98.0)
    kdi = trade[trade["series"] == "kdi"].set_index("partner")["total_usd_million"]
    kita = trade[(trade["series"] == "kita") & (trade["partner"] == "CHN")].set_index("year")["share_of_total_percent"]
    assert (round(share[2010]), round(kdi["CHN"] / kdi["WLD"] * 100), round(kita[2010])) == (83, 57, 45)
    assert claim("S-3.1-02")["verdict"] == "ok" and "not of the 90% level" in claim("S-3.1-02")["verdict_note"]
    assert_card_says("trade", "25 to 34 percent in 1993–2000", "over half from 2005", "only from 2014")
    assert_card_says("trade", "98.3 percent in 2023 and 98.0 percent in 2024", "83, 57 or 45 percent")


def test_point_08_five_kim_xi_summits_took_fifteen_months_and_putin_met_kim_four_times():
    summits = wb.load("summits")
    talks = summits[(summits["level"] == "leader") & (summits["format"] == "in person")]
    kim = talks[talks["participants"].str.contains("Kim Jong Un") & talks["occasion"].isna()]
    xi = kim[kim["dyad"] == "CHN-PRK"]
    first, fifth = event("First Kim-Xi summit"), xi.iloc[4]["date_end"]
    assert (first, fifth) == (day("2018-03-26"), day("2019-06-21"))
    assert first + pd.DateOffset(months=14) < fifth < first + pd.DateOffset(months=15)
    assert list(xi["date_start"].iloc[5:]) == [day("2025-09-04"), day("2026-06-08")]
    assert xi.iloc[6]["date_end"] == day("2026-06-09")
    # Putin's visit of 2024 is dated from the evening before, by Moscow time; the treaty is of the 19th.
    putin = list(kim.loc[kim["dyad"] == "RUS-PRK", "date_end"])
    assert putin == [day("2019-04-25"), day("2023-09-13"), day("2024-06-19"), day("2025-09-03")]
    assert claim("S-3.1-08")["verdict"] == "imprecise" and "15 months" in claim("S-3.1-08")["verdict_note"]
    assert claim("S-3.2-08")["verdict"] == "ok"
    assert_card_says("summits", "fifteen months, not one year", "4 September 2025", "8–9 June 2026")
    assert_card_says("summits", "25 April 2019, 13 September 2023, 19 June 2024 and 3 September 2025", "weak sources")


def test_point_09_the_text_of_2024_is_a_treaty_in_force_since_4_december_2024_after_an_alliance_of_1961():
    treaties = wb.load("treaties")
    moscow = treaties[treaties["dyad"] == "RUS-PRK"].set_index("signed")
    new, old = moscow.loc["2024-06-19"], moscow.loc["1961-07-06"]
    assert new["form"] == "treaty" and new["in_force"] == day("2024-12-04") and new["status"] == "in force"
    assert new["mutual_defence"] == "yes" and new["defence_article"] == 4
    assert "Article 51" in new["description"] and "state of war" in new["description"]
    assert old["mutual_defence"] == "yes" and old["ended"] == day("1996-09-10")
    assert event("Putin and Kim sign the strategic partnership treaty") == day("2024-06-19")
    assert event("2024 treaty enters into force") == day("2024-12-04")
    # No claim speaks of the Soviet treaty; one heading of bogusz2024 calls the alliance renewed.
    ledger = wb.claims()
    assert not ledger["paraphrase"].str.contains("Soviet.*(?:alliance|treaty)|(?:alliance|treaty).*Soviet").any()
    hints = ledger[ledger["decisive_words"].str.contains("renewed")]
    assert hints["claim_id"].to_list() == ["B-1-19"] and hints["paragraph"].to_list() == [0]
    assert_card_says("treaties", "signed on 19 June 2024 and in force since 4 December 2024", "Its Article 4 applies")
    assert_card_says(
        "treaties",
        "when a party is invaded and in a state of war",
        "A heading of bogusz2024 calls the alliance renewed",
    )


def test_point_10_systemic_rival_is_the_eus_phrase_and_the_us_said_revisionist():
    inexact = claim("S-3.2-33")
    assert inexact["verdict"] == "imprecise"
    eu = wb.load("events").set_index("date").loc["2019-03-12"]
    us = wb.load("events").set_index("date").loc["2017-12-18"]
    assert eu["actors"] == "EU" and "systemic rival" in eu["title"]
    assert us["actors"] == "USA" and "revisionist" in us["description"]
    note = inexact["verdict_note"]
    assert "18 Dec 2017" in note and "revisionist" in note and "12 March 2019" in note and "EU-China" in note
    assert_card_says("claims", "“Systemic rival” is the EU's phrase of 12 March 2019", "said “revisionist”")


def test_point_11_counts_of_shells_name_who_counts_and_what_and_keep_low_and_high():
    arms = wb.load("arms_and_troops")
    shells = arms[(arms["category"] == "ammunition") & arms["unit"].notna()]
    by_basis = shells.groupby("basis")["estimated_by_actor"].agg(set)
    assert by_basis["container capacity"] == {"KOR"} and by_basis["delivery count"] == {"UKR"}
    # Seoul's shells are what containers could hold, in 152 mm equivalents: on containers, never as deliveries.
    assert arms.loc[arms["capacity_152mm_rounds"].notna(), "unit"].eq("containers").all()
    july = arms[(arms["date"].dt.strftime("%Y-%m") == "2025-07") & arms["unit"].isin(["containers", "rounds"])]
    july = july.set_index("estimated_by_actor")
    ratio = july.loc["KOR", "capacity_152mm_rounds"] / july.loc["UKR", "amount_high"]
    assert 1.5 < ratio < 2
    estimates = arms[arms["amount_low"].notna() | arms["amount_high"].notna()]
    assert estimates["estimated_by"].notna().all()
    losses = arms[arms["category"] == "casualties"].set_index("date")
    assert losses.loc["2025-09-02", "amount_high"] == 2000 and 1500 in list(losses.loc["2026-02-04", "amount_low"])
    assert_card_says(
        "arms_and_troops", "capacity of containers in 152 mm equivalents", "Ukrainian counts are deliveries"
    )
    assert_card_says("arms_and_troops", "Never mix them", "Show low and high with the name of who estimates")
    assert_card_says("arms_and_troops", "Losses differ by source in the same way")


def test_point_12_kotra_customs_and_inter_korean_trade_are_kept_apart_and_russia_is_silent():
    trade = wb.load("trade", reasons=True)
    assert set(trade["series"]) == {"kotra", "customs", "inter-korean", "kdi", "kita"}
    china = trade[trade["partner"] == "CHN"].pivot(index="year", columns="series", values="total_usd_million")
    # From 2014 KOTRA counts crude oil that Chinese customs do not list.
    assert (china["kotra"] - china["customs"]).loc[2014:].dropna().gt(200).all()
    assert set(trade.loc[trade["partner"] == "KOR", "series"]) == {"inter-korean", "kita"}
    russia = trade[(trade["partner"] == "RUS") & (trade["year"] >= 2022)]
    assert set(russia["exports_usd_million_missing"]) == set(russia["imports_usd_million_missing"]) == {"not reported"}
    assert russia.set_index("year").loc[2025, "total_usd_million_missing"] == "not reported"
    assert_card_says("trade", "kotra and customs are different series, because of crude oil")
    assert_card_says("trade", "Trade between the two Koreas is outside kotra totals")
    assert_card_says("trade", "Russia has published nothing since 2022")


def test_point_13_cns_counts_missiles_and_csis_counts_events_and_they_are_never_added():
    tests = wb.load("missile_tests")
    yearly = table("missile_tests_by_year", "year")
    cns = tests[tests["counted_by"] == "CNS"]
    assert "CM" not in set(cns["class"]) and "CM" in set(tests.loc[tests["counted_by"] == "CSIS", "class"])
    assert not [column for column in yearly if not column.startswith(("cns_", "csis_", "source", "check", "note"))]
    assert cns["missiles"].groupby(cns["date"].dt.year).sum()[2022] == yearly.loc[2022, "cns_missiles"]
    assert yearly.loc[2022, "csis_entries"] != yearly.loc[2022, "cns_missiles"]
    assert_card_says(
        "missile_tests", "300 km and 500 kg or more", "cruise missiles and rocket artillery", "Never add them"
    )
    assert_card_says("missile_tests_by_year", "Never add the CNS and the CSIS columns")


def test_point_14_the_fall_of_us_japanese_agreement_in_2025_is_composition():
    scores = wb.load("unga_agreement")
    of_2025 = scores[scores["record"] == "undl2025"].set_index(["actor_a", "actor_b"])["agreement_score"]
    of_2021 = scores[(scores["record"] == "undl") & (scores["year"] == 2021)]
    of_2021 = of_2021.set_index(["actor_a", "actor_b"])["agreement_score"]
    assert of_2025["USA", "JPN"].round(2) == 0.20 and of_2021["USA", "JPN"] > 0.5
    # The United States moved away from all at once; in Asia nothing of the kind happened.
    with_usa = [pair for pair in of_2025.index if "USA" in pair]
    assert (of_2025[with_usa] < of_2021[with_usa]).all()
    assert of_2025["JPN", "KOR"] > 0.9 and of_2025["CHN", "JPN"] > of_2021["CHN", "JPN"]
    votes = scores[(scores["record"] == "undl2025")].set_index(["actor_a", "actor_b"])["votes"]
    assert votes["USA", "JPN"] == 192
    ours = agreement(wb.load("unga_votes").query("date >= 2025 and date < 2026"), "USA", "JPN")
    assert ours["votes"].sum() < 10, "the roll call of the 174 votes is not in our data, so the cards have to say it"
    for name in ("unga_agreement", "unga_votes"):
        assert_card_says(name, "174 of 192")
    assert_card_says("unga_agreement", "does not show a turn in Asia", "which votes were taken")


def test_point_15_every_record_says_when_it_ends_and_that_silence_is_no_evidence():
    records = {name for name in names() if card(name).kind == "record"}
    silent = []
    for name in records:
        said = "\n".join(card(name).caveats)
        if "is not evidence that nothing happened" not in said or card(name).covers[1][:4] not in said:
            silent.append(f"{name} ends in {card(name).covers[1]}")
    assert not silent
    # Tables of judgements and of works do not end; what follows does.
    assert records >= {"events", "summits", "treaties", "trade", "unsc_votes", "unga_votes", "missile_tests", "macro"}
