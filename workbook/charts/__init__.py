"""Pictures: a table in, an Altair chart out, always in the house's look."""

from ..base.schemas import with_light_jsonschema

with_light_jsonschema()  # altair imports it too, and would take a second longer

from .around import bars_around  # noqa: E402
from .estimates import estimate_lines, part_bars  # noqa: E402
from .evidence import evidence_matrix  # noqa: E402
from .forecasts import MARKS, calibration_diagram, probability_lines, rate_lines, score_curves  # noqa: E402
from .grid import VOTES, vote_grid  # noqa: E402
from .impacts import impact_bars, scenario_tiles  # noqa: E402
from .lanes import LANE_KINDS, event_lanes  # noqa: E402
from .launches import launch_lanes  # noqa: E402
from .ledger import balance_bars, waterfall  # noqa: E402
from .lines import share_lines  # noqa: E402
from .map_windows import WINDOWS  # noqa: E402
from .maps import LAYER_SIGNS, place_map  # noqa: E402
from .marks import gap_bands, line_ends, room_for, turning_points, unit  # noqa: E402
from .matrix import positions, priority_matrix  # noqa: E402
from .networks import state_networks  # noqa: E402
from .pairs import pair_dots  # noqa: E402
from .series import PARTS, RECORDS, level_lines, pendulum, record_lines  # noqa: E402
from .spans import span_lines  # noqa: E402
from .specifications import specification_curve  # noqa: E402
from .state_triad import triad  # noqa: E402
from .units import unit_grid  # noqa: E402
from .year_counts import counts_per_year, longest_waits  # noqa: E402

__all__ = [
    "LANE_KINDS",
    "LAYER_SIGNS",
    "MARKS",
    "PARTS",
    "RECORDS",
    "VOTES",
    "WINDOWS",
    "balance_bars",
    "bars_around",
    "calibration_diagram",
    "counts_per_year",
    "estimate_lines",
    "event_lanes",
    "evidence_matrix",
    "gap_bands",
    "impact_bars",
    "launch_lanes",
    "level_lines",
    "line_ends",
    "longest_waits",
    "pair_dots",
    "part_bars",
    "pendulum",
    "place_map",
    "positions",
    "priority_matrix",
    "probability_lines",
    "rate_lines",
    "record_lines",
    "room_for",
    "scenario_tiles",
    "score_curves",
    "share_lines",
    "span_lines",
    "specification_curve",
    "state_networks",
    "triad",
    "turning_points",
    "unit",
    "unit_grid",
    "vote_grid",
    "waterfall",
]
