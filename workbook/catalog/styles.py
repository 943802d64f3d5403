"""Citation styles: a CSL-JSON record becomes a line of text.

Chicago follows the author-date system of the Chicago Manual of Style, 17th edition, chapter 15; APA follows the
Publication Manual, 7th edition, chapters 9 and 10. The CSL processor that PyPI has (citeproc-py 0.11) was tried: it
shortens given names in Chicago, prints no day for a dataset, and its styles take 90 MB.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from .csl import Date, Name, Record

PERIODICALS = ("article-journal", "article-newspaper")
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def chicago(record: Record) -> str:
    """The record in Chicago author-date style."""
    authors = _chicago_names(record.get("author", []))
    container = record.get("container-title") or record.get("publisher")
    parts = [authors or container or "No author", _year(record)]
    if "title" in record:
        parts.append(_chicago_title(record))
    if record["type"] == "dataset" and "version" in record:
        parts.append(f"{record['genre']}, version {record['version']}")
    if container and authors and container != authors:
        parts.append(_chicago_place(record, container))
    if day := _day(record.get("issued")):
        parts.append(day)
    if accessed := _day(record.get("accessed")):
        parts.append(f"Accessed {accessed}")
    if "URL" in record:
        parts.append(record["URL"])
    return _sentence(parts)


def apa(record: Record) -> str:
    """The record in APA style, 7th edition."""
    authors = _apa_names(record.get("author", []))
    container = record.get("container-title") or record.get("publisher")
    issued = _apa_date(record.get("issued"))
    title = record.get("title", "")
    if record["type"] in ("dataset", "book", "report") and not title.startswith("["):
        title = f"*{title}*" if title else ""
    if record["type"] == "dataset":
        title += f" (Version {record['version']})" if "version" in record else ""
        title += f" [{record.get('genre', 'Data set')}]"
    head = authors or container or title
    parts = [head, f"({issued})"]
    if title and title != head:
        parts.append(title)
    if container and container != head:
        parts.append(_apa_place(record, container))
    text = _sentence([part.strip() for part in parts])
    if "URL" not in record:
        accessed = _day(record.get("accessed"))
        return f"{text} Retrieved {accessed}." if accessed and record["type"] == "dataset" else text
    return f"{text} {record['URL']}"


def bibtex(record: Record) -> str:
    """The record as a BibTeX entry."""
    kind = {"article-journal": "article", "book": "book", "report": "techreport"}.get(record["type"], "misc")
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in record.get("author", [])),
        "title": f"{{{record['title']}}}" if "title" in record else "",
        "year": str(record["issued"]["date-parts"][0][0]) if "issued" in record else "",
        "journal" if kind == "article" else "howpublished": record.get("container-title", ""),
        "institution" if kind == "techreport" else "publisher": record.get("publisher", ""),
        "volume": record.get("volume", ""),
        "number": record.get("issue") or record.get("number", ""),
        "pages": record.get("page", "").replace("–", "--"),
        "note": record.get("genre", ""),
        "version": record.get("version", ""),
        "url": record.get("URL", ""),
        "urldate": "-".join(f"{part:02}" for part in record["accessed"]["date-parts"][0])
        if "accessed" in record
        else "",
    }
    lines = [f"  {name} = {{{_tex(value)}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{record['id'].replace(' ', '-')},\n" + ",\n".join(lines) + "\n}"


def csl_json(record: Record) -> str:
    """The record as CSL-JSON, for a reference manager."""
    return json.dumps(record, ensure_ascii=False, indent=2)


STYLES: Mapping[str, Callable[[Record], str]] = {"chicago": chicago, "apa": apa, "bibtex": bibtex, "csl-json": csl_json}


def _chicago_title(record: Record) -> str:
    title = record["title"]
    if title.startswith("["):
        return title  # a description in place of a title stands in brackets and without quotation marks
    return f"*{title}*" if record["type"] == "book" else f"“{title}”"


def _chicago_names(names: Sequence[Name]) -> str:
    words = [_name(name, first=number == 0) for number, name in enumerate(names)]
    if len(words) > 1:
        return ", ".join(words[:-1]) + f", and {words[-1]}"
    return "".join(words)


def _name(name: Name, first: bool) -> str:
    if "literal" in name:
        return name["literal"]
    return f"{name['family']}, {name['given']}" if first else f"{name['given']} {name['family']}"


def _apa_names(names: Sequence[Name]) -> str:
    words = [name.get("literal") or f"{name['family']}, {_initials(name['given'])}" for name in names]
    if len(words) > 1:
        return ", ".join(words[:-1]) + f", & {words[-1]}"
    return "".join(words)


def _initials(given: str) -> str:
    return " ".join("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in given.split())


def _bibtex_name(name: Name) -> str:
    return f"{{{name['literal']}}}" if "literal" in name else f"{name['family']}, {name['given']}"


def _tex(value: str) -> str:
    for sign in "&%#_":
        value = value.replace(sign, "\\" + sign) if not value.startswith("http") else value
    return value


def _chicago_place(record: Record, container: str) -> str:
    text = f"*{container}*" if record["type"] in PERIODICALS else container
    text += f" {record['volume']}" if "volume" in record else ""
    text += f" ({record['issue']})" if "issue" in record else ""
    text += f", {record['number']}" if "number" in record else ""
    if "page" in record:
        text += (": " if "volume" in record else ", ") + record["page"]
    return text


def _apa_place(record: Record, container: str) -> str:
    text = f"*{container}*" if record["type"] in PERIODICALS else container
    text += f", *{record['volume']}*" if "volume" in record else ""
    text += f"({record['issue']})" if "issue" in record else ""
    text += f" ({record['number']})" if "number" in record else ""
    return f"{text}, {record['page']}" if "page" in record else text


def _year(record: Record) -> str:
    return str(record["issued"]["date-parts"][0][0]) if "issued" in record else "n.d."


def _day(date: Date | None) -> str:
    parts = date["date-parts"][0] if date else []
    if len(parts) < 2:
        return ""
    return f"{MONTHS[parts[1] - 1]} {parts[2]}, {parts[0]}" if len(parts) > 2 else f"{MONTHS[parts[1] - 1]} {parts[0]}"


def _apa_date(date: Date | None) -> str:
    parts = date["date-parts"][0] if date else []
    if not parts:
        return "n.d."
    month = f", {MONTHS[parts[1] - 1]}" if len(parts) > 1 else ""
    return f"{parts[0]}{month}" + (f" {parts[2]}" if len(parts) > 2 else "")


def _sentence(parts: Iterable[str]) -> str:
    """Parts with one full stop after each, also where a part ends in one or in a closing quotation mark."""
    text = ""
    for part in filter(None, parts):
        end = "" if part.rstrip("*").endswith((".", "?", "!")) or part.startswith("http") else "."
        if part.endswith("”") and part[-2] not in ".?!":
            part, end = part[:-1] + ".”", ""
        elif part.endswith("”"):
            end = ""
        text += (" " if text else "") + part + end
    return text
