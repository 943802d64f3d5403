"""What is generated from the cards, the notebooks and what lies beside them. Tests compare a fresh build."""

from .coverage import LEDGER, ledger_notebook
from .data_files import build as from_cards
from .readme import readme
from .teaching import teaching_packs


def build() -> dict[str, str]:
    """Every generated file of a checkout: path from its top, and content."""
    return {**from_cards(), LEDGER: ledger_notebook(), **teaching_packs(), "README.md": readme()}
