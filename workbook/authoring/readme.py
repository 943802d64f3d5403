"""Stub."""


def readme() -> str:
    """Stub."""
    return ""
