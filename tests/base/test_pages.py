"""Pages from templates: what is put in is text, and a value that is missing is an error."""

import jinja2
import pytest
from markupsafe import Markup

from workbook.base.pages import page, verbatim

HOSTILE = "</script><script>alert(\"1\")</script> & '{{ title }}'"


def views_page(**values):
    """The page of views, of which ``values`` replace some."""
    ordinary = {"title": "t", "introduction": "", "with_list": False, "views": {}, "traits": {}, "panel_style": ""}
    return page("workbook.views", "views.html.j2", **{**ordinary, "panel": "", "library": "", **values})


def test_text_is_escaped_and_markup_is_not():
    said = views_page(title=HOSTILE, introduction=Markup("<em>new</em>"))
    assert "<script>alert" not in said and "&lt;script&gt;alert(&#34;1&#34;)" in said
    assert "<p><em>new</em></p>" in said and "{{ title }}" in said


def test_scripts_and_data_do_not_end_the_element_that_they_stand_in():
    said = views_page(panel=HOSTILE, traits={"trade": {"sentence": HOSTILE, "a": 1, "A": "é"}})
    assert "</script><script>" not in said and r"<\/script><script>alert" in said
    assert r'"\u003c/script>\u003cscript>' in said
    assert '"a": 1, "A": "é"' in said, "in the order in which it was made, and legible"


def test_a_value_that_a_template_misses_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="'title' is undefined"):
        page("workbook.views", "views.html.j2")


def test_a_style_is_taken_as_it_is():
    style = verbatim("workbook.jupyter", "slides.css")
    assert isinstance(style, Markup) and style.startswith(".reveal {") and style.endswith("}") and "\r" not in style
