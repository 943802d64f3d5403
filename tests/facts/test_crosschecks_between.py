"""Two datasets, or a dataset and a text, say the same of one thing: counts, changes, verdicts, days."""

import re

import pytest
from offenders import checked, items, mistakes, named

from workbook.catalog import card, looked_until
from workbook.measures import FORECAST_RULES

KNOWN = {
    "test_missile_counts_in_the_verdicts_are_those_of_the_list": {
        "days with a launch, and not missiles": "claims:S-3.1-39"
    },
}

COUNT = re.compile(r"counts (\d+) missiles for ((?:19|20)\d\d)")
IN_YEAR = re.compile(r"(\d+)(?: missiles)? in ((?:19|20)\d\d)")
CHANGE = re.compile(
    r"(?:fell|fall|falls|down|decline|minus|rose|rise|rises|grew|\+|-|−)[^.;%]{0,40}?(\d+\.\d)(?: ?%| percent)"
)
CLAIM_IS = re.compile(
    r"\[([SB]-[\w.]+-\d+)\]\([^)]*\) "
    r"(?:(?:is|are) (?:still |thus )?(wrong|contested|imprecise|overtaken)|(holds)\b|is (not borne out))"
)
FITS = {
    "wrong": ("wrong",),
    "contested": ("contested",),
    "imprecise": ("imprecise",),
    "overtaken": ("overtaken",),
    "not borne out": ("wrong",),
}
DYAD = re.compile(r"\b(?:CHN|RUS|PRK|USA|JPN|KOR)(?:-(?:CHN|RUS|PRK|USA|JPN|KOR))+\b")


@checked(
    KNOWN,
    ("missile_tests_by_year:2025", "note", "a second copy counts 14 missiles for 2025"),
)
def test_a_note_knows_no_other_count_than_the_cell(books):
    years = books.by_key("missile_tests_by_year")
    for row in years.values():
        for count, year in COUNT.findall(row["note"] or ""):
            if year in years and int(count) != years[year]["cns_missiles"]:
                yield (
                    row["at"],
                    f"note counts {count} missiles for {year}, cns_missiles is {years[year]['cns_missiles']}",
                )


@checked(
    KNOWN,
    (
        "claims:S-3.1-23",
        "verdict_note",
        "launch counts peaked before the treaty (CNS/NTI: about 68 in 2022, 30 in 2023)",
    ),
    ("missile_tests_by_year:2023", "cns_missiles", 30, "claims:S-3.1-23"),
)
def test_missile_counts_in_the_verdicts_are_those_of_the_list(books):
    years = books.by_key("missile_tests_by_year")
    for claim in books.rows("claims"):
        note = claim["verdict_note"] or ""
        _, found, counts = note.partition("CNS")
        for count, year in IN_YEAR.findall(counts.partition(")")[0]) if found else ():
            if year in years and int(count) != years[year]["cns_missiles"]:
                yield claim["at"], f"verdict_note says {count} in {year}, the list {years[year]['cns_missiles']}"


@checked(
    KNOWN,
    ("claims:S-3.2-21", "verdict_note", "Note trade decline in 2025 (-6.8%).", "claims:S-3.2-21,2025"),
    ("notebooks/99.ipynb", "file", "China and Russia: trade rose by 2.4 percent in 2024.", "notebooks/99.ipynb,2024"),
)
def test_the_trade_of_china_and_russia_changed_by_one_figure(books):
    rows = books.by_key("china_russia_trade")
    stated = {}  # what the figures of the rows give, and what the customs said of the same year
    for year in ("2024", "2025"):
        now, before = rows[year]["total_usd_billion"], rows[str(int(year) - 1)]["total_usd_billion"]
        # The growth that the customs gave has a column or a note; else it is what two totals give.
        given = next((value for name, value in rows[year].items() if "change" in name or "growth" in name), None)
        said = CHANGE.search(rows[year]["note"] or "")
        computed = abs(round((now / before - 1) * 100, 1))
        stated[year] = abs(float(given)) if given is not None else float(said[1]) if said else computed
    for where, text in _on_their_trade(books):
        for sentence in re.split(r"(?<=[.;\n]) ", text):
            for year in stated:
                found = re.search(rf"\b{year}\b", sentence) and CHANGE.search(sentence)
                # A sentence on both years has a figure for each; the card explains why two figures can differ.
                if found and not {float(one) for one in CHANGE.findall(sentence)} & {stated[year]}:
                    yield f"{where},{year}", f"it changed by {found[1]} percent here, by {stated[year]} in the row"


