"""Which works of a class have passages in common? An invitation to look, never a verdict.

Texts are compared by winnowed fingerprints: Schleimer, Wilkerson and Aiken 2003, «Winnowing: local algorithms for
document fingerprinting», SIGMOD, pages 76-85. What is rewritten in other words, or translated, is not found; and what
is found may have come about in many ways: the same starter, the same sources, the same teacher, a study group.
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
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import escape

from ..assignments.copies import student_copy

CODE = "code"
COMMON, AT_LEAST = 0.25, 5  # a passage that more than this share of the works has, and so many, is nobody's own
QUOTED = 120  # words; a longer «quotation» counts as text, or a pair of marks would hide a whole work
PLACES = 16  # of one fingerprint in one work, and
STARTS = 100_000  # places where two works meet: few words over and over would give millions
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


@dataclass(frozen=True)
class Work:
    """What one student handed in: the code, and the essays by name."""

    code: str = ""
    essays: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Passage:
    """What two texts have in common in one piece: where it begins and ends in each, and its length in units."""

    first: tuple
    second: tuple
    length: int


@dataclass(frozen=True)
class Pair:
    """Two works with passages in common, and how much: something to look at, which proves nothing.

    ``part`` is the name of the essay, or code. ``longest`` is the longest passage and ``common`` all of them together,
    in ``unit`` (words, signs or tokens), what is discounted left out. ``share`` (0 to 1) says how many of the shorter
    work's own fingerprints the other work has too. ``texts`` are the two that the passages refer to.
    """

    first: str
    second: str
    part: str
    unit: str
    longest: int
    common: int
    share: float
    passages: tuple
    texts: tuple


@dataclass
class _Text:
    """One text of one student, cut into units; ``foreign`` marks those that are not the student's own."""

    student: str
    text: str
    kind: Kind
    keys: array
    starts: array
    ends: array
    foreign: bytearray
    places: dict = field(default_factory=dict)


def similar_pairs(submissions, exercise, common=COMMON):
    """Which works of the class have passages in common? Pairs to look at, the longest common passage first.

    ``submissions`` has a Work for each student id. Discounted are texts that the students were given with the
    ``exercise`` (all variants), passages of the workbook's claims, titles and citations, quotations in quotation marks
    or blockquotes, and what more than the share ``common`` of the works has (and five at least). Names of variables
    and numbers of code count as alike; lines that only keep a value (``q1 = 83.1``) are left out, for right answers
    are alike by design. A pair is no verdict: likeness may come from the same starter, sources or teacher.
    """
    groups = defaultdict(list)
    for student in sorted(submissions):
        work = submissions[student]
        parts = [(CODE, True, work.code), *((name, False, text) for name, text in work.essays.items())]
        for part, is_code, text in parts:
            read = _read(student, text, is_code)
            if len(read.keys) >= read.kind.least:
                groups[part, read.kind].append(read)
    known = _known(exercise) if any(len(group) > 1 for group in groups.values()) else {}
    pairs = [
        pair for (part, kind), group in groups.items() for pair in _compared(part, group, known.get(kind, ()), common)
    ]
    return sorted(pairs, key=lambda pair: (-pair.longest, -pair.share, pair.first, pair.second, pair.part))


def _known(exercise):
    """The fingerprints, by kind, of all that the students were given and of the workbook's own sources."""
    from ..catalog import cite, datasets, load

    copies = [student_copy(exercise, number)["cells"] for number in range(len(exercise.variants))]
    cells = {(cell["cell_type"], cell["source"]) for copy in copies for cell in copy}
    code = {text for type, text in cells if type == "code"}
    for text in {text for type, text in cells if type != "code"}:
        code |= {found[1] or found[2] for found in re.finditer(r"```\w*\n(.*?)```|`([^`\n]+)`", text, re.DOTALL)}
    titles = datasets()
    own = {*titles["title"], *map(str, map(cite, titles["dataset"]))}
    for column in ("paraphrase", "verdict_note", "note"):
        own |= set(load("claims")[column].dropna())
    found: dict = {WORDS: set(), SIGNS: set(), TOKENS: set()}
    for text in {text for _, text in cells} | own:
        keys = _read("", text, False).keys
        found[WORDS].update(_grams(keys, WORDS.gram))
        found[SIGNS].update(_grams(keys, SIGNS.gram))
    for text in code:
        found[TOKENS].update(_grams(_read("", text, True).keys, TOKENS.gram))
    return found


