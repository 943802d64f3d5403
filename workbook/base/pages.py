"""HTML pages from Jinja2 templates: what is put into one is text and is escaped, unless it is Markup.

A template NAME.html.j2 lies in the folder ``templates`` of the package whose page it makes, its CSS and JavaScript
beside it; ``base.html.j2`` in this package is what all pages have in common.
"""

import functools
import json

import jinja2
from markupsafe import Markup


def page(package: str, template: str, **values: object) -> str:
    """The page that ``template`` in the ``templates`` of ``package`` makes of the ``values``, as HTML.

    Raises jinja2.UndefinedError if the template names a value that was not passed.
    """
    return _environment(package).get_template(template).render(values)


def verbatim(package: str, name: str) -> Markup:
    """The file ``name`` in the ``templates`` of ``package`` as it is, for a style or a script.

    Templates call it too: ``{{ verbatim("feedback.css") }}``.
    """
    environment = _environment(package)
    assert environment.loader is not None
    source = environment.loader.get_source(environment, name)[0]
    # A browser reads every line end as \n, and a page may name the hash of its script.
    return Markup(source.replace("\r\n", "\n").rstrip("\n"))


def in_script(text: str) -> Markup:
    r"""``text`` (JavaScript) so that it does not end the element script that it stands in.

    >>> print(in_script("'</script>'"))
    '<\/script>'
    """
    return Markup(text.replace("</script", "<\\/script"))


def as_json(data: object) -> Markup:
    r"""``data`` as JSON for an element script of the type application/json: nothing in it ends the element.

    >>> print(as_json({"b": "</script>", "a": "é"}))
    {"b": "\u003c/script>", "a": "é"}
    """
    return Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))


@functools.cache
def _environment(package: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(package), jinja2.PackageLoader("workbook.base")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["verbatim"] = functools.partial(verbatim, package)
    environment.filters["in_script"] = in_script
    environment.filters["as_json"] = as_json
    return environment
