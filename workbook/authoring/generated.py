"""What is generated from the cards, the notebooks and the question kinds. Tests compare a fresh build."""

from .coverage import NAME, ledger_notebook
from .data_files import build as from_cards
from .question_kinds import files_of_kinds
from .teaching import teaching_packs


def build():
    """Every generated file of a checkout: path from its top, and content."""
    return {**from_cards(), f"notebooks/{NAME}": ledger_notebook(), **teaching_packs(), **files_of_kinds()}
