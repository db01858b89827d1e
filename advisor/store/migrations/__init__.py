"""How the tables came to be, one step a file; a database of any age is brought up to date by those it lacks."""
