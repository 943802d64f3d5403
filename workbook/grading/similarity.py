"""Which works of a class have passages in common? An invitation to look, never a verdict.

Texts are compared by winnowed fingerprints: Schleimer, Wilkerson and Aiken 2003, “Winnowing: local algorithms for
document fingerprinting”, SIGMOD, pages 76-85. What is rewritten in other words, or translated, is not found; and what
is found may have come about in many ways: the same starter, the same sources, the same teacher, a study group.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..assignments.copies import student_copy
from ..assignments.source import Exercise
from .fingerprints import PRIME, SIGNS, TOKENS, WORDS, CutText, Keys, TextKind, chosen, grams_of, read_text

CODE = "code"
COMMON, AT_LEAST = 0.25, 5  # a passage that more than this share of the works has, and so many, is nobody's own
PLACES = 16  # of one fingerprint in one work, and
STARTS = 100_000  # places where two works meet: few words over and over would give millions


@dataclass(frozen=True)
class Work:
    """What one student handed in: the code, and the essays by name."""

    code: str = ""
    essays: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Passage:
    """What two texts have in common in one piece: where it begins and ends in each, and its length in units."""

    first: tuple[int, int]
    second: tuple[int, int]
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
    passages: tuple[Passage, ...]
    texts: tuple[str, str]


def similar_pairs(submissions: Mapping[str, Work], exercise: Exercise, common: float = COMMON) -> list[Pair]:
    """Which works of the class have passages in common? Pairs to look at, the longest common passage first.

    ``submissions`` has a Work for each student id. Discounted are texts that the students were given with the
    ``exercise`` (all variants), passages of the workbook's claims, titles and citations, quotations in quotation marks
    or blockquotes, and what more than the share ``common`` of the works has (and five at least). Names of variables
    and numbers of code count as alike; lines that only keep a value (``q1 = 83.1``) are left out, for right answers
    are alike by design. A pair is no verdict: likeness may come from the same starter, sources or teacher.
    """
    groups: defaultdict[tuple[str, TextKind], list[CutText]] = defaultdict(list)
    for student in sorted(submissions):
        work = submissions[student]
        parts = [(CODE, True, work.code), *((name, False, text) for name, text in work.essays.items())]
        for part, is_code, text in parts:
            cut = read_text(student, text, is_code)
            if len(cut.keys) >= cut.kind.least:
                groups[part, cut.kind].append(cut)
    known = _known(exercise) if any(len(group) > 1 for group in groups.values()) else {}
    pairs = [
        pair for (part, kind), group in groups.items() for pair in _compared(part, group, known.get(kind, ()), common)
    ]
    return sorted(pairs, key=lambda pair: (-pair.longest, -pair.share, pair.first, pair.second, pair.part))


def _known(exercise: Exercise) -> dict[TextKind, set[int]]:
    """The fingerprints, by kind, of all that the students were given and of the workbook's own sources."""
    from ..catalog import cite, datasets, load

    copies = [student_copy(exercise, number)["cells"] for number in range(len(exercise.variants))]
    cells = {(cell["cell_type"], cell["source"]) for copy in copies for cell in copy}
    code = {text for type, text in cells if type == "code"}
    for text in {text for type, text in cells if type != "code"}:
        code |= {match[1] or match[2] for match in re.finditer(r"```\w*\n(.*?)```|`([^`\n]+)`", text, re.DOTALL)}
    titles = datasets()
    sources = {*titles["title"], *map(str, map(cite, titles["dataset"]))}
    for column in ("paraphrase", "verdict_note", "note"):
        sources |= set(load("claims")[column].dropna())
    grams: dict[TextKind, set[int]] = {WORDS: set(), SIGNS: set(), TOKENS: set()}
    for text in {text for _, text in cells} | sources:
        keys = read_text("", text, False).keys
        grams[WORDS].update(grams_of(keys, WORDS.gram))
        grams[SIGNS].update(grams_of(keys, SIGNS.gram))
    for text in code:
        grams[TOKENS].update(grams_of(read_text("", text, True).keys, TOKENS.gram))
    return grams


