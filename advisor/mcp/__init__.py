"""The advisor for agents: a server that speaks the Model Context Protocol on standard input and output."""
