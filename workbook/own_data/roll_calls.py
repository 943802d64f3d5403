"""Roll calls of the UN General Assembly, as E. Voeten and others publish them: how alike did states vote?

The files UNVotes*.csv of doi:10.7910/DVN/LEJUQZ have one row per roll call and state, over a million in all. They are
read with polars, an extra of the workbook (roll-calls), block by block: its scan_csv is as quick, but maps
the whole file into memory, which the system counts as used (570 MB for a file of 383 MB; here it is 250 MB).
"""

import csv
import io
import itertools
from pathlib import Path

from ..base.errors import BadData, WorkbookError, unknown
from ..catalog.cards import vocabulary

ACTORS = ("CHN", "RUS", "PRK", "USA", "JPN", "KOR")
VOTES = {1: "yes", 2: "abstain", 3: "no", 8: "absent", 9: "not a member"}
BLOCK = 16 * 1024**2  # bytes
SURPLUS = "more than the header has"
SHARES = ("agreement_score", "identical_vote_share", "opposite_vote_share")

# The codes of the Correlates of War project (State System Membership, 2016) for the actors that are UN members.
# 365 is Russia and before it the Soviet Union, 345 Serbia and before it Yugoslavia.
LISTED = (
    "CHN 710 RUS 365 PRK 731 USA 2 JPN 740 KOR 732 AGO 540 ARM 371 BDI 516 BFA 439 BHS 31 BLR 370 BOL 145 CAF 482 "
    "COD 490 COG 484 COM 581 CUB 40 DZA 615 ECU 130 EGY 651 ERI 531 ETH 530 FRA 220 GAB 481 GBR 200 GIN 438 GMB 420 "
    "GNQ 411 HTI 41 HUN 310 IDN 850 IND 750 IRN 630 IRQ 645 ISR 666 KAZ 705 KGZ 703 KHM 811 LAO 812 LBY 620 LKA 780 "
    "MHL 983 MLI 432 MMR 775 MYS 820 NAM 565 NER 436 NIC 93 OMN 698 PAK 770 PHL 840 PLW 986 SDN 625 SOM 520 SRB 345 "
    "SSD 626 SYR 652 TCD 483 TJK 702 TKM 701 UGA 500 UKR 369 UZB 704 VEN 101 VNM 816 ZAF 560 ZWE 552"
)
COW_CODES = {state: int(code) for state, code in zip(LISTED.split()[::2], LISTED.split()[1::2], strict=True)}


def roll_call_agreement(path, countries=ACTORS, progress=None):
    """How alike did each two of ``countries`` vote in the General Assembly, year by year?

    ``path`` is a roll-call file, separated by commas or tabs. Returns a table and a list of remarks on what was left
    out. The table has one row per year and dyad with a vote that both cast (yes, abstain, no): ``year``, ``actor_a``,
    ``actor_b`` in the fixed order of actors, ``agreement_score`` (0 to 1), ``identical_vote_share``,
    ``opposite_vote_share`` (one yes, one no) and ``votes``, the number of votes that both cast.

    The agreement score is 1 − the mean absolute difference of the votes, a yes being 1, an abstention ½, a no 0
    (Voeten 2013). ``workbook.measures.agreement`` gives the same for a small table. The year is that of the date,
    where the file has one; sessions run over the turn of the year. ``progress`` is called with the share of the file
    that has been read, 0 to 1.

    Raises UnknownName for a country without a code here, BadData, with the row, for a file that breaks the form.
    """
    import pandas as pd

    states = ordered(countries)
    cast, remarks = _cast_votes(Path(path), states, progress)
    # Not to_pandas(), which would take pyarrow too.
    return pd.DataFrame(_agreement(cast, states).to_dict(as_series=False)), remarks


