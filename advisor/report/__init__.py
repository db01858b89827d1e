"""A recommendation in; words, Markdown, HTML and Plotly figures out. No screen."""
