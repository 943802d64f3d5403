"""`workbook data resolve`: which forecasts do the datasets decide on a day?"""

import datetime

import click

from workbook.base import WorkbookError

from .. import example


@click.command(
    "resolve",
    short_help="Say which forecasts the data decide.",
    epilog=example("workbook data resolve --on 2027-01-01"),
)
@click.option("--on", "day", metavar="DAY", help="The day to judge on, such as 2027-01-01; today without it.")
def command(day: str | None) -> int:
    """Go through the dataset forecasts: which came true, which did not, by which rows, and which are open.

    Silence decides nothing before the deadline, nor where the datasets were looked for up to an earlier day.
    """
    from workbook import measures
    from workbook.base.wording import on_day
    from workbook.catalog import load, looked_until, up_to

    try:
        on = datetime.date.fromisoformat(day) if day else datetime.date.today()
    except ValueError:
        raise WorkbookError(f"“{day}” is no day; type one such as 2027-01-01.") from None
    tables = {name: load(name) for name in measures.RULE_TABLES}
    found = measures.decide(load("forecasts"), tables, {name: looked_until(name) for name in tables}, on)
    print(f"On {on_day(on)}, by data that were looked for {up_to(*tables)}:")
    for line in found.to_dict("records"):
        rows = f" [{line['rows'].replace(';', ', ')}]" if line["rows"] else ""
        print(f"{line['forecast_id']:<6} {line['answer']}: {line['why']}{rows}")
    counts = found["answer"].value_counts()
    print("\n" + ", ".join(f"{counts[answer]} {answer}" for answer in measures.ANSWERS if answer in counts) + ".")
    return 0
