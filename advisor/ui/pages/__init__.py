"""The pages, one storyboard each."""
