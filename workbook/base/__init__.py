"""The ground: errors, files, encodings, schemas, Markdown, wording. All may use it; it knows nothing of the rest."""

from .errors import BadData, UnknownName, WorkbookError, unknown
from .markdown import Page
from .shipped import folder

__all__ = ["BadData", "Page", "UnknownName", "WorkbookError", "folder", "unknown"]
