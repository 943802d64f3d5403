"""Encodings: reading the bytes of a file as text and its cells, or saying what they look like.

Every table that people save is read here: with commas, semicolons or tabs between its cells, and with the line ends of
Windows, of Unix or of a Mac (a carriage return alone, which Excel calls “CSV (Macintosh)”).
"""

import codecs
import csv
import io
import itertools
import re

from .errors import BadData

MARKS = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
ARCHIVE = b"PK\x03\x04"
SEPARATOR_LINE = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)  # some spreadsheets begin with it
QUOTED = re.compile(r'"(?:[^"]|"")*+"')

# What spreadsheets outside UTF-8 save: of Western Europe, of Russia, of China. In this order where bytes fit several.
CANDIDATES = ("cp1252", "cp1251", "gb18030")
ENOUGH = 20_000  # bytes; a larger file looks like its first lines


def decoded(content: bytes, file: str, encoding: str = "") -> str:
    """The bytes ``content`` as text in ``encoding``, or in UTF-8; ``file`` is what messages call it.

    Without ``encoding``, UTF-16 is read too where the file begins with its mark, as Excel's “Unicode Text” does.

    Raises BadData for an archive, for an encoding that does not exist, and for bytes that do not fit; then it names
    the encoding that they look like.

    >>> decoded("Москва".encode("cp1251"), "towns.csv", "cp1251")
    'Москва'
    """
    if content.startswith(ARCHIVE):
        raise BadData(f"{file} is an Excel workbook or another archive. Save the table as “CSV UTF-8”.")
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    try:
        text = content.decode(encoding or marked or "utf-8-sig")
    except LookupError:
        raise BadData(f"There is no encoding called “{encoding}”; try cp1252, cp1251, gb18030 or utf-16.") from None
    except UnicodeDecodeError as error:
        guess = looks_like(content)
        if guess == encoding.lower():
            raise BadData(f"{file} cannot be read as {encoding} either: byte {error.start} does not fit.") from None
        raise BadData(
            f"{file} is not in {encoding or 'UTF-8'} (byte {error.start}); it looks like {guess}."
            f" Type --encoding {guess}, or save the file as “CSV UTF-8”."
        ) from None
    if "\0" in text:
        raise BadData(f"{file} is not a text file. Save the table as “CSV UTF-8”.")
    return text


def comma_of(text: str) -> str:
    r"""The sign between the cells of a table: the one of comma, semicolon and tab that its first line has most of.

    A first line that names the sign (``sep=;``) is believed; what stands in quotation marks does not count.

    >>> comma_of("id;name;given, last"), comma_of("id"), comma_of("id;name\r1;a,b,c\r"), comma_of('id;"a,b,c"')
    (';', ',', ';', ';')
    """
    if named := SEPARATOR_LINE.match(text):
        return named[1]
    first = re.split(r"[\r\n]", QUOTED.sub("", text.lstrip("\r\n")), maxsplit=1)[0]
    return max(",;\t", key=first.count)


def rows_of(text: str, file: str, strict: bool = False) -> list[tuple[int, list[str]]]:
    r"""The rows of the table ``text``, each with the number that a spreadsheet shows; blank rows are left out.

    Returns pairs of a number and the cells, without spaces around them. ``file`` is what messages call it. ``strict``
    minds quotation marks that are not closed. Raises BadData for a text that is not a table.

    >>> rows_of("id;name\rs1; Ada \r\rs2;Bo\r", "roster.csv")
    [(1, ['id', 'name']), (2, ['s1', 'Ada']), (4, ['s2', 'Bo'])]
    """
    named = SEPARATOR_LINE.match(text)
    start, body = (2, text[named.end() :]) if named else (1, text)
    try:
        lines = list(csv.reader(io.StringIO(body, newline=""), delimiter=comma_of(text), strict=strict))
    except (csv.Error, TypeError) as error:
        raise BadData(f"{file} cannot be read as CSV: {error}.") from None
    rows = [(number, [cell.strip() for cell in row]) for number, row in enumerate(lines, start)]
    return [(number, row) for number, row in rows if any(row)]


def looks_like(content: bytes) -> str:
    """Which encoding do bytes have that are not UTF-8?

    Always one of ``CANDIDATES``, utf-16 or utf-32. A guess: charset-normalizer says in which of them the text has the
    least mess, and of equal ones reads most like a language. One or two words are not enough to be sure.

    >>> looks_like("Übersetzung, Führung".encode("cp1252")), looks_like("Москва, договор".encode("cp1251"))
    ('cp1252', 'cp1251')
    >>> looks_like("中国和朝鲜".encode("gb18030")), looks_like("Moscow".encode("utf-16"))
    ('gb18030', 'utf-16')
    """
    for mark, name in MARKS.items():
        if content.startswith(mark):
            return name
    if content[:2000].count(0) * 3 > len(content[:2000]):
        return "utf-16"
    # Imported here: few files need it, and every session imports this module.
    from charset_normalizer import from_bytes

    # Lines in plain ASCII are the same in all of them, and would dilute the others.
    telling = [line for line in content.splitlines(keepends=True) if not line.isascii()]
    # Whole lines only: half of a letter of two bytes would not fit anything.
    sizes = itertools.accumulate(map(len, telling))
    whole = max(1, sum(size <= ENOUGH for size in sizes))
    matches = from_bytes(b"".join(telling[:whole]), cp_isolation=list(CANDIDATES), threshold=1, enable_fallback=False)
    fits = {name: match for match in matches for name in match.could_be_from_charset}
    possible = [name for name in CANDIDATES if name in fits]
    return min(possible, key=lambda name: (fits[name].chaos, -fits[name].coherence), default=CANDIDATES[0])
