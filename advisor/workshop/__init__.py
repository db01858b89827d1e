"""A team that decides together: rounds, reveal, disagreement and what it changes, agenda. Pure."""
