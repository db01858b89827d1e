"""Samples in; estimates, comparisons and facts for the rules out. Pure."""
