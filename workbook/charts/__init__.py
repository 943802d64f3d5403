"""Pictures: a table in, an Altair chart out, always in the house's look."""

from .grid import VOTES, vote_grid
from .lanes import KINDS, event_lanes
from .lines import share_lines

__all__ = ["KINDS", "VOTES", "event_lanes", "share_lines", "vote_grid"]
