"""Answers and rules in, a recommendation out. Pure: no files, no clock, no screen."""
