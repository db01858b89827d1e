"""The two claims of the seed, tried on a laptop: syntax is learned by tuning, facts are supplied by retrieval.

python -m benchmarks.reproduce plan | smoke | run | report
"""
