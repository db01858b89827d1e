"""Checks of the eval itself, one a file: can these results be trusted, and can they tell variants apart?"""
