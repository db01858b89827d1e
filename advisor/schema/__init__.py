"""What files and answers look like: closed, frozen pydantic models, documented in place."""
