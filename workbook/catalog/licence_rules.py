"""What the licence of a table may say, given whose rows stand in it."""

from collections.abc import Collection, Iterator

from .cards import Card, Provenance
from .shared import vocabulary

SHARE_ALIKE = "-SA-"


def licence_problems(card: Card, works: Collection[str] | None = None) -> Iterator[str]:
    """What is wrong with the licence of a dataset, and with what it says of its sources? One sentence per problem.

    A table is as strict as the strictest of those whose rows stand in it. ``works`` are the keys of works, None to
    leave them out.
    """
    where, strictness = f"{card.name}/card.toml", {name: rank for rank, name in enumerate(vocabulary()["licences"])}
    known = f"is not one of {', '.join(strictness)} (licences in vocabulary.toml)"
    if strange := [part for part in card.provenance if part.licence not in strictness]:
        yield f"{where}: the licence “{strange[0].licence}” of {strange[0].provider} {known}."
        return
    for part in card.provenance:
        for work in part.works if works is not None else ():
            if works is not None and work not in works:
                yield f"{where}: provenance of {part.provider} names “{work}”, which is not in works."
    if card.licence not in strictness:
        yield f"{where}: the licence “{card.licence}” {known}."
        return
    bound = binding(card)
    strictest = max(bound, key=lambda part: strictness[part.licence], default=None)
    if strictest and strictness[card.licence] < strictness[strictest.licence]:
        yield (
            f"{where} says {card.licence}, but {strictest.provider} asks {strictest.licence} "
            f'({vocabulary()["licences"][strictest.licence]}): write licence = "{strictest.licence}".'
        )
    for part in bound:
        if SHARE_ALIKE in part.licence and strictness[card.licence] > strictness[part.licence]:
            yield (
                f"{where}: the rows of {part.provider} go out under {part.licence} only, not under "
                f"{card.licence}; give them a table of their own."
            )


def binding(card: Card) -> list[Provenance]:
    """Those whose rows stand in the table of ``card``, so that their licence binds it."""
    return [part for part in card.provenance if part.taken == "rows"]
