"""Markdown of the instructor as HTML for a page."""

import functools
import re

from markupsafe import Markup


@functools.lru_cache(maxsize=2000)
def heading_and_rest(text: str) -> tuple[Markup, Markup]:
    r"""Markdown of the instructor as HTML: its first heading, and the rest with headings of the third level.

    >>> heading_and_rest("## Essay\n\nUse *your* figure.")
    (Markup('Essay'), Markup('<p>Use <em>your</em> figure.</p>'))
    """
    from nbconvert.filters import markdown2html

    html = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(text)).strip()
    html = re.sub(r"<th(?=[ >])", '<th scope="col"', html)
    first = re.match(r"<h[1-6][^>]*>(.*?)</h[1-6]>", html, re.DOTALL)
    rest = html[first.end() :] if first else html
    return Markup(first[1] if first else ""), Markup(re.sub(r"<(/?)h[1-6][^>]*>", r"<\1h3>", rest).strip())
