"""`workbook collect`: what a class entered, as one table and a page to show."""

from pathlib import Path

KINDS = {"forecasts": "forecast", "hypotheses": "rating", "codes": "code"}


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "collect",
        help="put together what a class entered",
        description="Reads the files my-entries.jsonl of many students and writes class-forecasts.csv (or hypotheses, "
        "codes) and a page to show in class. Students who have the CSV beside their notebooks see the class in their "
        "views. It names nobody.",
    )
    parser.add_argument("kind", choices=KINDS, help="what to put together")
    parser.add_argument("folder", help="the folder with the students' files; those in folders within it count too")
    parser.add_argument("--out", default=".", help="the folder to write to (default: this one)")
    parser.set_defaults(run=run)


def run(options):
    """Write table and page, and say what they hold and what could not be read."""
    from workbook.base import WorkbookError
    from workbook.base.files import write_whole

    folder, out = Path(options.folder).expanduser(), Path(options.out).expanduser()
    if not folder.is_dir():
        raise WorkbookError(f"There is no folder {folder}. Name the one that holds the students' .jsonl files.")
    if not out.is_dir():
        raise WorkbookError(f"There is no folder {out}. Make it first, or name another one with --out.")
    answers, students, troubles = _answers(folder, KINDS[options.kind])
    for trouble in troubles:
        print(trouble)
    if answers.empty:
        raise WorkbookError(f"No file in {folder} holds {options.kind}; nothing was written.")
    table, sentence = SUMMARIES[options.kind](answers)
    base = out / f"class-{options.kind}"
    try:
        write_whole(base.with_suffix(".csv"), table.round(4).to_csv(index=False).encode())
        said = f"{answers['student'].nunique()} of {students} files hold {options.kind}. {sentence}"
        write_whole(base.with_suffix(".html"), _page(options.kind, out, said).encode())
    except OSError as error:
        raise WorkbookError(f"{error.filename or out} cannot be written ({error.strerror}).") from None
    print(said)
    print(f"For the class: {base.with_suffix('.html')}. For the students' views: {base.with_suffix('.csv')}.")
    return 0


def _answers(folder, kind):
    """The latest entries of ``kind`` with the student of each, how many files there are, and what is wrong in which."""
    import pandas as pd

    from workbook.entries import entries

    found, troubles = [], []
    paths = sorted(folder.rglob("*.jsonl"))
    for path in paths:
        # Where all files have the same name, the folder tells the student.
        name = path.relative_to(folder).as_posix()
        read = entries.read(path)
        troubles += [trouble.replace(path.name, name, 1) for trouble in read.troubles]
        found.append(read.of(kind).assign(student=name))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(), len(paths), troubles


def _forecasts(answers):
    """The class's probabilities: the first of each student for practice, the last in time for a forecast."""
    from workbook.catalog import load
    from workbook.measures import class_agreement, class_probabilities, counted_answers

    deadlines = load("forecasts").set_index("forecast_id")["deadline"].dropna()
    answers = counted_answers(answers, deadlines)
    late = int(answers["late"].sum())
    counted = answers[~answers["late"]]
    table = class_probabilities(counted)
    widest = table.assign(range=table["high"] - table["low"]).sort_values("range", ascending=False).iloc[0]
    alpha = class_agreement(counted, "question", "probability", "interval")
    text = (
        f"{len(counted)} probabilities for {len(table)} questions; agreement (alpha) {alpha:.2f}. Widest apart: "
        f"{widest['question']}, the middle half from {widest['low']:.0%} to {widest['high']:.0%}."
    )
    return table, text + (f" {late} late answers were left out." if late else "")


def _hypotheses(answers):
    from workbook.measures import SCALE, class_agreement, class_ratings

    keys = ["evidence_id", "hypothesis_id"]
    counted = answers.drop_duplicates(["student", *keys], keep="last")
    table = class_ratings(counted)
    alpha = class_agreement(counted.assign(value=counted["rating"].map(SCALE)), keys, "value", "interval")
    widest = table.sort_values("spread", ascending=False).iloc[0]
    return table, (
        f"{len(counted)} ratings of {len(table)} cells; agreement (alpha) {alpha:.2f}. Most divided: "
        f"{widest['evidence_id']} for {widest['hypothesis_id']}, rated {widest['rating']} by {widest['share']:.0%}."
    )


def _codes(answers):
    from workbook.measures import class_agreement, class_codes

    latest = answers.drop_duplicates(["student", "claim_id"], keep="last").rename(columns={"kind_of_claim": "is"})
    long = latest.reindex(columns=["student", "claim_id", "is", "stance", "verdict"]).rename(columns={"is": "kind"})
    counted = long.melt(["student", "claim_id"], var_name="what", value_name="code").dropna(subset="code")
    table = class_codes(counted)
    alphas = [
        f"{what} {class_agreement(rows, 'claim_id', 'code'):.2f}" for what, rows in counted.groupby("what", sort=True)
    ]
    divided = table.dropna(subset="share").sort_values("share", kind="stable").head(3)
    return table, (
        f"{len(latest)} codings of {latest['claim_id'].nunique()} claims; agreement (alpha): {', '.join(alphas)}. "
        f"Most divided: {', '.join(dict.fromkeys(divided['claim_id']))}."
    )


SUMMARIES = {"forecasts": _forecasts, "hypotheses": _hypotheses, "codes": _codes}


def _page(kind, out, said):
    """The page to show: the view of the class, without anybody's own entries."""
    from workbook import views
    from workbook.views.export import page

    shown = {
        "forecasts": {"forecasts": views.forecasts(), "practice": views.forecasts(asked="practice")},
        "hypotheses": {"hypotheses": views.hypotheses(whose="class")},
        "codes": {"coding": views.coding(whose="class")},
    }[kind]
    for view in shown.values():
        view.file = out / "no-entries-of-anybody.jsonl"
    return page(shown, f"The class: {kind}", said)
