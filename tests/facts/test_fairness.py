"""Nobody is made to say more than he wrote: phrases that change a claim are found, with where they stand."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from offenders import Books

from workbook.base import folder
from workbook.catalog import card, load, names

RULES = tomllib.loads(Path(__file__).with_name("fairness.toml").read_text(encoding="utf-8"))["rule"]
# The ledger keeps what was once written as evidence of our own errors, and says what a claim does not say.
ERRATA = {("ledger_changes", column) for column in ("paraphrase_before", "verdict_before", "reason")}
ERRATA |= {
    ("ledger_readings", "reason"),
    ("claims", "decisive_words"),
    ("claims", "not_said"),
    ("claims", "verdict_note"),
    ("forecasts", "note"),
}
CLAIM = re.compile(r"[SB]-(?:ES|AB|\d(?:\.\d)?)-\d\d")
GIVEN = re.compile(
    rf"({CLAIM.pattern})(?:\]\([^)]*\))?(?: is| as|:)? (?:marked |called |judged |therefore |only )?[*_`]*"
    r"(ok|wrong|imprecise|contested|unverified|overtaken)\b"
)
PROSE = ("text", "list", "choice")
DENIED = re.compile(r"\b(not|no|nor|neither|never|without)\b[^.;|]{0,50}$", re.IGNORECASE)


def texts():
    """Every text that readers see, in pieces of one sentence or row: where it stands, and what it says."""
    books = Books()
    for name in names():
        columns = [one.name for one in card(name).columns.values() if one.type in PROSE]
        for row in books.rows(name):
            said = [str(row[column]) for column in columns if row[column] and (name, column) not in ERRATA]
            yield row["at"], " | ".join(said)
    for home in ("notebooks", "exercises"):
        for path in sorted(folder(home).rglob("*")):
            where = path.relative_to(folder(home).parent).as_posix()
            if path.suffix == ".ipynb" and ".ipynb_checkpoints" not in path.parts:
                for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                    # In the ledger notebook the erratum is generated from ledger_changes.
                    if not cell["id"].startswith("ledger-changed"):
                        yield from pieces(f"{where}#{cell['id']}", "".join(cell["source"]))
            elif path.suffix in (".py", ".md", ".toml", ".yaml"):
                yield from pieces(where, path.read_text(encoding="utf-8"))


def pieces(where, text):
    """The text line by line, since prose has one sentence per line and tables one row."""
    for line in text.splitlines():
        # In the ledger notebook these two lines are generated from columns that are among the errata.
        if line.strip() and not line.startswith(("**Not said.**", "**Record.**")):
            yield where, line


def unfair(where, text):
    """The claims that ``text`` distorts, the phrase that does so, and what the author wrote."""
    named = set(CLAIM.findall(text))
    for rule in RULES:
        about = sorted(named & set(rule["claims"]))
        patterns = [*rule.get("everywhere", ()), *(rule.get("near", ()) if about else ())]
        for pattern in patterns:
            found = re.search(pattern, text, re.IGNORECASE)
            if found and not DENIED.search(text[: found.start()]):
                yield f"{where}: “{found[0]}” for {', '.join(about or rule['claims'])}, where {rule['writes']}."
                break


def test_no_text_says_of_a_claim_what_its_author_does_not_say():
    found = [line for where, text in texts() for line in unfair(where, text)]
    assert not found, f"{len(found)} phrases:\n" + "\n".join(dict.fromkeys(found))


def test_a_verdict_that_a_text_gives_is_that_of_the_ledger():
    verdicts = load("claims").set_index("claim_id")["verdict"].fillna("none")
    found = [
        f"{where}: {claim} is called {given} and is {verdicts[claim]}."
        for where, text in texts()
        for claim, given in GIVEN.findall(text)
        if claim in verdicts and given not in verdicts[claim].split(";")
    ]
    assert not found, f"{len(found)} verdicts:\n" + "\n".join(dict.fromkeys(found))


def test_a_verdict_that_is_not_in_the_ledger_is_noticed():
    assert GIVEN.findall("[S-3.1-29](../ledger/ledger.ipynb#cell-id=S-3-1-29) is contested.") == [
        ("S-3.1-29", "contested")
    ]
    assert GIVEN.findall("The ledger marks B-0-03 as **imprecise**.") == [("B-0-03", "imprecise")]
    assert GIVEN.findall("B-0-03 is one of them, and contested by some.") == []


@pytest.mark.parametrize(
    "text", ["S-3.1-29 lowers it.", "This makes the North less reliant on China.", "Kim is erratic."]
)
def test_a_phrase_that_changes_a_claim_is_named(text):
    assert list(unfair("somewhere", text))


@pytest.mark.parametrize(
    "text", ["Trade is low in 2021.", "S-3.1-29: Pyongyang can reduce it.", "Relations were low (S-3.1-06)."]
)
def test_a_phrase_that_is_fair_is_left_alone(text):
    assert not list(unfair("somewhere", text))


def test_every_rule_names_claims_of_the_ledger_and_a_phrase_that_can_be_read():
    ledger = set(load("claims")["claim_id"])
    for rule in RULES:
        assert set(rule["claims"]) <= ledger and rule["writes"]
        assert rule.get("near") or rule.get("everywhere")
        for pattern in (*rule.get("near", ()), *rule.get("everywhere", ())):
            re.compile(pattern)
        for quoted in re.findall("“([^”]+)”", rule["writes"]):
            assert len(quoted.split()) <= 7
