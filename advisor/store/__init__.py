"""Workshops kept in SQLite or PostgreSQL, and who may read and change which part of them."""
