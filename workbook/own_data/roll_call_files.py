"""Reading a file of roll calls with polars, block by block, and the agreement of its votes.

polars is an extra of the workbook (roll-calls), so this module is imported when a file is read. Its scan_csv is as
quick, but maps the whole file into memory, which the system counts as used (570 MB for a file of 383 MB; here it is
250 MB).
"""

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import polars as pl

from ..base.errors import BadData, WorkbookError
from .roll_call_codes import COW_CODES, SHARE_OF_YES, VOTE_WORDS

BLOCK = 16 * 1024**2  # bytes
LONGEST_LINE = 100_000  # bytes, of the first one
SURPLUS = "more than the header has"
SHARES = ("agreement_score", "identical_vote_share", "opposite_vote_share")

Progress: TypeAlias = Callable[[float], object]  # called with the share of the file that has been read, 0 to 1


def cast_votes(path: Path, states: Sequence[str], progress: Progress | None = None) -> tuple[pl.DataFrame, list[str]]:
    """How did each of ``states`` vote, by roll call?

    Returns one row per roll call (``rcid``, ``year`` and for each state 1 (yes), ½ (abstain), 0 (no) or nothing), and
    remarks on what was left out. Raises BadData, with the row, for a file that breaks the form, WorkbookError for one
    that cannot be read.
    """
    names, separator = _header(path)
    rows = _rows(path, states, names, separator, progress)
    _refuse_bad_rows(path, rows)
    remarks = [] if "date" in names else ["The file has no dates, so the years are those of its column year."]
    undated = rows.filter(pl.col("year").is_null())["rcid"].n_unique()
    if undated:
        remarks.append(f"Roll calls without a date and a year were left out: {undated}.")
    votes = rows.drop_nulls("year").filter(pl.col("code").is_in(list(SHARE_OF_YES)))
    votes = votes.group_by("rcid", "state").agg(
        pl.col("year").min(), pl.col("code").first(), pl.col("code").n_unique().alias("different"), pl.col("row").min()
    )
    double = votes.filter(pl.col("different") > 1).sort("row")
    if len(double):
        rcid, state = double.row(0)[:2]
        twice = f"{len(double)}, the first that of {state} on roll call {rcid}"
        remarks.append(f"Votes that appear twice and differ were left out: {twice}.")
    votes = votes.filter(pl.col("different") == 1)
    voted = set(votes["state"])
    silent = [state for state in states if state not in voted]
    if silent:
        remarks.append(f"No vote of {', '.join(silent)} is in the file.")
    share = pl.col("code").replace_strict(SHARE_OF_YES, return_dtype=pl.Float64)
    by_state = [share.filter(pl.col("state") == state).first().alias(state) for state in states]
    return votes.group_by("rcid").agg(pl.col("year").min(), *by_state).sort("year", "rcid"), remarks


def _rows(
    path: Path, states: Sequence[str], names: dict[str, str], separator: str, progress: Progress | None
) -> pl.DataFrame:
    """The rows of ``states``, and those whose vote is no known code: row of the file, rcid, state, code, vote, year."""
    size, read, row = path.stat().st_size, 0, 2
    parts: list[pl.DataFrame] = []
    needed = [names[name] for name in ("rcid", "vote", "ccode", "country", "date", "year") if name in names]
    columns = _columns(names, states)
    wanted = pl.col("state").is_not_null() | pl.col("code").is_null()
    blocks = _blocks(path)
    # Where only some columns are read, polars passes over surplus cells, so a column waits for them here.
    head = next(blocks).rstrip(b"\r\n") + f"{separator}{SURPLUS}\n".encode()
    for block in blocks:
        try:
            part = pl.read_csv(
                io.BytesIO(head + block),
                columns=[*needed, SURPLUS],
                separator=separator,
                infer_schema=False,
                null_values=["", "NA"],
                encoding="utf8-lossy",
            )
        except (pl.exceptions.ComputeError, pl.exceptions.NoDataError, pl.exceptions.ShapeError) as error:
            reason = str(error).splitlines()[0]
            raise BadData(f"{path.name} cannot be read somewhere after row {row}: {reason}.") from None
        surplus = part[SURPLUS].is_not_null().arg_max()
        if surplus is not None and part[SURPLUS][surplus] is not None:
            raise BadData(f"{path.name}, row {row + surplus}: more cells than the header has.")
        parts.append(part.with_row_index("row", row).select("row", **columns).filter(wanted))
        row, read = row + len(part), read + len(block)
        if progress:
            progress(read / size)
    if not parts:
        raise BadData(f"{path.name} holds no rows.")
    return pl.concat(parts)


def _columns(names: dict[str, str], states: Sequence[str]) -> dict[str, pl.Expr]:
    """What the columns of the file mean, as polars works it out."""
    wanted = {COW_CODES[state]: state for state in states}
    state: pl.Expr = pl.lit(None, pl.String)
    unnumbered: pl.Expr = pl.lit(True)
    if "ccode" in names:
        number = pl.col(names["ccode"]).cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
        state = number.replace_strict(wanted, default=None, return_dtype=pl.String)
        unnumbered = pl.col(names["ccode"]).is_null()
    if "country" in names:
        # Where a release gives no number, its ISO code names the state.
        name = pl.col(names["country"]).str.strip_chars()
        state = pl.coalesce(state, pl.when(unnumbered & name.is_in(states)).then(name))
    code = pl.col(names["vote"]).cast(pl.Float64, strict=False)
    date = pl.coalesce(pl.col(names[name]) for name in ("date", "year") if name in names)
    return {
        "rcid": pl.col(names["rcid"]),
        "state": state,
        "code": pl.when(code.is_in([float(number) for number in VOTE_WORDS])).then(code).cast(pl.Int8),
        "vote": pl.col(names["vote"]),
        "date": date,
        "year": date.str.extract(r"(19[4-9]\d|20\d\d)").cast(pl.Int32),
    }


