"""Texts and code cut into units, and their winnowed fingerprints, which tell what two of them have in common.

Schleimer, Wilkerson and Aiken 2003, “Winnowing: local algorithms for document fingerprinting”, SIGMOD, pages 76-85.
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from .clean_text import legible

LONGEST_QUOTATION = 120  # words; a longer “quotation” counts as text, or a pair of marks would hide a whole work
PRIME, BASE = 2**61 - 1, 0x9E3779B97F4A7C15 % (2**61 - 1)


Keys: TypeAlias = "array[int]"  # which Python 3.11 cannot subscript yet
Unit = tuple[str, int, int, bool]  # what makes it the same as another, its start and end, and whether it is a sign


@dataclass(frozen=True)
class TextKind:
    """How texts of one kind are compared.

    A fingerprint covers ``gram`` units; of ``window`` neighbours one is kept at least, so that a passage of
    ``gram + window - 1`` units is always found. Pairs with less than ``least`` units or ``share`` are not listed.
    """

    unit: str
    gram: int
    window: int
    least: int
    share: float


WORDS = TextKind("words", 6, 2, 12, 0.08)
# Scripts without spaces. About two signs make a word: the full name of a state takes eleven.
SIGNS = TextKind("signs", 12, 2, 24, 0.08)
TOKENS = TextKind("tokens", 10, 4, 30, 0.40)


@dataclass
class CutText:
    """One text of one student, cut into units; ``foreign`` marks those that are not the student's own."""

    student: str
    text: str
    kind: TextKind
    keys: Keys
    starts: Keys
    ends: Keys
    foreign: bytearray
    places: dict[int, list[int]] = field(default_factory=dict)


def read_text(student: str, text: str, is_code: bool) -> CutText:
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
    cut = CutText(student, text, kind, keys, starts, ends, bytearray(len(keys)))
    if not is_code:
        _mark_quotations(cut)
    return cut


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they turn the direction of the text after them


def clean(text: str) -> str:
    """``text`` as the page of pairs can show it."""
    return _TURNS.sub("", legible(text))


@functools.cache
def _pattern() -> re.Pattern[str]:
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


def _words(text: str) -> Iterator[Unit]:
    """The words of ``text`` with their places, and whether each is a sign."""
    for match in _pattern().finditer(text):
        yield _plain(match[0]), match.start(), match.end(), match.lastgroup == "sign"


@functools.lru_cache(maxsize=2**15)
def _plain(word: str) -> str:
    """A ``word`` without what does not make it another one.

    >>> _plain("Chína’s") == _plain("CHI\u0301NA'S"), _plain("soft\u00adly")
    (True, 'softly')
    """
    word = unicodedata.normalize("NFKC", word).casefold()
    if word.isalnum():
        return word
    return "".join(sign for sign in word if sign not in "'’ʼ" and unicodedata.category(sign) != "Cf")


@functools.lru_cache(maxsize=2**15)
def _hashed(key: str) -> int:
    # Python's own hash differs from run to run, and which fingerprints are kept depends on it.
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()) % PRIME


_PIECE = re.compile(r"#[^\n]*|\"[^\"\n]*\"|'[^'\n]*'|\d[\w.]*|\w+|\n|\.\.\.|[-+*/%<>=!&|]=|[^\w\s]")
_KEPT = {*keyword.kwlist, *dir(builtins)}
_PLAIN_VALUE = {"True", "False", "None", "...", *"()[]{},:+-"}


def _code_units(text: str) -> Iterator[Unit]:
    """The tokens of Python code with their places; names of variables and numbers are all alike."""
    try:
        pieces = list(_tokens(text))
    except (tokenize.TokenError, SyntaxError, ValueError):
        pieces = [(match[0], *match.span()) for match in _PIECE.finditer(text)]
    line: list[Unit] = []
    before = ""
    for token, start, end in [*pieces, ("\n", 0, 0)]:
        if token == "\n":
            if not _keeps_a_value([key for key, *_ in line]):
                yield from line
            line, before = [], ""
        elif not token.startswith("#"):
            line.append((_code_key(token, before), start, end, False))
            before = token


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    left_out = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NEWLINE:
            yield "\n", 0, 0
        elif token.type not in left_out and token.string.strip():
            (row, column), (last, end) = token.start, token.end
            yield token.string, starts[row - 1] + column, starts[last - 1] + end


def _code_key(token: str, before: str) -> str:
    if token[0].isdigit() or (token[0] == "." and token[1:2].isdigit()):
        return "a number"
    if token.isidentifier():
        return token if token in _KEPT or before == "." else "a name"
    if token[-1] in "'\"":
        return "'" + token.lstrip("rRbBuUfF").strip("'\"")
    return token


def _keeps_a_value(keys: Sequence[str]) -> bool:
    return list(keys[:2]) == ["a name", "="] and all(
        key in _PLAIN_VALUE or key == "a number" or key[0] == "'" for key in keys[2:]
    )


# Marks of several languages, straight ones where they stand at the borders of words, and blockquotes of Markdown.
_QUOTATION = re.compile(
    r"„[^„“”]*[“”]|“[^“”]*”|”[^„“”]*”|\u00ab[^\u00ab\u00bb]*\u00bb|\u00bb[^\u00ab\u00bb]*\u00ab|‹[^‹›]*›|「[^「」]*」|『[^『』]*』|《[^《》]*》"
    r"|(?<!\w)\"(?=\S)[^\"]*(?<=\S)\"(?!\w)"
    r"|(?<!\w)‘[^‘’]*(?:(?<=\w)’\w[^‘’]*)*’(?!\w)|(?<!\w)'(?=\S)[^']*(?:(?<=\w)'\w[^']*)*(?<=\S)'(?!\w)"
    r"|^ {0,3}>.*(?:\n {0,3}>.*)*",
    re.MULTILINE,
)


def _mark_quotations(cut: CutText) -> None:
    """Mark what stands in quotation marks within a paragraph, or in a blockquote, as not the student's own."""
    most = LONGEST_QUOTATION * cut.kind.least // WORDS.least
    unit = 0
    for paragraph in re.finditer(r"(?:(?!\n[ \t]*\n).)+", cut.text, re.DOTALL):
        for quotation in _QUOTATION.finditer(paragraph[0]):
            start, end = (paragraph.start() + index for index in quotation.span())
            while unit < len(cut.starts) and cut.starts[unit] < start:
                unit += 1
            first = unit
            while unit < len(cut.starts) and cut.starts[unit] < end:
                unit += 1
            if unit - first <= most:
                cut.foreign[first:unit] = b"\1" * (unit - first)


def grams_of(keys: Keys, size: int) -> Keys:
    """The fingerprint of every run of ``size`` keys, in order."""
    top = pow(BASE, size - 1, PRIME)
    grams = array("Q")
    value = 0
    for index, key in enumerate(keys):
        if index >= size:
            value -= keys[index - size] * top
        value = (value * BASE + key) % PRIME
        if index >= size - 1:
            grams.append(value)
    return grams


def chosen(grams: Sequence[int], window: int) -> Iterator[int]:
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
