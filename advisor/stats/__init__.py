"""Numbers in, numbers out: one published method a file, SciPy underneath. Pure."""
