"""What is generated from cards, notebooks, question kinds and views. Tests compare a fresh build."""

from .coverage import LEDGER, ledger_notebook
from .data_files import build as from_cards
from .data_files import tables
from .question_kinds import files_of_kinds
from .readme import readme
from .stubs import build as stubs
from .teaching import teaching_packs

__all__ = ["build", "tables"]


def build() -> dict[str, str]:
    """Every generated file of a checkout: path from its top, and content."""
    return {
        **tables(),
        **from_cards(),
        LEDGER: ledger_notebook(),
        **teaching_packs(),
        **files_of_kinds(),
        **stubs(),
        "README.md": readme(),
    }
