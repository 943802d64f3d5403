"""What is generated from cards, notebooks, question kinds and views. Tests compare a fresh build."""

from .coverage import NAME, ledger_notebook
from .data_files import build as from_cards
from .question_kinds import files_of_kinds
from .stubs import build as stubs
from .teaching import teaching_packs


def build():
    """Every generated file of a checkout: path from its top, and content."""
    return {
        **from_cards(),
        f"notebooks/{NAME}": ledger_notebook(),
        **teaching_packs(),
        **files_of_kinds(),
        **stubs(),
    }
