"""Claims, evidence and cards say of dates and figures what the record says."""

import datetime
import re
from collections import Counter

import pytest
from offenders import checked, dates_in, items, mistakes, named, words

from workbook.catalog import card, names

# The claims whose month is not right, and the event that has the right one.
RIGHT = {"S-3.1-18": "E149", "B-1-09": "E159", "B-1-10": "E168"}

KNOWN = {
    "test_evidence_has_the_dates_of_its_events": {
        "the vote is no event of its own; unsc_votes has its date": "evidence:EV13",
        "a statement, which is no event of its own": "evidence:EV51",
        "the parade on the last day of Shoigu's visit, which the event dates by its first day": "evidence:EV15",
        "South Korea's report of 18 October, which E177 mentions under the first report of 13 October": "evidence:EV21",
    },
    "test_figures_in_evidence_stand_in_the_rows_it_names": {
        "two figures that the row has as one sum: builders and sappers": "evidence:EV29,5,000 evidence:EV29,1,000",
        "in billions, where the rows have millions": "evidence:EV34,0.5 evidence:EV34,1.2 evidence:EV34,9.8",
        "the change that Chinese customs gave; the card of china_russia_trade explains it": "evidence:EV41,6.9",
    },
    "test_dates_of_claims_that_hold_are_dates_of_the_record": {
        "Kim gives up unification: a speech, in which events has nobody but North Korea": "claims:S-2.1-19",
    },
    "test_days_in_the_verdicts_are_days_of_the_record": {
        "Japan's surrender, and the date of a work that the claim cites": """
            claims:S-1-06,1945-09-02 claims:S-1-06,1945-09-09 claims:S-3.1-05,2013-12-10""",
        "reforms, announcements, laws and treaties elsewhere: context that no dataset holds": """
            claims:S-2.1-07,2002-07-01 claims:S-2.1-07,2012-06-28 claims:S-3.2-05,2018-03-08
            claims:B-2-03,1907-08-31 claims:B-2-03,1914-09-05 claims:B-3-07,2025-07-15
            claims:B-5-07,2025-09-21""",
    },
}


@checked(
    KNOWN,
    ("evidence:EV14", "date", "2023-12-18"),
)
def test_evidence_has_the_dates_of_its_events(books):
    events = books.by_key("events")
    for piece in books.rows("evidence"):
        if piece["kind"] == "event" and piece["date"] not in {events[one]["date"] for one in items(piece["events"])}:
            yield piece["at"], f"date is {piece['date']}, which is none of its events"


@checked(
    KNOWN,
    ("trade:2019,CHN,customs", "total_usd_million", 2798.0, "evidence:EV06,2,789"),
)
def test_figures_in_evidence_stand_in_the_rows_it_names(books):
    for piece in books.rows("evidence"):
        rows = [one.partition(":") for one in items(piece["dataset_rows"])]
        known = {cell for name, _, key in rows for cell in books.by_key(name)[key].values()}
        for figure in re.findall(r"\d{1,3}(?:,\d{3})+|\d+\.\d+", piece["statement"]):
            if float(figure.replace(",", "")) not in known:
                yield f"{piece['at']},{figure}", f"statement: it is in none of the rows {piece['dataset_rows']}"


@checked(
    KNOWN,
    ("claim_evidence:S-3.1-18,events,E149", "row_key", "E749"),
    ("events:E149", "check", "weak", "claim_evidence:S-3.1-18,events,E149"),
)
def test_links_of_claims_lead_to_rows_and_have_their_status(books):
    for link in books.rows("claim_evidence"):
        row = books.by_key(link["dataset"]).get(link["row_key"])
        if row is None:
            yield link["at"], f"row_key: {link['dataset']} has no row {link['row_key']}"
        elif row["check"] != link["check"]:
            yield link["at"], f"check is {link['check']}, the row itself says {row['check']}"


