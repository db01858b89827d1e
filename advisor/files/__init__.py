"""The only code that opens files: rule book, case book, answers, and one reader per eval tool."""
