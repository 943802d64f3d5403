"""Views in saved notebooks: a file holds no widgets, so that each view is kept in a form which can be shown again.

JupyterLab's server takes this module as an extension; nbconvert takes ``PicturesOfViews`` as a preprocessor. Both
are told so by files in ``etc/jupyter`` of the environment that the workbook is installed in.
"""

from html import escape

from nbconvert.preprocessors import Preprocessor

MARK = "triangle_workbook"  # as in workbook.views.fallback, which a server has no need to import
WIDGET = "application/vnd.jupyter.widget-view+json"
CONVERTER = "workbook.cli.saving.PicturesOfViews"


def _jupyter_server_extension_points():
    return [{"module": __name__}]


def _load_jupyter_server_extension(server):
    server.contents_manager.register_pre_save_hook(keep_sentences)
    exporter = server.config.HTMLExporter
    exporter.preprocessors = [*exporter.get("preprocessors", []), CONVERTER]


def keep_sentences(model, **_where):
    """Take the widget out of each view of a notebook that is about to be saved; its sentence stays.

    Without this, a notebook that is opened again shows an error in the place of each view until it is run.
    """
    if model.get("type") != "notebook" or not model.get("content"):
        return
    for cell in model["content"].get("cells", []):
        for output in cell.get("outputs", []):
            if MARK in output.get("metadata", {}):
                output["data"].pop(WIDGET, None)


class PicturesOfViews(Preprocessor):
    """Puts a picture with the sentence in the place of each view when nbconvert makes HTML of a notebook."""

    def preprocess_cell(self, cell, resources, _index):
        """Turn the views among the outputs of ``cell`` into HTML that needs neither network nor kernel."""
        for output in cell.get("outputs", []):
            made = output.get("metadata", {}).get(MARK)
            if made and "data" in output:
                output["data"].pop(WIDGET, None)
                if figures := "\n".join(filter(None, map(self._figure, made))):
                    output["data"]["text/html"] = figures
        return cell, resources

    def _figure(self, made):
        from workbook import views
        from workbook.catalog import WorkbookError
        from workbook.views.export import svg

        try:
            view = getattr(views, made["view"])(state=made["state"])
            return f'<figure role="group" aria-label="{escape(view.alt, quote=True)}">{svg(view)}</figure>'
        except (AttributeError, KeyError, WorkbookError):
            return ""  # made with another version; the sentence is there
