"""The claims ledger: what the two analyses say, sentence by sentence, and whether it holds."""

import re
from collections.abc import Iterator
from typing import overload

import pandas as pd

from ..base.errors import WorkbookError, unknown
from ..base.markdown import Page
from .cards import card
from .loading import load
from .records import works
from .rows import in_one_line, row_of, sources_of
from .shared import vocabulary

# How the id of a claim looks in a text.
CLAIM = re.compile(r"\b[SB]-(?:ES|AB|\d(?:\.\d)?)-\d\d\b")
# The columns whose name differs from that of their filter.
FILTER_COLUMNS = {"actor": "actors", "theme": "themes"}
WORK_OF_ANALYSIS = {"salat2025": "S00", "bogusz2024": "B00"}
# What an erratum says of a claim, in the order in which it is read.
CHANGE_COLUMNS = ["claim_id", "changed", "fault", "paraphrase_before", "paraphrase", "kind_before", "kind"]
CHANGE_COLUMNS += ["verdict_before", "verdict", "reason", "version"]


@overload
def claims(claim: str) -> Page: ...


@overload
def claims(
    claim: None = None,
    *,
    changed: bool = False,
    verdict: str | None = None,
    kind: str | None = None,
    section: str | None = None,
    analysis: str | None = None,
    actor: str | None = None,
    dyad: str | None = None,
    theme: str | None = None,
) -> pd.DataFrame: ...


def claims(
    claim: str | None = None,
    *,
    changed: bool = False,
    verdict: str | None = None,
    kind: str | None = None,
    section: str | None = None,
    analysis: str | None = None,
    actor: str | None = None,
    dyad: str | None = None,
    theme: str | None = None,
    **others: str,
) -> pd.DataFrame | Page:
    """What do the two analyses claim, and does it hold?

    ``wb.claims()`` gives the whole ledger as a DataFrame, one row per claim. ``wb.claims("S-3.1-18")`` shows one
    claim as a page of Markdown: first the author's decisive words and what they do not say, then our paraphrase, the
    verdict and the evidence. ``wb.claims(verdict="wrong")`` gives the claims with that verdict; other filters are kind,
    section, analysis, actor, dyad and theme, and they can be combined.

    ``wb.claims(changed=True)`` is the erratum: the claims that were recoded after the first release, one row each, with
    ``changed`` (wording, kind, verdict), ``fault`` (how our paraphrase had changed the claim), paraphrase, kind and
    verdict before and now, ``reason`` and ``version``. The filters choose among them, by what holds now.

    Raises UnknownName, with the possible ones, for a claim, a filter or a value that does not exist, and
    WorkbookError if one claim and the erratum are asked for at once.

    >>> claims(verdict="wrong")["claim_id"].to_list()
    ['B-1-09', 'B-1-10']
    >>> claims(changed=True, section="S-AB")["claim_id"].to_list()
    ['S-AB-02', 'S-AB-05']
    """
    filters = {
        "verdict": verdict,
        "kind": kind,
        "section": section,
        "analysis": analysis,
        "actor": actor,
        "dyad": dyad,
        "theme": theme,
    }
    for name in others:
        raise unknown("filter", name, filters)
    ledger = load("claims")
    if claim is not None:
        if changed:
            raise WorkbookError(
                f'wb.claims("{claim}") shows one claim, and its page says whether it was recoded. '
                "For the list of all that were, write wb.claims(changed=True)."
            )
        return _page(ledger, claim)
    for name, value in filters.items():
        if value is not None:
            column = card("claims").columns[FILTER_COLUMNS.get(name, name)]
            if column.values and value not in column.values:
                raise unknown(name, value, column.values)
            ledger = ledger[_lists(ledger[column.name], value)]
    return _erratum(ledger) if changed else ledger.reset_index(drop=True)


def _erratum(ledger: pd.DataFrame) -> pd.DataFrame:
    """The claims of ``ledger`` that were recoded, with what the first release had."""
    return ledger.merge(load("ledger_changes").drop(columns=["source", "check", "note"]), on="claim_id")[CHANGE_COLUMNS]


def _lists(cells: pd.Series, item: str) -> pd.Series:
    """Whether each of ``cells``, a list with semicolons, has the ``item``."""
    return pd.Series([item in str(cell).split(";") for cell in cells.fillna("")], index=cells.index, dtype=bool)


def _page(ledger: pd.DataFrame, claim: str) -> Page:
    rows = ledger[ledger["claim_id"] == claim]
    if rows.empty:
        section = str(claim).rsplit("-", 1)[0]
        ids = [str(claim_id) for claim_id in ledger["claim_id"]]
        raise unknown("claim", claim, [claim_id for claim_id in ids if claim_id.startswith(section + "-")] or ids[::20])
    row = {str(column): cell for column, cell in rows.iloc[0].dropna().items()}
    lines = [f"### {claim} · {row['kind']}", f"**{author(row['analysis'])} writes** “{row['decisive_words']}”."]
    if "not_said" in row:
        lines.append(f"**What this does not say.** {row['not_said']}")
    lines += [
        f"**Our paraphrase.** {row['paraphrase']}",
        f"**Where.** {vocabulary()['sections'].get(row['section'], row['section'])}, {place(row['paragraph'])}.",
        f"**Verdict.** {_verdicts(row.get('verdict', ''))}.",
    ]
    if "verdict_note" in row:
        lines.append(f"**Record.** {row['verdict_note']}")
    lines += [*_evidence_lines(claim), *_other_side(ledger, row), *_recoded(claim)]
    return Page("\n\n".join(lines))


