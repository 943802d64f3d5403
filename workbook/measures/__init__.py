"""The field's methods: a table in, a table or a number out. Each says its formula, units, errors and source."""

from typing import TYPE_CHECKING, NoReturn

from ..base import unknown
from .arms_estimates import CAPACITY, comparable_figures, spread
from .claim_ledger import (
    VERDICTS,
    agreement_of_readings,
    backed_by_notes,
    cited_works,
    codes_of_readings,
    evidence_links,
    given_verdicts,
    ledger_codes,
)
from .class_answers import class_agreement, class_codes, class_probabilities, class_ratings, counted_answers
from .coding import agreement_of_coders, cohens_kappa, krippendorffs_alpha, weighted_kappa
from .date_distances import closeness_test, days_to_nearest
from .event_counts import activity, place_counts
from .forecast_records import RECORDS, base_rate, practice_questions, resolve, yearly_outcomes
from .forecast_rules import ANSWERS, FORECAST_RULES, RULE_TABLES, decide
from .forecast_scores import brier_score, calibration, extremised_mean, murphy_decomposition, skill
from .hypothesis_leads import lead_shares
from .hypothesis_scores import (
    SCALE,
    diagnosticity,
    inconsistency,
    pieces_needed,
    readings_compared,
    rivals,
    without_each,
)
from .interest_scores import ORDERLY_WEIGHTS, lead_of_links, pair_scores, side_by_side, with_links
from .leader_travel import TRAVELLERS, counted_trips, longest_pause, trips_per_year, trips_that_differ
from .missile_launches import COUNTING_RULES, days_to_next, first_launch, launches_per_year
from .patron_hedging import MEETINGS, hedging_index, patron_balance
from .scenario_balances import (
    basins,
    consistent_scenarios,
    impact_balance,
    robustness,
    succession,
    tipping_points,
)
from .scenario_network import Network, network
from .state_capabilities import INDICATORS, SIX, figures, first_since, share_of_states
from .state_ties import RULES, ties
from .state_triangles import balance_of_network, is_balanced, moves, triangle_type
from .summit_meetings import longest_wait, talks
from .trade_concentration import concentration
from .trade_shares import DENOMINATORS, first_year_above, stays_above_from, trade_share
from .treaty_obligations import OBLIGATIONS, TREATY_LISTS, bound_spells, promising_texts, treaty_spans
from .vote_agreement import agreement, vote_cosine
from .vote_assembly import positions, stand_apart
from .vote_council import cast_votes, vetoes, voted_alike
from .vote_series import agreement_with, distance_from
from .weight_draws import DRAWS, draw_weights, ledger_results, order_kept, outcome_shares

__all__ = [
    "ANSWERS",
    "CAPACITY",
    "COUNTING_RULES",
    "DENOMINATORS",
    "DRAWS",
    "FORECAST_RULES",
    "INDICATORS",
    "MEETINGS",
    "Network",
    "OBLIGATIONS",
    "ORDERLY_WEIGHTS",
    "RECORDS",
    "RULES",
    "RULE_TABLES",
    "SCALE",
    "SIX",
    "TRAVELLERS",
    "TREATY_LISTS",
    "VERDICTS",
    "activity",
    "agreement",
    "agreement_of_coders",
    "agreement_of_readings",
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
    "codes_of_readings",
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
    "counted_trips",
    "days_to_nearest",
    "days_to_next",
    "decide",
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
    "lead_of_links",
    "lead_shares",
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
    "pieces_needed",
    "place_counts",
    "patron_balance",
    "positions",
    "practice_questions",
    "promising_texts",
    "readings_compared",
    "resolve",
    "rivals",
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
    "trips_per_year",
    "trips_that_differ",
    "vetoes",
    "vote_cosine",
    "voted_alike",
    "weighted_kappa",
    "with_links",
    "without_each",
    "yearly_outcomes",
]


def __dir__() -> list[str]:
    return sorted(__all__)


# Hidden from type checkers, which would take every name for a measure.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        raise AttributeError(str(unknown("measure", name, __all__)))
