"""The claims ledger: what the two analyses say, sentence by sentence, and whether it holds."""

import re

from ..base.errors import unknown
from ..base.markdown import Page
from .cards import card, vocabulary
from .loading import load
from .records import works
from .rows import row_of, sources_of, told

# How the id of a claim looks in a text.
CLAIM = re.compile(r"\b[SB]-(?:ES|AB|\d(?:\.\d)?)-\d\d\b")
# What a claim can be asked for: the argument's name and the column it looks in.
FILTERS = {
    "verdict": "verdict",
    "kind": "kind",
    "section": "section",
    "analysis": "analysis",
    "actor": "actors",
    "dyad": "dyad",
    "theme": "themes",
}


def claims(claim=None, **filters):
    """What do the two analyses claim, and does it hold?

    ``wb.claims()`` gives the whole ledger as a DataFrame, one row per claim. ``wb.claims("S-3.1-18")`` shows one
    claim with its verdict. ``wb.claims(verdict="wrong")`` gives the claims with that verdict; other filters are
    kind, section, analysis, actor, dyad and theme, and they can be combined.

    Raises UnknownName, with the possible ones, for a claim, a filter or a value that does not exist.

    >>> "S-3.1-18" in set(claims(verdict="wrong")["claim_id"])
    True
    """
    ledger = load("claims")
    if claim is not None:
        return _show(ledger, claim)
    for name, value in filters.items():
        if name not in FILTERS:
            raise unknown("filter", name, FILTERS)
        column = card("claims").columns[FILTERS[name]]
        if column.values and value not in column.values:
            raise unknown(name, value, column.values)
        cells = ledger[column.name].fillna("").str.split(";")
        ledger = ledger[cells.map(lambda items, value=value: value in items)]
    return ledger.reset_index(drop=True)


def _show(ledger, claim):
    rows = ledger[ledger["claim_id"] == claim]
    if rows.empty:
        section = str(claim).rsplit("-", 1)[0]
        near = [one for one in ledger["claim_id"] if one.startswith(section + "-")]
        raise unknown("claim", claim, near or ledger["claim_id"][::20])
    row = rows.iloc[0].dropna()
    words = vocabulary().get("verdicts", {})
    verdicts = row.get("verdict", "").split(";") if "verdict" in row else []
    said = "; ".join(f"{verdict} ({words[verdict]})" for verdict in verdicts) or "none: an interpretation"
    where = vocabulary().get("sections", {}).get(row["section"], row["section"])
    lines = [
        f"### {claim} · {row['kind']}",
        f"**Claim, in our words.** {row['paraphrase']}",
        f"**Where.** {where}, paragraph {row['paragraph']}.",
        f"**Verdict.** {said}.",
    ]
    if "verdict_note" in row:
        lines.append(f"**Record.** {row['verdict_note']}")
    lines += _evidence(claim)
    lines += _other_side(ledger, row)
    return Page("\n\n".join(lines))


def evidence(claim=None):
    """Which rows of our datasets bear on a claim, or on any?

    Returns one row per link: ``claim_id``, ``dataset``, ``row_key``, ``relation`` (supports, contradicts, qualifies),
    ``row`` (what the row says, in one line), ``works`` (what the row rests on) and ``check`` (of the row).
    """
    links = load("claim_evidence")
    links = links if claim is None else links[links["claim_id"] == claim]
    rows = [row_of(dataset, key) for dataset, key in zip(links["dataset"], links["row_key"], strict=True)]
    return links[["claim_id", "dataset", "row_key", "relation", "note"]].assign(
        row=[told(dataset, row) for dataset, row in zip(links["dataset"], rows, strict=True)],
        works=[";".join(sources_of(row)) for row in rows],
        check=[row["check"] for row in rows],
    )


def _evidence(claim):
    found = evidence(claim)
    if found.empty:
        yield "**Evidence.** No row of our datasets bears on it."
        return
    yield "**Evidence.**\n\n" + "\n".join(
        f"- {link.relation}: {link.row} (`{link.dataset}`, row `{link.row_key}`; {_rests_on(link)})"
        + (f" {link.note}" if isinstance(link.note, str) else "")
        for link in found.itertuples()
    )


def _rests_on(link):
    """The works behind a row as links where they have an address, and its status where it is not confirmed."""
    urls = works()["url"]
    keys = link.works.split(";") if link.works else []
    named = [f"[{key}]({urls[key]})" if urls[key].startswith("http") else key for key in keys]
    said = ", ".join(named) or "no source found"
    return said if link.check == "confirmed" else f"{said}; {link.check}"


def _other_side(ledger, row):
    """How the other analysis sees it: the points of comparison that name the claim, and the claims named there."""
    mine = "salat_claims" if row["analysis"] == "salat2025" else "bogusz_claims"
    points = load("comparisons")
    points = points[points[mine].fillna("").str.split(";").map(lambda ids: row["claim_id"] in ids)]
    other = "bogusz2024" if row["analysis"] == "salat2025" else "salat2025"
    theirs = "bogusz_claims" if mine == "salat_claims" else "salat_claims"
    answered = points[points[theirs].notna()]
    said = [
        f"- {point['relation']} ({point['comparison_id']}, {point['topic']}): {point[other]} ({_ids(point[theirs])})"
        for _, point in answered.iterrows()
    ]
    named = {one for ids in points[theirs].dropna() for one in ids.split(";")}
    related = [one for one in str(row.get("related", "")).split(";") if one and one[0] != row["claim_id"][0]]
    words = ledger.set_index("claim_id")["paraphrase"]
    said += [f"- {one}: {words[one]}" for one in related if one not in named]
    if said:
        yield f"**How {other} sees it.**\n\n" + "\n".join(said)


def _ids(cell):
    return cell.replace(";", ", ")