def _read(student, text, is_code):
    """The units of a ``text``, with its kind and with its quotations marked."""
    text = _clean(text)
    keys, starts, ends = array("Q"), array("L"), array("L")
    signs = 0
    for key, start, end, is_sign in _code_units(text) if is_code else _words(text):
        keys.append(_hashed(key))
        starts.append(start)
        ends.append(end)
        signs += is_sign
    kind = TOKENS if is_code else SIGNS if signs * 2 > len(keys) else WORDS
    read = _Text(student, text, kind, keys, starts, ends, bytearray(len(keys)))
    if not is_code:
        _mark_quotations(read)
    return read


# Colours of a terminal, signs that a page cannot hold, and those that turn the direction of the text after them.
_UNSHOWN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]"
)


def _clean(text):
    """``text`` as a page can show it."""
    text = _UNSHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


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


def _grams(keys, size):
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


def _chosen(grams, window):
    """The places of the fingerprints to keep: of each ``window`` of neighbours the smallest.

    If several are as small, the one that was kept before, else the last. The example is that of the paper (2003: 79).

    >>> grams = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98]
    >>> [(grams[place], place) for place in _chosen(grams, 4)]
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


def _compared(part, group, known, common):
    """The pairs of the texts in ``group`` (sorted by student) that have enough in common."""
    if len(group) < 2:
        return
    kind = group[0].kind
    all_grams = [_grams(read.keys, kind.gram) for read in group]
    counts = Counter(gram for grams in all_grams for gram in set(grams))
    limit = max(AT_LEAST - 1, common * len(group))
    holders: dict = defaultdict(list)
    for number, (read, grams) in enumerate(zip(group, all_grams, strict=True)):
        for place, gram in enumerate(grams):
            if gram in known or counts[gram] > limit:
                read.foreign[place : place + kind.gram] = b"\1" * kind.gram
        _keep_places(read, grams)
        for gram in read.places:
            if counts[gram] > 1:
                holders[gram].append(number)
    for number, read in enumerate(group):
        shared = Counter(other for gram in read.places for other in holders.get(gram, ()) if other > number)
        for other, both in sorted(shared.items()):
            share = both / min(len(read.places), len(group[other].places))
            if share >= kind.share:
                passages = _passages(read, group[other])
                length = sum(one.length for one in passages)
                if length >= kind.least:
                    longest = max(one.length for one in passages)
                    texts = (read.text, group[other].text)
                    student = group[other].student
                    yield Pair(read.student, student, part, kind.unit, longest, length, share, passages, texts)


def _keep_places(read, grams):
    """Keep the places of the winnowed fingerprints of ``read`` in which every unit is the student's own."""
    size = read.kind.gram
    own = array("Q", grams)
    last = read.foreign.rfind(1, 0, size - 1)
    for place in range(len(own)):
        if read.foreign[place + size - 1]:
            last = place + size - 1
        if last >= place:
            own[place] = PRIME  # larger than any fingerprint: never chosen before another
    for place in _chosen(own, read.kind.window):
        if own[place] != PRIME:
            places = read.places.setdefault(own[place], [])
            if len(places) < PLACES:
                places.append(place)