def _compared(part: str, group: Sequence[CutText], known: Collection[int], common: float) -> Iterator[Pair]:
    """The pairs of the texts in ``group`` (sorted by student) that have enough in common."""
    if len(group) < 2:
        return
    kind = group[0].kind
    all_grams = [grams_of(cut.keys, kind.gram) for cut in group]
    counts = Counter(gram for grams in all_grams for gram in set(grams))
    limit = max(AT_LEAST - 1, common * len(group))
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, (cut, grams) in enumerate(zip(group, all_grams, strict=True)):
        for index, gram in enumerate(grams):
            if gram in known or counts[gram] > limit:
                cut.foreign[index : index + kind.gram] = b"\1" * kind.gram
        _keep_places(cut, grams)
        for gram in cut.places:
            if counts[gram] > 1:
                holders[gram].append(number)
    for number, cut in enumerate(group):
        shared = Counter(other for gram in cut.places for other in holders.get(gram, ()) if other > number)
        for other, both in sorted(shared.items()):
            share = both / min(len(cut.places), len(group[other].places))
            if share >= kind.share:
                passages = _passages(cut, group[other])
                length = sum(passage.length for passage in passages)
                if length >= kind.least:
                    longest = max(passage.length for passage in passages)
                    texts = (cut.text, group[other].text)
                    student = group[other].student
                    yield Pair(cut.student, student, part, kind.unit, longest, length, share, passages, texts)


def _keep_places(cut: CutText, grams: Keys) -> None:
    """Keep the places of the winnowed fingerprints of ``cut`` in which every unit is the student's own."""
    size = cut.kind.gram
    own = array("Q", grams)
    last = cut.foreign.rfind(1, 0, size - 1)
    for index in range(len(own)):
        if cut.foreign[index + size - 1]:
            last = index + size - 1
        if last >= index:
            own[index] = PRIME  # larger than any fingerprint: never chosen before another
    for index in chosen(own, cut.kind.window):
        if own[index] != PRIME:
            places = cut.places.setdefault(own[index], [])
            if len(places) < PLACES:
                places.append(index)


def _passages(one: CutText, two: CutText) -> tuple[Passage, ...]:
    """The common passages of two texts, the longest taken first, none over another, in the order of ``one``."""
    runs = sorted(_runs(one, two), key=lambda run: (-run[0], run))
    taken_one, taken_two = bytearray(len(one.keys)), bytearray(len(two.keys))
    passages = []
    for length, i, j in runs:
        free = _either(taken_one[i : i + length], taken_two[j : j + length])
        foreign = _either(one.foreign[i : i + length], two.foreign[j : j + length])
        for piece in re.finditer(rb"\0+", free):
            own = foreign.count(0, *piece.span())
            if own < one.kind.gram:
                continue
            # A passage may run over a quotation or a given text, but neither begins nor ends with one.
            first, last = foreign.find(0, *piece.span()), foreign.rfind(0, *piece.span())
            in_one, in_two = ((text.starts[at + first], text.ends[at + last]) for text, at in ((one, i), (two, j)))
            for taken, at in ((taken_one, i), (taken_two, j)):
                taken[at + first : at + last + 1] = b"\1" * (last + 1 - first)
            passages.append(Passage(in_one, in_two, own))
    return tuple(sorted(passages, key=lambda passage: passage.first))


def _runs(one: CutText, two: CutText) -> Iterator[tuple[int, int, int]]:
    """How long two texts stay the same around their common fingerprints: length, place in ``one``, place in ``two``."""
    common = one.places.keys() & two.places.keys()
    starts: list[tuple[int, int]] = []
    for gram in sorted(common, key=lambda gram: (len(one.places[gram]) * len(two.places[gram]), gram)):
        if len(starts) < STARTS:
            starts += [(i, j) for i in one.places[gram] for j in two.places[gram]]
    reached: dict[int, int] = {}  # where the last run ended, by the distance between the places
    for i, j in sorted(starts):
        if i >= reached.get(i - j, 0):
            ahead = _reach(one.keys, two.keys, i, j, 1, min(len(one.keys) - i, len(two.keys) - j))
            back = _reach(one.keys, two.keys, i, j, -1, min(i, j))
            reached[i - j] = i + ahead
            yield back + ahead, i - back, j - back


def _reach(one: Keys, two: Keys, i: int, j: int, way: int, most: int) -> int:
    """How far, at ``most``, are two rows of keys the same, from ``i`` and ``j`` forwards (``way`` 1) or back (-1)?"""
    reached, step = 0, 8
    while step:
        near, far = sorted((way * reached, way * (reached + step)))
        if reached + step <= most and one[i + near : i + far] == two[j + near : j + far]:
            reached, step = reached + step, step * 2
        else:
            step //= 2
    return reached


def _either(one: bytearray, two: bytearray) -> bytes:
    """Two rows of marks as one: marked is what is marked in either."""
    return (int.from_bytes(one) | int.from_bytes(two)).to_bytes(len(one))
