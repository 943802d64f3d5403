"""Do launches keep close to meetings of Russia and North Korea? The choices that can be defended, all at once."""

import pandas as pd

from .date_distances import Span, closeness_by_choice
from .summit_meetings import talks

# The first arms train and the visit of Russia's minister of defence; the first report of planned sales of arms.
TRAIN, VISIT, REPORT = "E157", "E161", "E150"
# The same rocket was tried again after 85 and 89 days in 2023: launches within 90 days are one campaign.
BLOCKS: dict[str, int | None] = {"alone": 0, "campaigns": 90, "series": None}


def launch_closeness(tests: pd.DataFrame, summits: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Are launches nearer to meetings with Russia than chance has it, under each choice that can be defended?

    The tables are those of ``wb.load`` by these names (``missile_tests``, ``summits``, ``events``). ``launches`` are
    the satellite rockets, the solid-fuel ICBMs, or both, as CNS lists them; ``others`` the summits of the two leaders,
    or these with the first arms train and the visit of Russia's minister of defence; ``span`` one of six.

    Returns one row per specification, with ``launches`` and the columns of ``closeness_by_choice``: p from 0 to 1,
    distances in days.

    By construction: a long span makes all that happened in the busy years since 2022 look near, and every row rests
    on the same few launches.

    Raises WorkbookError as ``closeness_test`` does.

    Source: multiverse analysis (Steegen and others 2016) and specification curve (Simonsohn and others 2020).

    >>> import workbook as wb
    >>> rows = launch_closeness(*map(wb.load, ("missile_tests", "summits", "events")))
    >>> len(rows) == 3 * 2 * 6 * 2 * 3 * 2
    True
    """
    listed = tests[tests["counted_by"] == "CNS"]
    ends = listed["date"].max()
    satellites = listed.loc[listed["range_class"] == "SLV", "date"]
    solid = listed.loc[(listed["range_class"] == "ICBM") & (listed["fuel"] == "solid"), "date"]
    held = talks(summits)
    meetings = held.loc[held["dyad"] == "RUS-PRK", "date_start"]
    day = events.set_index("event_id")["date"]
    others = {"summits": list(meetings), "contacts": [*meetings, day[TRAIN], day[VISIT]]}
    found = []
    for name, chosen in (("satellites", [satellites]), ("solid", [solid]), ("both", [satellites, solid])):
        days = pd.concat(chosen)
        programmes = [number for number, part in enumerate(chosen) for _ in part]
        recent = days[days >= "2022"]
        spans: dict[str, Span] = {
            "war": ("2022-01-01", ends),
            "two_years": ("2023-01-01", "2024-12-31"),
            "launches": (recent.min(), recent.max()),
            "reports": (day[REPORT], ends),
            "met": (meetings[meetings >= "2019"].min(), ends),
            "kim": ("2012-01-01", ends),
        }
        found.append(closeness_by_choice(days, programmes, others, spans, BLOCKS).assign(launches=name))
    return pd.concat(found, ignore_index=True)