def author(analysis: str) -> str:
    """The name of the author of an analysis, as prose has it.

    >>> author("salat2025")
    'Salát'
    """
    return str(works().at[WORK_OF_ANALYSIS[analysis], "authors"]).partition(",")[0]


def place(paragraph: object) -> str:
    """Where in its section a claim stands, in words: 0 is the title or heading.

    >>> place(0), place(3)
    ('title or heading', 'paragraph 3')
    """
    return f"paragraph {paragraph}" if int(str(paragraph)) else "title or heading"


def _verdicts(cell: str) -> str:
    """The verdicts in ``cell`` with their definitions."""
    words = vocabulary()["verdicts"]
    named = "; ".join(f"{verdict} ({words[verdict]})" for verdict in cell.split(";") if verdict)
    return named or "none: no record can settle it"


def _recoded(claim: str) -> Iterator[str]:
    """What was changed in the claim since the first release, and why."""
    changes = load("ledger_changes")
    for change in changes[changes["claim_id"] == claim].to_dict("records"):
        changed = change["changed"].replace(";", ", ")
        yield f"**Recoded in {change['version']}** ({changed}). {change['reason']}"


def evidence(claim: str | None = None) -> pd.DataFrame:
    """Which rows of our datasets bear on a claim, or on any?

    Returns one row per link: ``claim_id``, ``dataset``, ``row_key``, ``relation`` (supports, contradicts, qualifies),
    ``note``, ``row`` (what the row says, in one line), ``works`` (what the row rests on) and ``check`` (of the row).
    No row where nothing bears on the claim, also for one that does not exist.

    >>> evidence("S-3.1-18")[["dataset", "row_key"]].values.tolist()[0]
    ['events', 'E149']
    """
    links = load("claim_evidence")
    links = links if claim is None else links[links["claim_id"] == claim]
    rows = [row_of(dataset, key) for dataset, key in zip(links["dataset"], links["row_key"], strict=True)]
    return links[["claim_id", "dataset", "row_key", "relation", "note"]].assign(
        row=[in_one_line(dataset, row) for dataset, row in zip(links["dataset"], rows, strict=True)],
        works=[";".join(sources_of(row)) for row in rows],
        check=[row["check"] for row in rows],
    )


def _evidence_lines(claim: str) -> Iterator[str]:
    links = evidence(claim)
    if links.empty:
        yield "**Evidence.** No row of our datasets bears on it."
        return
    yield "**Evidence.**\n\n" + "\n".join(
        f"- {link['relation']}: {link['row']} (`{link['dataset']}`, row `{link['row_key']}`; "
        f"{_rests_on(link['works'], link['check'])})" + (f" {link['note']}" if isinstance(link["note"], str) else "")
        for link in links.to_dict("records")
    )


def _rests_on(keys: str, check: str) -> str:
    """The works behind a row as links where they have an address, and its status where it is not confirmed."""
    urls = works()["url"]
    named = [f"[{key}]({urls[key]})" if urls[key].startswith("http") else key for key in keys.split(";") if key]
    listed = ", ".join(named) or "no source found"
    return listed if check == "confirmed" else f"{listed}; {check}"


def _other_side(ledger: pd.DataFrame, row: dict[str, str]) -> Iterator[str]:
    """How the other analysis sees it: the points of comparison that name the claim, and the claims named there."""
    mine = "salat_claims" if row["analysis"] == "salat2025" else "bogusz_claims"
    points = load("comparisons")
    points = points[_lists(points[mine], row["claim_id"])]
    other = "bogusz2024" if row["analysis"] == "salat2025" else "salat2025"
    theirs = "bogusz_claims" if mine == "salat_claims" else "salat_claims"
    lines = [
        f"- {point['relation']} ({point['comparison_id']}, {point['topic']}): {point[other]} ({_ids(point[theirs])})"
        for _, point in points[points[theirs].notna()].iterrows()
    ]
    named = {claim for ids in points[theirs].dropna() for claim in ids.split(";")}
    related = [claim for claim in row.get("related", "").split(";") if claim and claim[0] != row["claim_id"][0]]
    words = ledger.set_index("claim_id")["paraphrase"]
    lines += [f"- {claim}: {words[claim]}" for claim in related if claim not in named]
    if lines:
        yield f"**How {author(other)} sees it.**\n\n" + "\n".join(lines)


def _ids(cell: str) -> str:
    return cell.replace(";", ", ")
