"""`python -m benchmarks.reproduce`: plan, smoke, run, report, and data (which makes the committed data anew)."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from benchmarks.reproduce import plan
from benchmarks.reproduce.datafiles import check_data, write_data
from benchmarks.reproduce.machine import check_machine
from benchmarks.reproduce.progress import done_with_progress
from benchmarks.reproduce.refusals import Refusal, Stopped
from benchmarks.reproduce.running import Run, left_parts
from benchmarks.reproduce.settings import KEPT

console = Console()


def main() -> int:
    """The exit code of the command that was given."""
    options = _options()
    try:
        match options.command:
            case "plan":
                _show_plan(options.only)
            case "smoke":
                _smoke(options.threads)
            case "report":
                from benchmarks.reproduce.report import write_report

                console.print(f"Written: {', '.join(write_report())}")
            case "data":
                write_data()
                console.print("Written: benchmarks/reproduce/data")
            case _:
                _run(options.only, options.hours, options.threads)
    except Refusal as why:
        console.print(str(why), style="bold", highlight=False)
        return 1
    except (Stopped, KeyboardInterrupt):
        kept = "finished parts are kept. `make reproduce` goes on from there."
        console.print(f"Stopped; {'a smoke run keeps nothing.' if options.command == 'smoke' else kept}")
        return 130
    return 0


def _run(only: str | None, hours: float | None, threads: int) -> None:
    check_machine(KEPT)
    check_data()
    run = Run(threads=threads)
    left = left_parts(run, plan.parts(), only)
    until = time.monotonic() + hours * 3600 if hours else None
    cut = done_with_progress(run, left, console, until)
    if cut:
        console.print(f"The time is up; {len(cut)} parts are left: {', '.join(part.name for part in cut)}.")
    else:
        console.print("All parts are finished. `make reproduce-report` writes the tables.")


def _smoke(threads: int) -> None:
    """A few questions of each variant and eight training examples, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        check_machine(Path(folder))
        check_data()
        run = Run(Path(folder) / "logs", Path(folder) / "kept", examples=8, items=4, threads=threads)
        done_with_progress(run, plan.smoke_parts(), console, None)
        from advisor import read_evals

        for split in ("a-valid", "b-valid"):
            read = read_evals(Path(folder) / "logs" / split)
            console.print(f"{split}: the advisor reads {len(read.samples)} samples of {', '.join(read.variants())}")
    console.print("The smoke run is through. `make reproduce` does the real one.")


def _show_plan(only: str | None) -> None:
    run = Run()
    left = left_parts(run, plan.parts(), only)
    for part in [part for part in plan.parts() if only is None or only in part.name or part in left]:
        rest = "done" if run.is_finished(part) else "no need"
        said = f"{part.estimate() / 60:.1f} min" if part in left else rest
        console.print(f"{said:>8}  {part.name}", highlight=False)
    total = sum(part.estimate() for part in left)
    console.print(f"{total / 3600:.1f} hours left by this estimate, for two cores with nothing else to do.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reproduce", description=__doc__)
    parser.add_argument("command", nargs="?", default="run", choices=("plan", "smoke", "run", "report", "data"))
    parser.add_argument("--only", metavar="WORDS", help="parts that have these words in their name")
    parser.add_argument("--hours", type=float, help="start no part that would end after so many hours")
    parser.add_argument("--threads", type=int, default=0, help="threads to reckon with; all cores without it")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
