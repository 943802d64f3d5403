"""The policy brief of the capstone: a guided form, an evidence table, and files to hand in."""

import re
import shutil
import subprocess
from html import escape
from pathlib import Path

from ..base import WorkbookError, unknown
from ..base.files import write_whole
from ..base.markdown import in_a_cell
from ..catalog import cite, load
from ..catalog.ledger import CLAIM, evidence
from ..entries import entries

KIND = "brief"
STEM = "policy-brief"
ANALYSES = {"S00": "salat2025", "B00": "bogusz2024"}
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
# What stands in a line as an example, and how many lines a text has.
EXAMPLES = {"title": "What to do about …", "addressee": "who decides, and by when", "claims": "S-3.1-29 B-3-16"}
TEXTS = {"question": 3, "background": 6, "options": 8, "recommendation": 4, "certainty": 4}
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ max-width: 44em; margin: 2em auto; padding: 0 1em; font-family: system-ui, sans-serif; line-height: 1.5;
  color: #1a1a1a; }}
table {{ border-collapse: collapse; font-size: 0.85em; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.3em 0.6em; border-bottom: 1px solid #ccc; }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def evidence_table(claims):
    """What speaks for and against these claims? A table for a policy brief.

    ``claims`` are ids of the ledger. Returns one row per claim: ``claim``, ``says`` (in our words), ``verdict``,
    ``record`` (why), ``rows`` (how many rows of data support, contradict or qualify it) and ``source`` (the analysis).

    Raises UnknownName for a claim that does not exist.

    >>> evidence_table(["S-3.1-18"])["verdict"].to_list()
    ['wrong;conflict']
    """
    ledger = load("claims").set_index("claim_id")
    for name in claims:
        if name not in ledger.index:
            raise unknown("claim", name, [one for one in ledger.index if one[:3] == str(name)[:3]] or ledger.index)
    found = ledger.loc[list(dict.fromkeys(claims))].fillna({"verdict": "none", "verdict_note": ""})
    links = evidence()
    counts = links.groupby(["claim_id", "relation"]).size()
    told = [
        ", ".join(f"{count} {relation}" for relation, count in counts.loc[name].items()) if name in counts else "no row"
        for name in found.index
    ]
    return (
        found.assign(rows=told)
        .reset_index()[["claim_id", "paraphrase", "verdict", "verdict_note", "rows", "analysis"]]
        .set_axis(["claim", "says", "verdict", "record", "rows", "source"], axis=1)
    )


class Brief:
    """The form of the brief, and what was saved of it."""

    def saved(self):
        """The parts as they were saved last."""
        rows = entries.read().latest(KIND)
        return {
            name: rows[name].iloc[-1] if len(rows) and isinstance(rows[name].iloc[-1], str) else "" for name in PARTS
        }

    def save(self, folder=None, **parts):
        """Keep the brief, write it as Markdown and HTML (and DOCX where pandoc is), and say what is still missing."""
        claims = CLAIM.findall(parts.get("claims", ""))
        table = evidence_table(claims)
        if not parts.get("title", "").strip():
            raise WorkbookError("Nothing was saved: give the brief a title first.")
        path = entries.add(KIND, [{"document": STEM, **parts}])
        text = markdown(parts, table)
        made = export(text, parts["title"], Path(folder) if folder else path.parent)
        words = sum(len(parts.get(name, "").split()) for name in TEXTS)
        empty = [PARTS[name].partition(":")[0].lower() for name in PARTS if not parts.get(name, "").strip()]
        limit = PAGES * WORDS_A_PAGE
        long = f" That is more than {PAGES} pages hold (about {limit})." if words > limit else ""
        missing = f" Still empty: {', '.join(empty)}." if empty else ""
        return f"Saved: {words} words, {len(table)} claims, in {', '.join(made)}.{long}{missing}"

    def form(self):
        """The fields with a button."""
        from ..views.forms import Form, Line, Text

        fields = tuple(
            Text(name, label, TEXTS[name]) if name in TEXTS else Line(name, label, EXAMPLES[name])
            for name, label in PARTS.items()
        )
        return Form("Policy brief", fields, self.save, lambda _about: self.saved(), lambda _about: "")

    def __repr__(self):
        return "Policy brief: fill in the parts and press Save; it is written as Markdown and HTML beside the notebook."

    def _repr_mimebundle_(self, include=None, exclude=None):
        from ..views.runtime import displayed

        return displayed(self.form(), repr(self))


def brief():
    """Where do I write the policy brief? Shows a form; what is saved is there next time."""
    return Brief()


def markdown(parts, table):
    """The brief as Markdown, with its evidence table and the works it rests on."""
    lines = [f"# {parts['title'].strip()}", ""]
    if parts.get("addressee", "").strip():
        lines += [f"*For: {parts['addressee'].strip()}*", ""]
    for name in TEXTS:
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
            f"| {' | '.join(in_a_cell(str(one)) for one in row[:5])} |"
            for row in table.itertuples(index=False, name=None)
        ]
        works = [work for work, name in ANALYSES.items() if (table["source"] == name).any()]
        lines += ["", "The verdicts are those of the authors of the Triangle Workbook.", "", "## Works cited", ""]
        lines += [f"- {one}" for one in str(cite(*works, "claims")).split("\n\n")]
    return "\n".join(lines).rstrip() + "\n"


def export(text, title, folder):
    """Write ``text`` (Markdown) to ``folder`` in every form that this machine can make; returns the names."""
    from nbconvert.filters import markdown2html

    source = folder / f"{STEM}.md"
    # What a student typed is text, never a page's own code.
    body = markdown2html(re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text))
    try:
        write_whole(source, text.encode())
        write_whole(folder / f"{STEM}.html", PAGE.format(title=escape(title), body=body).encode())
    except OSError as error:
        raise WorkbookError(f"The brief is kept, but {folder} cannot be written ({error.strerror}).") from None
    made = [f"{STEM}.md", f"{STEM}.html"]
    if shutil.which("pandoc"):
        target = folder / f"{STEM}.docx"
        command = ["pandoc", "--from", "markdown-raw_html-raw_tex", "--output", str(target), str(source)]
        if subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0:
            made.append(target.name)
    return made
