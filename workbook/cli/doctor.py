"""`workbook doctor`: what is wrong with this installation, and what to do about it."""

import click

from . import example


@click.command("doctor", short_help="Check the installation and the data.", epilog=example("workbook doctor"))
def command() -> int:
    """Check everything that the workbook needs, one line each, and say what to do about trouble.

    The exit status is 1 if a check finds trouble.
    """
    from workbook.jupyter import installation

    troubles = 0
    for name, check in installation.CHECKS.items():
        status, text = "ok", ""
        try:
            text = check()
        except installation.Trouble as trouble:
            status, text = "trouble", str(trouble)
        except Exception as error:
            # A broken installation can fail in any way; the other checks must still be heard.
            message = " ".join(f"{type(error).__name__}: {error}".split())
            status, text = "trouble", f"{message} If that says nothing to you, {installation.AGAIN}"
        troubles += status == "trouble"
        print(f"{status:<8} {name}: {text}", flush=True)
    print(f"\n{_summary(troubles)}")
    return 1 if troubles else 0


def _summary(troubles: int) -> str:
    if not troubles:
        return "All is well."
    return (
        "1 problem found; see the line marked trouble."
        if troubles == 1
        else f"{troubles} problems found; see the lines marked trouble."
    )
