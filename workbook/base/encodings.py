"""Encodings: reading the bytes of a file as text, or saying what they look like."""

import codecs

from .errors import BadData

MARKS = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

ARCHIVE = b"PK\x03\x04"


def decoded(content, file, encoding=""):
    """The bytes ``content`` as text in ``encoding``, or in UTF-8. Raises BadData with the encoding they look like."""
    if content.startswith(ARCHIVE):
        raise BadData(f"{file} is an Excel workbook or another archive. Save the table as «CSV UTF-8».")
    try:
        text = content.decode(encoding or "utf-8-sig")
    except LookupError:
        raise BadData(f"There is no encoding called «{encoding}»; try cp1252, cp1251, gb18030 or utf-16.") from None
    except UnicodeDecodeError as error:
        guess = looks_like(content)
        if guess == encoding.lower():
            raise BadData(f"{file} cannot be read as {encoding} either: byte {error.start} does not fit.") from None
        raise BadData(
            f"{file} is not in {encoding or 'UTF-8'} (byte {error.start}); it looks like {guess}."
            f" Type --encoding {guess}, or save the file as «CSV UTF-8»."
        ) from None
    if "\0" in text:
        raise BadData(f"{file} is not a text file. Save the table as «CSV UTF-8».")
    return text


def comma_of(text):
    """The sign between the cells of a table: the one of comma, semicolon and tab that its first line has most of.

    >>> comma_of("id;name;given, last"), comma_of("id")
    (';', ',')
    """
    return max(",;\t", key=text.partition("\n")[0].count)


def looks_like(content):
    """Which encoding do bytes have that are not UTF-8?

    A guess from the bytes above 127: single ones among letters are those of Western Europe; long runs that are all
    letters of the Cyrillic page are Russian; other pairs that can be read as Chinese are Chinese.

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
    high = [place for place, byte in enumerate(content) if byte > 127]
    beside = sum(content[place - 1] > 127 or content[place + 1 : place + 2] > b"\x7f" for place in high if place)
    if beside * 2 < len(high):
        return "cp1252"
    if sum(content[place] >= 0xC0 or content[place] in (0xA8, 0xB8) for place in high) * 10 >= 9 * len(high):
        return "cp1251"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "cp1252"
    return "gb18030"
