"""The claims ledger: what the two analyses say, sentence by sentence, and whether it holds."""

from .cards import card, vocabulary
from .codebook import Page
from .errors import unknown
from .tables import load

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
    return Page("\n\n".join(lines))