def _blocks(path: Path) -> Iterator[bytes]:
    """The first line of the file, then the others in blocks of about 16 MB; lines of a Mac end as all others here."""
    with path.open("rb") as file:
        mac = _of_a_mac(file.read(LONGEST_LINE))
        file.seek(0)
        rest = b""
        if not mac:
            yield file.readline()
        else:
            first, _, rest = file.read(LONGEST_LINE).partition(b"\r")
            yield first + b"\n"
            rest = rest.replace(b"\r", b"\n")
        while piece := file.read(BLOCK):
            block = rest + (piece.replace(b"\r", b"\n") if mac else piece)
            cut = _end_of_record(block)
            if cut:
                yield block[:cut]
            rest = block[cut:]
        if rest.strip():
            yield rest


def _of_a_mac(start: bytes) -> bool:
    """Whether the lines of a file end in a carriage return alone; a line feed within a cell does not count."""
    end = re.search(rb"\r\n?|\n", re.sub(rb'"[^"]*"', b"", start))
    return end is not None and end[0] == b"\r"


def _end_of_record(block: bytes) -> int:
    """Where the last whole record of ``block`` ends: at a line break that no quotation marks enclose."""
    end = block.rfind(b"\n")
    inside = block.count(b'"', 0, end + 1) % 2
    while inside and end >= 0:
        before = block.rfind(b"\n", 0, end)
        inside = (inside + block.count(b'"', before + 1, end)) % 2
        end = before
    return end + 1


def _header(path: Path) -> tuple[dict[str, str], str]:
    """The columns of the file as they stand there, by their name in small letters, and its separator."""
    try:
        with path.open("rb") as file:
            start = file.read(LONGEST_LINE)
    except OSError as error:
        raise WorkbookError(f"{path} cannot be read: {error.strerror}.") from None
    line = re.split(rb"[\r\n]", start, maxsplit=1)[0].decode("utf-8-sig", "replace")
    separator = max(",\t;", key=line.count)
    cells = [] if "\0" in line else next(csv.reader([line], delimiter=separator), [])
    names = {cell.strip().lower(): cell for cell in cells}
    choices = (("rcid",), ("vote",), ("ccode", "country"), ("date", "year"))
    lacking = [" or ".join(choice) for choice in choices if not names.keys() & set(choice)]
    if not {"rcid", "vote"} & names.keys():
        raise BadData(
            f"{path.name} is not a roll-call file: its first line names no column rcid and no column vote."
            " Take UNVotes.csv from the “United Nations General Assembly Voting Data” on Harvard Dataverse."
        )
    if lacking:
        advice = " Older releases keep dates in a second file; take UNVotes.csv." if "date or year" in lacking else ""
        raise BadData(f"{path.name} lacks the column {', '.join(lacking)}.{advice}")
    return names, separator


def _refuse_bad_rows(path: Path, rows: pl.DataFrame) -> None:
    codes = ", ".join(f"{code} ({word})" for code, word in VOTE_WORDS.items())
    for wrong, sentence in (
        (pl.col("code").is_null(), "the vote “{vote}” is not one of " + codes),
        (pl.col("rcid").is_null(), "there is no number of the roll call (rcid)"),
        (pl.col("date").is_not_null() & pl.col("year").is_null(), "the date “{date}” holds no year from 1946"),
    ):
        first = rows.filter(wrong).sort("row").head(1).to_dicts()
        if first:
            cells = {name: "" if cell is None else cell for name, cell in first[0].items()}
            raise BadData(f"{path.name}, row {cells['row']}: {sentence.format(**cells)}.")
    if rows.is_empty():
        raise BadData(f"{path.name} holds no vote of these countries.")


def agreement(cast: pl.DataFrame, states: Sequence[str]) -> pl.DataFrame:
    """The agreement of each two of ``states`` by year, from what ``cast_votes`` gives; see ``roll_call_agreement``."""
    parts = []
    for rank, (first, second) in enumerate(itertools.combinations(states, 2)):
        apart = (pl.col(first) - pl.col(second)).abs()
        parts.append(
            cast.drop_nulls([first, second])
            .group_by("year")
            .agg(
                pl.lit(first).alias("actor_a"),
                pl.lit(second).alias("actor_b"),
                (1 - apart.mean()).alias(SHARES[0]),
                (apart == 0).mean().alias(SHARES[1]),
                (apart == 1).mean().alias(SHARES[2]),
                pl.len().cast(pl.Int64).alias("votes"),
                pl.lit(rank).alias("rank"),
            )
        )
    return pl.concat(parts).with_columns(pl.col("year").cast(pl.Int64)).sort("year", "rank").drop("rank")