def roll_call_table(path, countries=ACTORS):
    """How did each of ``countries`` vote on each roll call?

    Returns one row per roll call on which one of them cast a vote: ``rcid``, ``year`` and ``vote_CHN`` and so on
    (yes, abstain, no; missing: absent or not a member), as ``workbook.measures.agreement`` takes it.
    """
    import pandas as pd

    states = ordered(countries)
    cast, _ = _cast_votes(Path(path), states)
    words = {share: VOTES[code] for code, share in _shares_of_a_yes().items()}
    columns = {f"vote_{state}": pd.Series([words.get(cell) for cell in cast[state]]) for state in states}
    return pd.DataFrame({"rcid": cast["rcid"].to_list(), "year": cast["year"].to_list(), **columns})


def ordered(countries):
    """``countries`` in the fixed order of the vocabulary. Raises UnknownName for one that has no code here."""
    for country in countries:
        if country not in COW_CODES:
            raise unknown("state", country, COW_CODES)
    if len(set(countries)) < 2:
        raise WorkbookError("Agreement takes two countries or more, such as CHN,RUS.")
    return [actor for actor in vocabulary()["actors"] if actor in countries]


def _shares_of_a_yes() -> dict[int, float]:
    """How much of a yes each code of a cast vote is."""
    from ..measures.votes import SHARE_OF_A_YES  # here, because it takes pandas along

    return {code: SHARE_OF_A_YES[word] for code, word in VOTES.items() if word in SHARE_OF_A_YES}


def _polars():
    try:
        import polars
    except ImportError:
        raise WorkbookError(
            'Reading roll calls takes polars. Install it: python -m pip install "triangle-workbook[roll-calls]"'
        ) from None
    return polars


def _cast_votes(path, states, progress=None):
    """One row per roll call: ``rcid``, ``year`` and for each state 1 (yes), ½ (abstain), 0 (no) or nothing."""
    pl = _polars()
    names, separator = _header(path)
    rows = _rows(path, states, names, separator, progress)
    _refuse_bad_rows(path, rows)
    remarks = [] if "date" in names else ["The file has no dates, so the year is the one that its column year gives."]
    undated = rows.filter(pl.col("year").is_null())["rcid"].n_unique()
    if undated:
        remarks.append(f"Left out are roll calls without date and year: {undated}.")
    shares = _shares_of_a_yes()
    votes = rows.drop_nulls("year").filter(pl.col("code").is_in(list(shares)))
    votes = votes.group_by("rcid", "state").agg(
        pl.col("year").min(), pl.col("code").first(), pl.col("code").n_unique().alias("different"), pl.col("row").min()
    )
    double = votes.filter(pl.col("different") > 1).sort("row")
    if len(double):
        rcid, state = double.row(0)[:2]
        twice = f"{len(double)}, first that of {state} on roll call {rcid}"
        remarks.append(f"Left out are votes that stand there twice and differ: {twice}.")
    votes = votes.filter(pl.col("different") == 1)
    voted = set(votes["state"])
    silent = [state for state in states if state not in voted]
    if silent:
        remarks.append(f"No vote of {', '.join(silent)} is in the file.")
    share = pl.col("code").replace_strict(shares, return_dtype=pl.Float64)
    by_state = [share.filter(pl.col("state") == state).first().alias(state) for state in states]
    return votes.group_by("rcid").agg(pl.col("year").min(), *by_state).sort("year", "rcid"), remarks


def _rows(path, states, names, separator, progress):
    """The rows of ``states``, and those whose vote is no known code: row of the file, rcid, state, code, vote, year."""
    pl = _polars()
    size, read, row, found = path.stat().st_size, 0, 2, []
    needed = [names[name] for name in ("rcid", "vote", "ccode", "country", "date", "year") if name in names]
    columns = _columns(names, states)
    known = pl.col("state").is_not_null() | pl.col("code").is_null()
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
            said = str(error).splitlines()[0]
            raise BadData(f"{path.name} cannot be read somewhere after row {row}: {said}.") from None
        surplus = part[SURPLUS].is_not_null().arg_max()
        if surplus is not None and part[SURPLUS][surplus] is not None:
            raise BadData(f"{path.name}, row {row + surplus}: more cells than the header has.")
        found.append(part.with_row_index("row", row).select("row", **columns).filter(known))
        row, read = row + len(part), read + len(block)
        if progress:
            progress(read / size)
    if not found:
        raise BadData(f"{path.name} holds no rows.")
    return pl.concat(found)


