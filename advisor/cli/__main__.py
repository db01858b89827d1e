"""`python -m advisor.cli`."""

from advisor.cli.main import run

run()