def _passages(one, two):
    """The common passages of two texts, the longest taken first, none over another, in the order of ``one``."""
    runs = sorted(_runs(one, two), key=lambda run: (-run[0], run))
    taken_one, taken_two = bytearray(len(one.keys)), bytearray(len(two.keys))
    found = []
    for length, i, j in runs:
        free = _either(taken_one[i : i + length], taken_two[j : j + length])
        foreign = _either(one.foreign[i : i + length], two.foreign[j : j + length])
        for piece in re.finditer(rb"\0+", free):
            own = foreign.count(0, *piece.span())
            if own < one.kind.gram:
                continue
            # A passage may run over a quotation or a given text, but neither begins nor ends with one.
            first, last = foreign.find(0, *piece.span()), foreign.rfind(0, *piece.span())
            places = [(text.starts[at + first], text.ends[at + last]) for text, at in ((one, i), (two, j))]
            for taken, at in ((taken_one, i), (taken_two, j)):
                taken[at + first : at + last + 1] = b"\1" * (last + 1 - first)
            found.append(Passage(places[0], places[1], own))
    return tuple(sorted(found, key=lambda passage: passage.first))


def _runs(one, two):
    """How long two texts stay the same around their common fingerprints: length, place in ``one``, place in ``two``."""
    common = one.places.keys() & two.places.keys()
    starts: list = []
    for gram in sorted(common, key=lambda gram: (len(one.places[gram]) * len(two.places[gram]), gram)):
        if len(starts) < STARTS:
            starts += [(i, j) for i in one.places[gram] for j in two.places[gram]]
    reached: dict = {}  # where the last run ended, by the distance between the places
    for i, j in sorted(starts):
        if i >= reached.get(i - j, 0):
            ahead = _reach(one.keys, two.keys, i, j, 1, min(len(one.keys) - i, len(two.keys) - j))
            back = _reach(one.keys, two.keys, i, j, -1, min(i, j))
            reached[i - j] = i + ahead
            yield back + ahead, i - back, j - back


def _reach(one, two, i, j, way, most):
    """How far, at ``most``, are two rows of keys the same, from ``i`` and ``j`` forwards (``way`` 1) or back (-1)?"""
    reached, step = 0, 8
    while step:
        near, far = sorted((way * reached, way * (reached + step)))
        if reached + step <= most and one[i + near : i + far] == two[j + near : j + far]:
            reached, step = reached + step, step * 2
        else:
            step //= 2
    return reached


def _either(one, two):
    """Two rows of marks as one: marked is what is marked in either."""
    return (int.from_bytes(one) | int.from_bytes(two)).to_bytes(len(one))