def _columns(names, states):
    """What the columns of the file mean, as polars works it out."""
    pl = _polars()
    wanted = {COW_CODES[state]: state for state in states}
    state, unnumbered = pl.lit(None, pl.String), pl.lit(True)
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
        "code": pl.when(code.is_in([float(known) for known in VOTES])).then(code).cast(pl.Int8),
        "vote": pl.col(names["vote"]),
        "date": date,
        "year": date.str.extract(r"(19[4-9]\d|20\d\d)").cast(pl.Int32),
    }


def _blocks(path):
    """The first line of the file, then the others in blocks of about 16 MB."""
    with path.open("rb") as file:
        yield file.readline()
        rest = b""
        while piece := file.read(BLOCK):
            block = rest + piece
            cut = _end_of_record(block)
            if cut:
                yield block[:cut]
            rest = block[cut:]
        if rest.strip():
            yield rest


def _end_of_record(block):
    """Where the last whole record of ``block`` ends: at a line break that no quotation marks enclose."""
    end = block.rfind(b"\n")
    inside = block.count(b'"', 0, end + 1) % 2
    while inside and end >= 0:
        before = block.rfind(b"\n", 0, end)
        inside = (inside + block.count(b'"', before + 1, end)) % 2
        end = before
    return end + 1


def _header(path):
    """The columns of the file as they stand there, by their name in small letters, and its separator."""
    try:
        with path.open("rb") as file:
            start = file.readline(100_000)
    except OSError as error:
        raise WorkbookError(f"{path} cannot be read: {error.strerror}.") from None
    line = start.decode("utf-8-sig", "replace")
    separator = max(",\t;", key=line.count)
    cells = [] if "\0" in line else next(csv.reader([line], delimiter=separator), [])
    names = {cell.strip().lower(): cell for cell in cells}
    choices = (("rcid",), ("vote",), ("ccode", "country"), ("date", "year"))
    lacking = [" or ".join(choice) for choice in choices if not names.keys() & set(choice)]
    if not {"rcid", "vote"} & names.keys():
        raise BadData(
            f"{path.name} is not a roll-call file: its first line names no column rcid and no column vote."
            " Take UNVotes.csv from the «United Nations General Assembly Voting Data» on Harvard Dataverse."
        )
    if lacking:
        advice = " Older releases keep dates in a second file; take UNVotes.csv." if "date or year" in lacking else ""
        raise BadData(f"{path.name} lacks the column {', '.join(lacking)}.{advice}")
    return names, separator


def _refuse_bad_rows(path, rows):
    pl = _polars()
    known = ", ".join(f"{code} ({word})" for code, word in VOTES.items())
    for wrong, sentence in (
        (pl.col("code").is_null(), "the vote «{vote}» is not one of " + known),
        (pl.col("rcid").is_null(), "there is no number of the roll call (rcid)"),
        (pl.col("date").is_not_null() & pl.col("year").is_null(), "the date «{date}» holds no year from 1946"),
    ):
        first = rows.filter(wrong).sort("row").head(1).to_dicts()
        if first:
            cells = {name: "" if cell is None else cell for name, cell in first[0].items()}
            raise BadData(f"{path.name}, row {cells['row']}: {sentence.format(**cells)}.")
    if rows.is_empty():
        raise BadData(f"{path.name} holds no vote of these countries.")


def _agreement(cast, states):
    pl = _polars()
    parts = []
    for place, (first, second) in enumerate(itertools.combinations(states, 2)):
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
                pl.lit(place).alias("place"),
            )
        )
    return pl.concat(parts).with_columns(pl.col("year").cast(pl.Int64)).sort("year", "place").drop("place")
