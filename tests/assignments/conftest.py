"""What the tests of assignments share."""

from exercises import exercise, own  # noqa: F401  (fixtures)
