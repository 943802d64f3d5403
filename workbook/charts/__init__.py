"""Pictures: a table in, an Altair chart out, always in the house's look."""

import sys

# Altair imports jsonschema, which compiles a grammar of internationalised web addresses where that package is
# installed. It takes about a second in every kernel, and no chart has use for it.
_grammar = sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import altair  # noqa: E402, F401

if _grammar is None:
    del sys.modules["rfc3987_syntax"]

from .grid import VOTES, vote_grid  # noqa: E402
from .lanes import KINDS, event_lanes  # noqa: E402
from .lines import share_lines  # noqa: E402

__all__ = ["KINDS", "VOTES", "event_lanes", "share_lines", "vote_grid"]
