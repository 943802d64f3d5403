"""The words of the house (CONTRIBUTING): what names and sentences must not be."""

import ast
import re
from pathlib import Path

import pytest

import workbook

ROOT = Path(workbook.__file__).parent.parent
# A constant says of what it is: ENTRY_KINDS, FILE_NAME.
BARE = {"KINDS", "NAME", "LONGEST", "TEXTS", "ANALYSES", "WORDS_OF"}
WRITTEN = ("*.py", "*.ipynb", "*.md", "*.toml", "*.yaml", "*.j2", "*.js")


def bare_constants(source):
    """The constants of a module that lack their noun."""
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name) and target.id in BARE)


def test_no_constant_lacks_its_noun():
    paths = sorted((ROOT / "workbook").rglob("*.py"))
    bare = {path.name: found for path in paths if (found := list(bare_constants(path.read_text(encoding="utf-8"))))}
    assert len(paths) > 200 and bare == {}


@pytest.mark.parametrize("source", ["KINDS = {}", "NAME: str = 'a'"])
def test_a_constant_without_its_noun_is_found(source):
    assert list(bare_constants(source))


def test_prose_quotes_as_english_does():
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for top in ("workbook", "notebooks", "exercises")
        for form in WRITTEN
        for path in (ROOT / top).rglob(form)
    }
    texts |= {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")}
    assert len(texts) > 300
    # What matches such marks in other people's texts writes them as escapes.
    assert [name for name, text in texts.items() if re.search("[\u00ab\u00bb]", text)] == []
