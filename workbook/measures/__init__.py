"""The field's methods: a table in, a table or a number out. Each says its formula, units, errors and source."""

from typing import TYPE_CHECKING, NoReturn

from ..base import unknown
from .arms_estimates import CAPACITY, comparable_figures, parts_of_totals, spread
from .base_rates import PRIORS, base_rate, cases_like_the_last, rate_over_years
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
from .date_distances import campaigns, closeness_by_choice, closeness_test, days_to_nearest, lagged_ranks
from .event_counts import activity, place_counts
from .forecast_rates import CASES, alternative_rates, resolve
from .forecast_records import RECORD_TABLES, RECORDS, coming_questions, practice_questions, yearly_outcomes
from .forecast_rules import ANSWERS, FORECAST_RULES, RULE_TABLES, decide
from .forecast_scores import (
    SCORING_RULES,
    brier_score,
    calibration,
    expected_score,
    extremised_mean,
    mean_score,
    murphy_decomposition,
    skill,
)
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
from .meeting_distances import launch_closeness
from .missile_launches import COUNTING_RULES, days_to_next, first_launch, launches_around, launches_per_year
from .patron_hedging import MEETINGS, hedging_index, patron_balance
from .place_distances import great_circle_km, published_lengths
from .scenario_balances import (
    basins,
    consistent_scenarios,
    impact_balance,
    influences_in,
    robustness,
    succession,
    tipping_points,
)
from .scenario_network import Network, network
from .state_capabilities import INDICATORS, SIX, figures, first_since, share_of_states
from .state_ties import RULES, ties
from .state_triangles import balance_by_chance, balance_of_network, is_balanced, moves, triangle_type, turns_together
from .summit_meetings import longest_wait, talks
from .trade_concentration import concentration
from .trade_shares import DENOMINATORS, SPREADS, first_year_above, payments_by_year, stays_above_from, trade_share
from .treaty_obligations import OBLIGATIONS, TREATY_LISTS, bound_spells, promising_texts, treaty_spans
from .vote_agreement import agreement, agreement_of_pairs, beside_other_pairs, contested_votes, vote_cosine
from .vote_assembly import positions, stand_apart
from .vote_council import cast_votes, vetoes, voted_alike
from .vote_series import agreement_of_all, agreement_with, distance_from, distance_of_all
from .weight_sets import net_results, order_kept, outcome_shares

__all__ = [
    "ANSWERS",
    "CAPACITY",
    "CASES",
    "COUNTING_RULES",
    "DENOMINATORS",
    "FORECAST_RULES",
    "INDICATORS",
    "MEETINGS",
    "OBLIGATIONS",
    "ORDERLY_WEIGHTS",
    "PRIORS",
    "RECORDS",
    "RECORD_TABLES",
    "RULES",
    "RULE_TABLES",
    "SCALE",
    "SCORING_RULES",
    "SIX",
    "SPREADS",
    "TRAVELLERS",
    "TREATY_LISTS",
    "VERDICTS",
    "Network",
    "activity",
    "agreement",
    "agreement_of_all",
    "agreement_of_coders",
    "agreement_of_pairs",
    "agreement_of_readings",
    "agreement_with",
    "alternative_rates",
    "backed_by_notes",
    "balance_by_chance",
    "balance_of_network",
    "base_rate",
    "basins",
    "bound_spells",
    "beside_other_pairs",
    "brier_score",
    "calibration",
    "campaigns",
    "cases_like_the_last",
    "cast_votes",
    "cited_works",
    "class_agreement",
    "class_codes",
    "class_probabilities",
    "class_ratings",
    "closeness_by_choice",
    "closeness_test",
    "codes_of_readings",
    "cohens_kappa",
    "coming_questions",
    "comparable_figures",
    "concentration",
    "consistent_scenarios",
    "contested_votes",
    "counted_answers",
    "counted_trips",
    "days_to_nearest",
    "days_to_next",
    "decide",
    "diagnosticity",
    "distance_from",
    "distance_of_all",
    "evidence_links",
    "expected_score",
    "extremised_mean",
    "figures",
    "first_launch",
    "first_since",
    "first_year_above",
    "given_verdicts",
    "great_circle_km",
    "hedging_index",
    "impact_balance",
    "inconsistency",
    "influences_in",
    "is_balanced",
    "krippendorffs_alpha",
    "lagged_ranks",
    "launch_closeness",
    "launches_around",
    "launches_per_year",
    "lead_of_links",
    "lead_shares",
    "ledger_codes",
    "longest_pause",
    "longest_wait",
    "mean_score",
    "moves",
    "murphy_decomposition",
    "net_results",
    "network",
    "order_kept",
    "outcome_shares",
    "pair_scores",
    "parts_of_totals",
    "pieces_needed",
    "place_counts",
    "patron_balance",
    "payments_by_year",
    "positions",
    "practice_questions",
    "promising_texts",
    "published_lengths",
    "rate_over_years",
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
    "turns_together",
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
