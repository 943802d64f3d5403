"""The only reader of dataset files: cards, tables, codebook, citations, claims."""

from importlib import import_module

_HOME_OF = {
    "datasets": "loading",
    "load": "loading",
    "about": "codebook",
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
}

__all__ = [*_HOME_OF]  # noqa: PLE0604


def __getattr__(name):
    if name not in _HOME_OF:
        raise AttributeError(f"workbook.catalog has no {name!r}.")
    found = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = found
    return found
