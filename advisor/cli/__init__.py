"""The command line: one verb a file; it parses, calls and prints."""