def _on_their_trade(books):
    """The texts that say by how much the trade of China and Russia changed."""
    for claim in ("S-3.2-21", "B-4-08"):
        row = books.by_key("claims")[claim]
        yield row["at"], row["verdict_note"]
    yield "evidence:EV41", books.by_key("evidence")["EV41"]["statement"]
    for link in books.rows("claim_evidence"):
        if link["dataset"] == "china_russia_trade":
            yield link["at"], f"{link['row_key']}: {link['note']}"
    for name, text in books.files.items():
        for line in text.splitlines():
            if re.search(r"\b(?:Trade|trade) (?:rose|fell|grew)\b", line) and (
                "12_beijings" in name or "China and Russia" in line
            ):
                yield name, line


@checked(
    KNOWN,
    ("claims:B-1-08", "verdict", "ok", "notebooks/17_fact_check_lab/17_fact_check_lab.ipynb,B-1-08"),
    ("notebooks/99.ipynb", "file", "So [S-3.1-23](a) is not borne out.", "notebooks/99.ipynb,S-3.1-23"),
    ("notebooks/99.ipynb", "file", "[B-1-09](a) holds.", "notebooks/99.ipynb,B-1-09"),
)
def test_a_notebook_gives_a_claim_the_verdict_that_the_ledger_gives(books):
    verdicts = {claim["claim_id"]: items(claim["verdict"]) for claim in books.rows("claims")}
    for name, text in books.files.items():
        if not name.endswith(".ipynb") or "/ledger/" in name:
            continue
        for claim, word, holds, refuted in CLAIM_IS.findall(text):
            given, said = verdicts[claim], word or refuted
            if holds and {"wrong", "unverified"} & set(given):
                yield f"{name},{claim}", f"it says that the claim holds, the ledger {', '.join(given)}"
            elif said and not set(FITS[said]) & set(given):
                yield f"{name},{claim}", f"it says {said}, the ledger {', '.join(given) or 'no verdict'}"


@checked(
    KNOWN,
    ("forecasts:F-S3", "evidence_until", "2025-02-24"),
    ("forecasts:F-S1", "evidence_until", "2026-12-31"),
)
def test_a_status_rests_on_days_after_the_forecast_opened_and_up_to_which_one_looked(books):
    for forecast in books.rows("forecasts"):
        until = forecast["evidence_until"]
        if until < forecast["opens"] and forecast["status"] != "open":
            yield forecast["at"], f"evidence_until {until} lies before {forecast['opens']}, and the status is not open"
        for name in items(forecast["datasets"]):
            if (day := card(name).looked_for_until) and until > day:
                yield forecast["at"], f"evidence_until {until} lies after {day}, up to which {name} was looked for"
        if until > looked_until().isoformat():
            yield forecast["at"], f"evidence_until {until} lies after the common day"


@checked(
    KNOWN,
    ("forecasts:F-B1", "resolution_rule", "Count the rows of the dyad JPN-KOR-USA.", "forecasts:F-B1,JPN-KOR-USA"),
    ("summits:S122", "dyad", "PRK-USA", "events:E222,CHN-USA"),
    ("summits:S088", "dyad", "CHN-USA", "events:E163,USA-JPN-KOR"),
)
def test_the_pairs_that_forecasts_are_decided_by_have_their_meetings_in_summits(books):
    summits = books.rows("summits")
    dyads = {meeting["dyad"] for meeting in summits} | set(card("summits").columns["dyad"].values)
    for forecast in books.rows("forecasts"):
        for dyad in set(DYAD.findall(forecast["resolution_rule"])) - dyads:
            yield f"{forecast['at']},{dyad}", "resolution_rule: summits has no such dyad"
    for event in books.rows("events"):
        pair = "-".join(items(event["actors"]))
        if event["category"] == "summit" and pair in ("USA-JPN-KOR", "CHN-USA") and event["date"] >= "2022":
            days = [(met["date_start"], met["date_end"]) for met in summits if met["dyad"] == pair]
            if not any(first <= event["date"] <= last for first, last in days):
                yield f"{event['at']},{pair}", f"summits has no meeting of {event['date']}"


@checked(
    KNOWN,
    ("forecasts:F-S3", "resolved_by", "reading"),
    ("forecasts:F-B8", "resolved_by", "data"),
    ("forecasts:F-B9", "why_not", None),
)
def test_what_is_said_to_decide_a_forecast_can(books):
    for forecast in books.rows("forecasts"):
        by_rule = forecast["forecast_id"] in FORECAST_RULES
        if by_rule != forecast["resolved_by"].startswith("data"):
            yield (
                forecast["at"],
                f"resolved_by is {forecast['resolved_by']}, and a rule is {'there' if by_rule else 'not there'}",
            )
        if (forecast["resolved_by"] == "data") == bool(forecast["why_not"]):
            yield forecast["at"], "why_not is filled exactly where the data alone do not decide"


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
