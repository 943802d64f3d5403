"""The field's methods: a table in, a table or a number out. Each says its formula, units, errors and source."""

from .agreement import agreement
from .assembly import positions, stand_apart
from .capability import INDICATORS, SIX, figures, first_since, share_of_states
from .claims import VERDICTS, backed_by_notes, cited_works, evidence_links, given_verdicts
from .council import cast_votes, vetoes, voted_alike
from .dyads import agreement_with, distance_from
from .estimates import CAPACITY, comparable_figures, spread
from .events import activity
from .hedging import MEETINGS, hedging_index, patron_balance
from .interests import pair_scores, side_by_side
from .launches import COUNTING_RULES, days_to_next, first_launch, launches_per_year
from .meetings import longest_wait, talks
from .obligations import OBLIGATIONS, bound_spells, treaty_spans
from .sensitivity import DRAWS, draw_weights, ledger_results, order_kept, outcome_shares
from .trade import DENOMINATORS, first_year_above, stays_above_from, trade_share
from .travel import longest_pause, trips_by_office

__all__ = [
    "CAPACITY",
    "COUNTING_RULES",
    "DENOMINATORS",
    "DRAWS",
    "INDICATORS",
    "MEETINGS",
    "OBLIGATIONS",
    "SIX",
    "VERDICTS",
    "activity",
    "agreement",
    "agreement_with",
    "backed_by_notes",
    "bound_spells",
    "cast_votes",
    "cited_works",
    "comparable_figures",
    "days_to_next",
    "distance_from",
    "draw_weights",
    "evidence_links",
    "figures",
    "first_launch",
    "first_since",
    "first_year_above",
    "given_verdicts",
    "hedging_index",
    "launches_per_year",
    "ledger_results",
    "longest_pause",
    "longest_wait",
    "order_kept",
    "outcome_shares",
    "pair_scores",
    "patron_balance",
    "positions",
    "share_of_states",
    "side_by_side",
    "spread",
    "stand_apart",
    "stays_above_from",
    "talks",
    "trade_share",
    "treaty_spans",
    "trips_by_office",
    "vetoes",
    "voted_alike",
]
