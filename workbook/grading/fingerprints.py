"""Texts and code cut into units, and their winnowed fingerprints, which tell what two of them have in common.

Schleimer, Wilkerson and Aiken 2003, «Winnowing: local algorithms for document fingerprinting», SIGMOD, pages 76-85.
"""

import builtins
import functools
import hashlib
import io
import keyword
import re
import tokenize
import unicodedata
from array import array
from dataclasses import dataclass, field

from .clean_text import legible

QUOTED = 120  # words; a longer «quotation» counts as text, or a pair of marks would hide a whole work
PRIME, BASE = 2**61 - 1, 0x9E3779B97F4A7C15 % (2**61 - 1)


@dataclass(frozen=True)
class Kind:
    """How texts of one kind are compared.

    A fingerprint covers ``gram`` units; of ``window`` neighbours one is kept at least, so that a passage of
    ``gram + window - 1`` units is always found. Pairs with less than ``least`` units or ``share`` are not listed.
    """

    unit: str
    gram: int
    window: int
    least: int
    share: float


WORDS = Kind("words", 6, 2, 12, 0.08)
# Scripts without spaces. About two signs make a word: the full name of a state takes eleven.
SIGNS = Kind("signs", 12, 2, 24, 0.08)
TOKENS = Kind("tokens", 10, 4, 30, 0.40)


@dataclass
class Text:
    """One text of one student, cut into units; ``foreign`` marks those that are not the student's own."""

    student: str
    text: str
    kind: Kind
    keys: array
    starts: array
    ends: array
    foreign: bytearray
    places: dict = field(default_factory=dict)


def read_text(student, text, is_code):
    """The units of a ``text``, with its kind and with its quotations marked."""
    text = clean(text)
    keys, starts, ends = array("Q"), array("L"), array("L")
    signs = 0
    for key, start, end, is_sign in _code_units(text) if is_code else _words(text):
        keys.append(_hashed(key))
        starts.append(start)
        ends.append(end)
        signs += is_sign
    kind = TOKENS if is_code else SIGNS if signs * 2 > len(keys) else WORDS
    read = Text(student, text, kind, keys, starts, ends, bytearray(len(keys)))
    if not is_code:
        _mark_quotations(read)
    return read


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they turn the direction of the text after them


def clean(text):
    """``text`` as the page of pairs can show it."""
    return _TURNS.sub("", legible(text))


@functools.cache
def _pattern():
    """What a word is: letters and digits with their marks; a sign by itself in scripts that write without spaces."""
    marks = "".join(
        re.escape(chr(code))
        for code in (*range(0x20000), *range(0xE0100, 0xE01F0))
        if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me", "Cf")
    )
    signs = (  # Han, Kana, Thai, Lao, Myanmar, Khmer
        "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
        "\U00020000-\U000323af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    )
    letter = rf"[^\W_{signs}]"
    return re.compile(
        rf"(?P<sign>(?=\w)[{signs}][{marks}\uff9e\uff9f]*)|{letter}(?:{letter}|[{marks}]|['’ʼ](?={letter}))*"
    )


def _words(text):
    """The words of ``text`` with their places, and whether each is a sign."""
    for found in _pattern().finditer(text):
        yield _plain(found[0]), found.start(), found.end(), found.lastgroup == "sign"


@functools.lru_cache(maxsize=2**15)
def _plain(word):
    """A ``word`` without what does not make it another one.

    >>> _plain("Chína’s") == _plain("CHI\u0301NA'S"), _plain("soft\u00adly")
    (True, 'softly')
    """
    word = unicodedata.normalize("NFKC", word).casefold()
    if word.isalnum():
        return word
    return "".join(sign for sign in word if sign not in "'’ʼ" and unicodedata.category(sign) != "Cf")


@functools.lru_cache(maxsize=2**15)
def _hashed(key):
    # Python's own hash differs from run to run, and which fingerprints are kept depends on it.
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()) % PRIME


_PIECE = re.compile(r"#[^\n]*|\"[^\"\n]*\"|'[^'\n]*'|\d[\w.]*|\w+|\n|\.\.\.|[-+*/%<>=!&|]=|[^\w\s]")
_KEPT = {*keyword.kwlist, *dir(builtins)}
_PLAIN_VALUE = {"True", "False", "None", "...", *"()[]{},:+-"}


