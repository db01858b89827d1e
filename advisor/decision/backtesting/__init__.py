"""The track record: rules and baselines run over cases whose outcome is known, each judged on cases it has not seen."""
