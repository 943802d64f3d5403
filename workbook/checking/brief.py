"""The policy brief of the capstone: a guided form, an evidence table, and files to hand in."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base import WorkbookError, unknown
from ..base.files import write_whole, writing
from ..base.markdown import in_a_cell
from ..catalog import cite, load
from ..catalog.ledger import CLAIM, evidence
from ..entries import entries

if TYPE_CHECKING:
    from ..views.forms import Form

ENTRY_KIND = "brief"
STEM = "policy-brief"
ANALYSIS_OF_WORK = {"S00": "salat2025", "B00": "bogusz2024"}
PAGES = 2
WORDS_A_PAGE = 450
PARTS = {
    "title": "Title",
    "addressee": "For whom",
    "question": "The question",
    "background": "Background: what is known",
    "options": "Options, and what speaks for and against each",
    "recommendation": "Recommendation",
    "certainty": "How sure, and what would change it",
    "claims": "Claims for the evidence table",
}
LINE_EXAMPLES = {"title": "What to do about …", "addressee": "who decides, and by when", "claims": "S-3.1-29 B-3-16"}
TEXT_LINES = {"question": 3, "background": 6, "options": 8, "recommendation": 4, "certainty": 4}
TEMPLATE = Path(__file__).parent / "brief.html.j2"


def evidence_table(claims: str | Iterable[str]) -> pd.DataFrame:
    """What speaks for and against these claims? A table for a policy brief.

    ``claims`` are ids of the ledger, or one id. Returns one row per claim: ``claim``, ``says`` (in our words),
    ``verdict``, ``record`` (why), ``rows`` (how many rows of data support, contradict or qualify it) and ``source``
    (the analysis).

    Raises UnknownName for a claim that does not exist.

    >>> evidence_table("S-3.1-18")["verdict"].to_list()
    ['imprecise;conflict']
    """
    ids = [claims] if isinstance(claims, str) else list(claims)
    ledger = load("claims").set_index("claim_id")
    for id in ids:
        if id not in ledger.index:
            raise unknown("claim", id, [near for near in ledger.index if near[:3] == str(id)[:3]] or ledger.index)
    rows = ledger.loc[list(dict.fromkeys(ids))].fillna({"verdict": "none", "verdict_note": ""})
    counts = evidence().groupby(["claim_id", "relation"]).size()
    counted = [
        ", ".join(f"{count} {relation}" for relation, count in counts.loc[id].items()) if id in counts else "no row"
        for id in rows.index
    ]
    return (
        rows.assign(rows=counted)
        .reset_index()[["claim_id", "paraphrase", "verdict", "verdict_note", "rows", "analysis"]]
        .set_axis(["claim", "says", "verdict", "record", "rows", "source"], axis=1)
    )


class Brief:
    """The form of the brief, and what was saved of it."""

    def saved(self) -> dict[str, str]:
        """The parts as they were saved last."""
        rows = entries.read().latest(ENTRY_KIND)
        return {
            name: rows[name].iloc[-1] if len(rows) and isinstance(rows[name].iloc[-1], str) else "" for name in PARTS
        }

    def save(self, folder: Path | str | None = None, **parts: str) -> str:
        """Keep the brief, write it as Markdown and HTML (and DOCX where pandoc is), and say what is still missing.

        Raises WorkbookError, and keeps nothing, if it has no title; UnknownName for a claim that does not exist.
        """
        claims = CLAIM.findall(parts.get("claims", ""))
        table = evidence_table(claims)
        if not parts.get("title", "").strip():
            raise WorkbookError("Nothing was saved: give the brief a title first.")
        path = entries.add(ENTRY_KIND, [{"document": STEM, **parts}])
        text = markdown(parts, table)
        written = export(text, parts["title"], Path(folder) if folder else path.parent)
        words = sum(len(parts.get(name, "").split()) for name in TEXT_LINES)
        empty = [PARTS[name].partition(":")[0].lower() for name in PARTS if not parts.get(name, "").strip()]
        limit = PAGES * WORDS_A_PAGE
        long = f" That is more than {PAGES} pages hold (about {limit})." if words > limit else ""
        missing = f" Still empty: {', '.join(empty)}." if empty else ""
        return f"Saved: {words} words, {len(table)} claims, in {', '.join(written)}.{long}{missing}"

    def form(self) -> "Form":
        """The fields with a button."""
        from ..views.forms import Form, Line, Text

        fields = tuple(
            Text(name, label, TEXT_LINES[name]) if name in TEXT_LINES else Line(name, label, LINE_EXAMPLES[name])
            for name, label in PARTS.items()
        )
        return Form("Policy brief", fields, self.save, lambda _about: self.saved(), lambda _about: "")

    def __repr__(self) -> str:
        return "Policy brief: fill in the parts and press Save; it is written as Markdown and HTML beside the notebook."

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        from ..views.runtime import displayed

        return displayed(self.form(), repr(self))


def brief() -> Brief:
    """Where do I write the policy brief? Shows a form; what is saved is there next time.

    >>> brief().saved()["title"]
    ''
    """
    return Brief()


def markdown(parts: Mapping[str, str], table: pd.DataFrame) -> str:
    """The brief as Markdown, with its evidence table and the works it rests on."""
    lines = [f"# {parts['title'].strip()}", ""]
    if parts.get("addressee", "").strip():
        lines += [f"*For: {parts['addressee'].strip()}*", ""]
    for name in TEXT_LINES:
        if text := parts.get(name, "").strip():
            lines += [f"## {PARTS[name]}", "", text, ""]
    if len(table):
        lines += [
            "## Evidence",
            "",
            "| claim | says | verdict | record | rows of data |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [
            f"| {' | '.join(in_a_cell(str(cell)) for cell in row[:5])} |"
            for row in table.itertuples(index=False, name=None)
        ]
        works = [work for work, name in ANALYSIS_OF_WORK.items() if (table["source"] == name).any()]
        lines += ["", "The verdicts are those of the authors of the Triangle Workbook.", "", "## Works cited", ""]
        lines += [f"- {work}" for work in str(cite(*works, "claims")).split("\n\n")]
    return "\n".join(lines).rstrip() + "\n"


def export(text: str, title: str, folder: Path) -> list[str]:
    """Write ``text`` (Markdown) to ``folder`` in every form that this machine can make; returns the files' names.

    Raises WorkbookError if ``folder`` cannot be written.
    """
    source = folder / f"{STEM}.md"
    html = page(text, title).encode()
    with writing(folder, before="The brief is kept, but"):
        write_whole(source, text.encode())
        write_whole(folder / f"{STEM}.html", html)
    names = [f"{STEM}.md", f"{STEM}.html"]
    if shutil.which("pandoc"):
        target = folder / f"{STEM}.docx"
        command = ["pandoc", "--from", "markdown-raw_html-raw_tex", "--output", str(target), str(source)]
        if subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0:
            names.append(target.name)
    return names


def page(text: str, title: str) -> str:
    """The Markdown ``text`` as a page of its own. What a student typed is text there, never a page's own code.

    >>> "&lt;b&gt;" in page("Wait <b>", "<b>") and "<b>" not in page("Wait <b>", "<b>")
    True
    """
    from jinja2 import Environment
    from markupsafe import Markup
    from nbconvert.filters import markdown2html

    body = markdown2html(re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text))
    template = Environment(autoescape=True, keep_trailing_newline=True).from_string(TEMPLATE.read_text("utf-8"))
    return template.render(title=title, body=Markup(body))