def _code_units(text):
    """The tokens of Python code with their places; names of variables and numbers are all alike."""
    try:
        pieces = list(_python(text))
    except (tokenize.TokenError, SyntaxError, ValueError):
        pieces = [(found[0], *found.span()) for found in _PIECE.finditer(text)]
    line: list = []
    before = ""
    for said, start, end in [*pieces, ("\n", 0, 0)]:
        if said == "\n":
            if not _keeps_a_value([key for key, *_ in line]):
                yield from line
            line, before = [], ""
        elif not said.startswith("#"):
            line.append((_code_key(said, before), start, end, False))
            before = said


def _python(text):
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    left_out = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NEWLINE:
            yield "\n", 0, 0
        elif token.type not in left_out and token.string.strip():
            (row, column), (last, end) = token.start, token.end
            yield token.string, starts[row - 1] + column, starts[last - 1] + end


def _code_key(said, before):
    if said[0].isdigit() or (said[0] == "." and said[1:2].isdigit()):
        return "a number"
    if said.isidentifier():
        return said if said in _KEPT or before == "." else "a name"
    if said[-1] in "'\"":
        return "'" + said.lstrip("rRbBuUfF").strip("'\"")
    return said


def _keeps_a_value(keys):
    return keys[:2] == ["a name", "="] and all(
        key in _PLAIN_VALUE or key == "a number" or key[0] == "'" for key in keys[2:]
    )


# Marks of several languages, straight ones where they stand at the borders of words, and blockquotes of Markdown.
_QUOTATION = re.compile(
    r"„[^„“”]*[“”]|“[^“”]*”|”[^„“”]*”|«[^«»]*»|»[^«»]*«|‹[^‹›]*›|「[^「」]*」|『[^『』]*』|《[^《》]*》"
    r"|(?<!\w)\"(?=\S)[^\"]*(?<=\S)\"(?!\w)"
    r"|(?<!\w)‘[^‘’]*(?:(?<=\w)’\w[^‘’]*)*’(?!\w)|(?<!\w)'(?=\S)[^']*(?:(?<=\w)'\w[^']*)*(?<=\S)'(?!\w)"
    r"|^ {0,3}>.*(?:\n {0,3}>.*)*",
    re.MULTILINE,
)


def _mark_quotations(read):
    """Mark what stands in quotation marks within a paragraph, or in a blockquote, as not the student's own."""
    most = QUOTED * read.kind.least // WORDS.least
    unit = 0
    for paragraph in re.finditer(r"(?:(?!\n[ \t]*\n).)+", read.text, re.DOTALL):
        for found in _QUOTATION.finditer(paragraph[0]):
            start, end = (paragraph.start() + place for place in found.span())
            while unit < len(read.starts) and read.starts[unit] < start:
                unit += 1
            first = unit
            while unit < len(read.starts) and read.starts[unit] < end:
                unit += 1
            if unit - first <= most:
                read.foreign[first:unit] = b"\1" * (unit - first)


def grams_of(keys, size):
    """The fingerprint of every run of ``size`` keys, in order."""
    top = pow(BASE, size - 1, PRIME)
    found = array("Q")
    value = 0
    for place, key in enumerate(keys):
        if place >= size:
            value -= keys[place - size] * top
        value = (value * BASE + key) % PRIME
        if place >= size - 1:
            found.append(value)
    return found


def chosen(grams, window):
    """The places of the fingerprints to keep: of each ``window`` of neighbours the smallest.

    If several are as small, the one that was kept before, else the last. The example is that of the paper (2003: 79).

    >>> grams = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98]
    >>> [(grams[place], place) for place in chosen(grams, 4)]
    [(17, 3), (17, 6), (8, 8), (39, 11), (17, 15)]
    """
    best = -1
    for last in range(min(window, len(grams)) - 1 if grams else 0, len(grams)):
        first = max(0, last - window + 1)
        if best < first:
            best = min(range(last, first - 1, -1), key=grams.__getitem__)
        elif grams[last] < grams[best]:
            best = last
        else:
            continue
        yield best
