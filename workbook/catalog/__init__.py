"""The only reader of dataset files: cards, tables, codebook, citations, claims."""

from importlib import import_module

from .errors import BadData, UnknownName, WorkbookError, unknown
from .shipped import folder

_HOME_OF = {
    "datasets": "tables",
    "load": "tables",
    "about": "codebook",
    "Page": "codebook",
    "cite": "citations",
    "address": "citations",
    "version": "records",
    "claims": "ledger",
    "card": "cards",
    "names": "places",
    "shipped_names": "places",
    "own_names": "places",
    "own_folders": "places",
    "vocabulary": "cards",
    "read_card": "cards",
    "problems": "validate",
    "all_problems": "validate",
    "works_keys": "validate",
    "draft": "drafts",
    "compare_versions": "versions",
    "roll_call_agreement": "roll_calls",
    "roll_call_table": "roll_calls",
}

__all__ = ["BadData", "UnknownName", "WorkbookError", "folder", "unknown", *_HOME_OF]  # noqa: PLE0604


def __getattr__(name):
    if name not in _HOME_OF:
        raise AttributeError(f"workbook.catalog has no {name!r}.")
    found = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = found
    return found
