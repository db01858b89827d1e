"""`advisor case new`: a published case written down, the setting before the outcome, as a file for a pull request."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.errors import CaseBookError
from advisor.schema.cases import Case

cases = typer.Typer(help="Add published cases.", rich_markup_mode=None)


@cases.callback(invoke_without_command=True)
def _cases(context: typer.Context) -> None:
    """Add published cases."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@cases.command("new")
def new(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where to write; case_studies if it is here, else this folder."),
    ] = None,
    resume: Annotated[Path | None, typer.Option("--resume", metavar="FILE", help="Go on with a draft.")] = None,
) -> None:
    """Write down a published case: source, setting, answers coded from the setting; only then how it ended."""
    from advisor.cli.case_prompts import Prompts
    from advisor.cli.case_walk import Walk
    from advisor.files.case_file import draft_as_yaml, read_draft, replace_draft, write_draft
    from advisor.files.rulebook import RuleBook
    from advisor.report.case_entries import case_steps

    here = Path("case_studies")
    folder = out or (here if here.is_dir() else Path())
    if folder.is_file():
        raise CaseBookError(f"{folder.name}: this is a file; give --out a folder.")
    entries = read_draft(resume) if resume else {}
    prompts = Prompts()
    walk = Walk(entries, case_steps(RuleBook.load().questionnaire.sections), _known_cases(folder), prompts)
    try:
        if entries:
            prompts.tell(f"Entered so far:\n\n{draft_as_yaml(entries)}", whole=True)
        walk.go()
        path = walk.finish(folder)
    except (KeyboardInterrupt, EOFError):
        prompts.console.print()
        if walk.entries == entries:
            prompts.tell("Nothing new was entered; nothing was written.")
        else:
            try:
                draft = replace_draft(walk.entries, resume) if resume else write_draft(walk.entries, folder)
            except CaseBookError:
                prompts.tell(f"What was entered, to be kept by hand:\n\n{draft_as_yaml(walk.entries)}", whole=True)
                raise
            says = f"What was entered is kept in {draft}; go on with: advisor case new --resume {draft}"
            prompts.tell(says, whole=True)
        raise typer.Exit(130) from None
    prompts.tell(f"\nWritten: {path}", "bold", whole=True)
    prompts.tell(f"Check it among the others with: advisor check --cases {folder}", whole=True)
    prompts.tell("Then send it: a pull request to the project with this one file in `case_studies/`.", whole=True)
    if resume:
        prompts.tell(f"The draft {resume.name} is no longer needed.")


def _known_cases(folder: Path) -> tuple[Case, ...]:
    """The cases that come with the package and those that are in the folder, as far as they can be read."""
    from advisor.files.casebook import load_cases, read_case_folder

    try:
        shipped = load_cases().cases
    except CaseBookError:
        shipped = read_case_folder()[0].cases
    return (*shipped, *read_case_folder(folder)[0].cases) if folder.is_dir() else shipped
