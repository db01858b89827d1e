"""The four pages, one storyboard each."""
