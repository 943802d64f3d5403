"""Whose data the tables hold, in which version and on what terms, in words."""

from collections.abc import Iterator

from .cards import Card, Provenance, card
from .loading import datasets
from .shared import package, vocabulary

TAKEN = {
    "rows": "as the provider has it",
    "derived": "computed from its data",
    "facts": "single facts, cited",
}
READ = {
    "page": "Terms read on the provider's own page",
    "copy": "Terms read in a stored copy, which may be old",
    "second hand": "Terms as others state them; the provider's own page was not read",
    "not read": "Terms not read",
}


def licence_part(dataset: Card) -> Iterator[str]:
    """The licence of a dataset, and whose data it holds: paragraphs of Markdown."""
    meaning = vocabulary()["licences"].get(dataset.licence, "")
    named = f"{dataset.licence} ({meaning})" if meaning else dataset.licence
    yield f"**Licence.** {named}. {dataset.terms}".strip()
    if dataset.provenance:
        yield "**Whose data.**\n\n" + "\n".join(f"- {_provider(part)}" for part in dataset.provenance)


def _provider(part: Provenance) -> str:
    """One provider as an item of a list: what is theirs, which version, on what terms, how to name them."""
    terms = " ".join(
        filter(None, [part.redistribution, _sentence("Commercial use", part.commercial), part.share_alike])
    )
    released = f"{part.version or 'not recorded'}, released {part.released}" if part.released else part.version
    told = [
        _sentence("Version", released),
        f"{_sentence('Licence', part.licence)} {terms}".strip(),
        _sentence("Give this line", part.attribution),
        _sentence("Article of record", part.article),
        _sentence(READ[part.read], part.terms_source) or f"{READ[part.read]}.",
    ]
    head = f"**{part.provider}** ({TAKEN[part.taken]}): {part.what}"
    return head + "".join(f"\n  - {' '.join(line.split())}" for line in told if line)


def _sentence(label: str, words: str) -> str:
    return f"{label}: {words.rstrip('.')}." if words else ""


def whole() -> Iterator[str]:
    """What the data are as a whole: release, cut-off, and the licence of each dataset; paragraphs of Markdown."""
    about_all = package()
    known = datasets()
    rows = dict(zip(known["dataset"], known["rows"], strict=True))
    listed = [card(name) for name in rows]
    yield f"### {about_all['title']}"
    yield f"Version {about_all['version']}, {about_all['released']}. {about_all['description']}"
    yield f"**Cut-off.** {cut_off(listed)}"
    yield (
        f"**Licence.** The code is under {about_all['code_licence']}, the text and our own tables are under "
        f"{about_all['licence']}. A table that holds the data of others is as strict as the strictest of them, so the "
        "whole has no one licence: each table has its own. `wb.about(name)` says whose data it holds, which version, "
        "and what line to give."
    )
    used = {dataset.licence for dataset in listed}
    meanings = {name: words for name, words in vocabulary()["licences"].items() if name in used}
    yield "\n".join(f"- `{name}`: {words}." for name, words in meanings.items())
    yield "| dataset | rows | licence | looked for until |\n| --- | ---: | --- | --- |\n" + "\n".join(
        f"| `{dataset.name}` | {rows[dataset.name]} | {dataset.licence} | {dataset.looked_for_until} |"
        for dataset in listed
    )
    yield "**Check.**\n\n" + "\n".join(f"- {status}: {words}." for status, words in vocabulary()["check"].items())


def cut_off(listed: list[Card]) -> str:
    """Up to which day rows were looked for, in one sentence."""
    days = sorted({dataset.looked_for_until for dataset in listed if dataset.looked_for_until})
    if not days:
        return "The cards do not say up to which day rows were looked for."
    spread = "" if len(days) == 1 else f", for some tables only up to {days[0]} or a day between: the table says which"
    return f"Public material was looked for up to {days[-1]}{spread}. What lies later may exist and stand nowhere here."