STYLE = """
body { margin: 0 auto; padding: 1em; max-width: 90em; font-family: system-ui, sans-serif; line-height: 1.5;
  color: #1a1a1a; background: #fff; }
.intro { max-width: 50em; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 0.2em 0.8em 0.2em 0; border-bottom: 1px solid #767676;
  overflow-wrap: anywhere; }
section { margin-top: 2em; border-top: 2px solid #1a1a1a; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20em, 100%), 1fr)); gap: 0 2em; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.code { font-family: ui-monospace, monospace; font-size: 0.9em; }
mark { background: #fff2b3; color: inherit; text-decoration: underline; }
a { color: #0b5394; }
"""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Works with passages in common</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Works with passages in common</h1>
<div class="intro">
<p><strong>An invitation to look, not a verdict.</strong> A program compared the works of a class word by word and
lists pairs that have passages in common. It does not know how they came about. There are many good reasons for
likeness: the same starter, the same sources, the same teacher and notes of the same lessons, a study group, a phrase
that everybody uses, for short code the one way to write it. Read both works, and ask the students, before you think
anything of it. Do not take the figures as marks, and do not pass this page on: it shows students’ works.</p>
<p>Left out are the texts that students were given, passages of the workbook’s claims, titles and citations, quotations
that are marked as such, and passages that a good part of the class has in common. What was put into other words or
translated is not found: a work that is not listed proves nothing either. Pairs need at least {floors}.
Signs are counted in scripts without spaces; tokens are the names, numbers and operators of code.</p>
<p>What two works have in common is marked and underlined, with the same number in both.</p>
</div>
{body}
</main>
</body>
</html>
"""
MOST = 200  # pairs on one page
LONGEST = 3000  # signs shown of one stretch


def report(pairs, most=MOST):
    """One page for the instructor: each of ``pairs`` side by side, common passages marked, and why it is listed.

    It says at its top that it is an invitation to look and no verdict, and what may explain likeness. It needs no
    network, names nobody but by id, and shows the first ``most`` pairs.
    """
    kinds = (WORDS, SIGNS, TOKENS)
    floors = ", or ".join(f"{kind.least} {kind.unit} and {_percent(kind.share)} in common" for kind in kinds)
    if not pairs:
        return PAGE.format(style=STYLE, floors=floors, body="<p>No pair has enough in common to be listed.</p>")
    shown = list(enumerate(pairs[:most], start=1))
    more = f"<p>{len(pairs) - most} more pairs have less in common and are not shown.</p>" if len(pairs) > most else ""
    rows = "\n".join(_row(number, pair) for number, pair in shown)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Pair", "Part", "Longest passage", "In common", "Share"))
    table = f"<table><caption>The pairs, the longest passage first</caption>\n<thead><tr>{head}</tr></thead>"
    sections = "\n".join(_section(number, pair) for number, pair in shown)
    body = f"<h2>Overview</h2>\n{table}\n<tbody>\n{rows}\n</tbody></table>\n{more}\n{sections}"
    return PAGE.format(style=STYLE, floors=floors, body=body)


def _id(student):
    return f"<bdi>{escape(_clean(student))}</bdi>"


def _percent(share):
    return f"{share * 100:.0f} percent"


def _row(number, pair):
    return (
        f'<tr><th scope="row"><a href="#pair-{number}">{number}: {_id(pair.first)} and {_id(pair.second)}</a></th>'
        f"<td>{escape(_clean(pair.part))}</td><td>{pair.longest} {pair.unit}</td><td>{pair.common} {pair.unit}</td>"
        f"<td>{_percent(pair.share)}</td></tr>"
    )


def _section(number, pair):
    sides = "\n".join(_side(number, pair, side) for side in (0, 1))
    count = f"{len(pair.passages)} passages" if len(pair.passages) > 1 else "1 passage"
    return f"""<section id="pair-{number}" aria-labelledby="title-{number}">
<h2 id="title-{number}">Pair {number}: {_id(pair.first)} and {_id(pair.second)}, {escape(_clean(pair.part))}</h2>
<p>Listed because the two have {pair.common} {pair.unit} in common, in {count}, the longest of {pair.longest},
and because {_percent(pair.share)} of the shorter work’s own fingerprints are in the other work too.
The figures give no reason.</p>
<div class="sides">
{sides}
</div>
</section>"""


def _side(number, pair, side):
    text = pair.texts[side]
    spans = sorted(((one.first, one.second)[side], name) for name, one in enumerate(pair.passages, start=1))
    parts, at = [], 0
    other = "ab"[1 - side]
    for (start, end), name in spans:
        parts.append(_stretch(text[at:start]))
        link = f'<a href="#pair-{number}-{other}{name}" aria-label="[{name}] in the other work">[{name}]</a>'
        parts.append(f'<mark id="pair-{number}-{"ab"[side]}{name}">{link} {_stretch(text[start:end])}</mark>')
        at = end
    parts.append(_stretch(text[at:]))
    look = 'class="text code" dir="ltr"' if pair.unit == TOKENS.unit else 'class="text" dir="auto"'
    return f'<div><h3>{_id((pair.first, pair.second)[side])}</h3>\n<div {look} lang="">{"".join(parts)}</div></div>'


def _stretch(text):
    """Text for the page; of a very long stretch only its begin and end."""
    if len(text) > LONGEST:
        left = len(text) - LONGEST
        text = f"{text[: LONGEST // 2]} [… {left} signs are not shown …] {text[-LONGEST // 2 :]}"
    return escape(_clean(text))
