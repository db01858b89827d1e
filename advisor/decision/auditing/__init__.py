"""A rule book examined over every answer: what never fires, what never matters, and whether the promises hold."""
