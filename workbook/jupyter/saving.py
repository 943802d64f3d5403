"""Views in saved notebooks: a file holds no widgets, so that of each view the sentence is kept.

JupyterLab's server takes this module as an extension, as a file in ``etc/jupyter`` of the environment tells it.
"""

from collections.abc import MutableMapping
from typing import Any

from ..views.fallback import MARK as MARK  # the converter and the slides take it from here

WIDGET = "application/vnd.jupyter.widget-view+json"
CONVERTER = "workbook.jupyter.converting.PicturesOfViews"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:  # a ServerApp, whose methods have no types
    server.contents_manager.register_pre_save_hook(keep_sentences)
    exporter = server.config.HTMLExporter
    exporter.preprocessors = [*exporter.get("preprocessors", []), CONVERTER]


def keep_sentences(model: MutableMapping[str, Any], **_where: object) -> None:
    """Take the widget out of each view of a notebook that is about to be saved; its sentence stays.

    Without this, a notebook that is opened again shows an error in the place of each view until it is run.
    """
    if model.get("type") != "notebook" or not model.get("content"):
        return
    for cell in model["content"].get("cells", []):
        for output in cell.get("outputs", []):
            if MARK in output.get("metadata", {}):
                output["data"].pop(WIDGET, None)
