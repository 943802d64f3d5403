"""An instructor's own datasets, two versions of a dataset compared, and roll calls of the UN General Assembly."""

from .drafts import draft
from .roll_calls import roll_call_agreement, roll_call_table
from .versions import compare_versions, newest_rows

__all__ = ["compare_versions", "draft", "newest_rows", "roll_call_agreement", "roll_call_table"]