@checked(
    KNOWN,
    ("claims:B-1-13", "date_start", "2024-06-29"),
    ("claims:B-1-01", "date_start", "2022-06"),
)
def test_dates_of_claims_that_hold_are_dates_of_the_record(books):
    acts = [(event["date"], set(items(event["actors"]))) for event in books.rows("events")]
    acts += [(treaty["signed"], set(items(treaty["parties"]))) for treaty in books.rows("treaties")]
    acts += [(one, set(meeting["dyad"].split("-"))) for meeting in books.rows("summits") for one in days(meeting)]
    for claim in books.rows("claims"):
        if "ok" not in items(claim["verdict"]) or claim["kind"] != "fact":
            continue
        if claim["date_start_precision"] in ("day", "month"):
            actors, date = set(items(claim["actors"])), claim["date_start"]
            # Two of the claim's actors, so that what one of them did alone or with others does not count.
            if not any(one.startswith(date) and len(actors & who) >= min(2, len(actors)) for one, who in acts):
                yield claim["at"], f"date_start is {date}, when {claim['actors']} did nothing that is recorded"


@checked(
    KNOWN,
    ("claims:S-3.1-18", "date_start", "2022-07"),
    ("events:E149", "date", "2022-07-14", "claims:S-3.1-18"),
    ("claims:B-1-03", "verdict", "wrong"),
)
def test_dates_of_wrong_claims_differ_from_the_record(books):
    for claim in books.rows("claims"):
        dated = claim["date_start_precision"] in ("day", "month")
        if claim["claim_id"] in RIGHT or ("wrong" in items(claim["verdict"]) and dated):
            if claim["claim_id"] not in RIGHT:
                yield claim["at"], f"date_start is {claim['date_start']}; which event has the right date?"
                continue
            right = books.by_key("events")[RIGHT[claim["claim_id"]]]["date"]
            if right.startswith(claim["date_start"]) or right not in dates_in(claim["verdict_note"]):
                yield claim["at"], f"date_start is {claim['date_start']}, the note should name {right}"


@checked(
    KNOWN,
    ("claims:B-1-03", "verdict_note", "19 Sept 2023.", "claims:B-1-03,2023-09-19"),
)
def test_days_in_the_verdicts_are_days_of_the_record(books):
    record = days_of_the_record(books)
    for claim in books.rows("claims"):
        for date in dates_in(claim["verdict_note"] or ""):
            if date not in record:
                yield f"{claim['at']},{date}", f"verdict_note names {date}, on which nothing is recorded"


@checked(KNOWN, ("events:E042", "date", "1971-10-26", "unsc_votes/card.toml,1971-10-25"))
def test_days_on_the_cards_are_days_of_the_record(books):
    record = days_of_the_record(books)
    for name in names():
        for date in set(dates_in(words(name))) - set(card(name).days_elsewhere):
            if date not in record:
                yield f"{name}/card.toml,{date}", "nothing is recorded on that day"


def days_of_the_record(books):
    """Every day that a row of a dataset gives, and every day of a meeting; works and claims are no record."""
    found = set()
    for name in set(names()) - {"works", "claims"}:
        dated = [column.name for column in card(name).columns.values() if column.type in ("date", "partial-date")]
        found |= {row[column] for row in books.rows(name) for column in dated if row[column]}
    for meeting in books.rows("summits"):
        found |= set(days(meeting))
    return found


def days(meeting):
    """Every day of a meeting."""
    first, last = (datetime.date.fromisoformat(meeting[end]).toordinal() for end in ("date_start", "date_end"))
    return [datetime.date.fromordinal(one).isoformat() for one in range(first, last + 1)]


