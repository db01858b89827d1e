"""Tokens, prices, volume and horizon in; cost of ownership and break-even out. Pure."""
