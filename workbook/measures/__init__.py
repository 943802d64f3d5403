"""The field's methods: a table in, a table or a number out. Each says its formula, units, errors and source."""

from .agreement import agreement, vote_cosine
from .assembly import positions, stand_apart
from .capability import INDICATORS, SIX, figures, first_since, share_of_states
from .claims import VERDICTS, backed_by_notes, cited_works, evidence_links, given_verdicts, ledger_codes
from .coding import agreement_of_coders, cohens_kappa, krippendorffs_alpha
from .competing import SCALE, diagnosticity, inconsistency, without_each
from .concentration import concentration
from .council import cast_votes, vetoes, voted_alike
from .cross_impact import (
    basins,
    consistent_scenarios,
    impact_balance,
    robustness,
    succession,
    tipping_points,
)
from .dyads import agreement_with, distance_from
from .estimates import CAPACITY, comparable_figures, spread
from .events import activity
from .forecasting import brier_score, calibration, extremised_mean, murphy_decomposition, skill
from .groups import class_agreement, class_codes, class_probabilities, class_ratings, counted_answers
from .hedging import MEETINGS, hedging_index, patron_balance
from .influences import Network, network
from .interests import pair_scores, side_by_side
from .launches import COUNTING_RULES, days_to_next, first_launch, launches_per_year
from .meetings import longest_wait, talks
from .obligations import OBLIGATIONS, bound_spells, treaty_spans
from .resolution import RECORDS, base_rate, practice_questions, resolve, yearly_outcomes
from .sensitivity import DRAWS, draw_weights, ledger_results, order_kept, outcome_shares
from .ties import RULES, ties
from .timing import closeness_test, days_to_nearest
from .trade import DENOMINATORS, first_year_above, stays_above_from, trade_share
from .travel import longest_pause, trips_by_office
from .triangles import balance_of_network, is_balanced, moves, triangle_type

__all__ = [
    "CAPACITY",
    "COUNTING_RULES",
    "DENOMINATORS",
    "DRAWS",
    "INDICATORS",
    "MEETINGS",
    "Network",
    "OBLIGATIONS",
    "RECORDS",
    "RULES",
    "SCALE",
    "SIX",
    "VERDICTS",
    "activity",
    "agreement",
    "agreement_of_coders",
    "agreement_with",
    "backed_by_notes",
    "balance_of_network",
    "base_rate",
    "basins",
    "bound_spells",
    "brier_score",
    "calibration",
    "cast_votes",
    "cited_works",
    "class_agreement",
    "class_codes",
    "class_probabilities",
    "class_ratings",
    "closeness_test",
    "cohens_kappa",
    "comparable_figures",
    "concentration",
    "consistent_scenarios",
    "counted_answers",
    "days_to_nearest",
    "days_to_next",
    "diagnosticity",
    "distance_from",
    "draw_weights",
    "evidence_links",
    "extremised_mean",
    "figures",
    "first_launch",
    "first_since",
    "first_year_above",
    "given_verdicts",
    "hedging_index",
    "impact_balance",
    "inconsistency",
    "is_balanced",
    "krippendorffs_alpha",
    "launches_per_year",
    "ledger_codes",
    "ledger_results",
    "longest_pause",
    "longest_wait",
    "moves",
    "murphy_decomposition",
    "network",
    "order_kept",
    "outcome_shares",
    "pair_scores",
    "patron_balance",
    "positions",
    "practice_questions",
    "resolve",
    "robustness",
    "share_of_states",
    "side_by_side",
    "skill",
    "spread",
    "stand_apart",
    "stays_above_from",
    "succession",
    "talks",
    "ties",
    "tipping_points",
    "trade_share",
    "treaty_spans",
    "triangle_type",
    "trips_by_office",
    "vetoes",
    "vote_cosine",
    "voted_alike",
    "without_each",
    "yearly_outcomes",
]