@checked(
    KNOWN,
    ("missile_tests_by_year:2022", "csis_entries", 38, "missile_tests_by_year/card.toml"),
    ("trade:2010,WLD,kdi", "total_usd_million", 6185.0, "trade/card.toml"),
    ("warheads:2023,RUS", "warheads", 5889, "warheads/card.toml"),
    ("unga_agreement:2011,CHN,USA,undl", "agreement_score", 0.9, "unga_agreement/card.toml"),
    ("sipri:PRK,warheads,2022", "value", 40.0, "sipri/card.toml"),
    ("ideal_points:2015,PRK", "ideal_point_final_passage", -2.0, "ideal_points/card.toml"),
    ("leader_visits:2019,PRK", "visits", 2, "leader_visits/card.toml"),
    ("china_russia_trade:2025", "total_usd_billion", 227.1, "china_russia_trade/card.toml"),
    ("unsc_votes:V46", "date", "2024-03-29", "vetoes_by_year/card.toml"),
)
def test_cards_say_what_differs_on_purpose_and_by_how_much(books):
    trade, sipri = books.by_key("trade"), books.by_key("sipri")
    tests = books.by_key("missile_tests_by_year")["2022"]
    totals = {key: row["total_usd_million"] for key, row in trade.items()}
    shares = {one: percent(totals[f"2010,CHN,{one}"], totals[f"2010,WLD,{one}"]) for one in ("kotra", "kdi")}
    before, after = (books.by_key("china_russia_trade")[year]["total_usd_billion"] for year in ("2024", "2025"))
    stock = {state: books.by_key("warheads")[f"2023,{state}"]["warheads"] for state in ("RUS", "USA")}
    inventory = {state: sipri[f"{state},warheads,2023"]["value"] for state in stock}
    points = [books.by_key("ideal_points")[f"{year},PRK"]["ideal_point_final_passage"] for year in (2014, 2015)]
    apart, visits = between_records(books), Counter()
    for row in books.rows("leader_visits"):
        visits[row["host"]] += row["visits"]
    sayings = {
        "missile_tests": ["Never add them"],
        "missile_tests_by_year": [
            "Never add the CNS and the CSIS columns",
            "{cns_missiles} missiles on {cns_launch_days} days, CSIS {csis_entries} entries".format(**tests),
        ],
        "trade": [
            "kotra and customs are different series",
            f"= {shares['kotra']} percent (kotra)",
            f"= {shares['kdi']} percent (kdi)",
            f"{trade['2010,CHN,kita']['share_of_total_percent']} percent (kita)",
        ],
        "china_russia_trade": ["Do not add this to the dataset trade", f"give {percent(before - after, before)}"],
        "warheads": [
            "Never join this series to the SIPRI figures",
            f"Russia has {stock['RUS']:,} here and {inventory['RUS']:,.0f} there",
            f"the United States {stock['USA']:,} and {inventory['USA']:,.0f}",
        ],
        "capabilities": ["never join either to the datasets warheads and sipri"],
        "sipri": [
            "never join warheads to the dataset warheads",
            "{low:.0f}–{high:.0f} (2021)".format(**sipri["PRK,warheads,2021"]),
            "to {value:.0f} (2022)".format(**sipri["PRK,warheads,2022"]),
        ],
        "unga_agreement": [
            "voeten and undl are two selections of votes",
            f"differ by {sum(apart) / len(apart):.3f} on average and by {max(apart):.3f} at most",
        ],
        "ideal_points": ["not a change of behaviour", f"{points[0]:.2f} to {points[1]:.2f}".replace("-", "−")],
        "leader_visits": [
            "Russia with the Soviet Union {RUS}, United States {USA}, North Korea {PRK}, Japan {JPN}; "
            "South Korea has {KOR}".format(**visits)
        ],
        "macro": ["not comparable with this column"],
        "dprk_economy": ["cannot be compared with the GDP of other states in dollars"],
        "arms_and_troops": ["Never mix them"],
        "nuclear_tests": ["do not mix them in one series"],
    }
    for name, said in sayings.items():
        if missing := [saying for saying in said if saying not in words(name)]:
            yield f"{name}/card.toml", f"does not say: {'; '.join(missing)}"
    later = {vote["date"] for vote in books.rows("unsc_votes") if vote["vetoed_by"] and vote["date"] > "2022-07-31"}
    if missing := later - set(dates_in(words("vetoes_by_year"))):
        yield "vetoes_by_year/card.toml", f"does not name the later vetoes of {missing}"


def percent(part, whole):
    """The share of ``part`` in percent, with one decimal."""
    return round(part / whole * 100, 1)


def between_records(books):
    """By how much two records of the Assembly's votes differ on one pair in one year, wherever both have it."""
    scores = books.by_key("unga_agreement")
    pairs = [(row, scores.get(key.replace(",voeten", ",undl"))) for key, row in scores.items() if "voeten" in key]
    return [abs(row["agreement_score"] - other["agreement_score"]) for row, other in pairs if other]


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
