"""What the library returns, each with its faces: text, Markdown, HTML, JSON."""
