"""Variants that no field names are told apart by the settings in which their runs differ."""

from __future__ import annotations

from advisor.files.variant_labels import folder_labels, variant_labels


def test_the_one_setting_that_tells_all_runs_apart_is_enough() -> None:
    runs = [{"model": "a", "prompt": "v1", "seed": 1}, {"model": "a", "prompt": "v2", "seed": 2}]
    assert variant_labels(runs) == ["v1", "v2"]


def test_else_all_settings_that_differ_are_joined() -> None:
    runs = [{"model": m, "prompt": p, "top_k": 5} for m in ("a", "b") for p in ("v1", "v2")]
    assert variant_labels(runs) == ["a x v1", "a x v2", "b x v1", "b x v2"]


def test_numbers_stand_with_their_names() -> None:
    assert variant_labels([{"k": 5}, {"k": 10}]) == ["k=5", "k=10"]


def test_runs_that_differ_in_nothing_are_repeats_of_one_variant() -> None:
    assert variant_labels([{"variant": "rag"}, {"variant": "rag"}]) == ["rag", "rag"]
    assert variant_labels([{}, {"k": None}]) == [None, None]


def test_a_run_without_the_setting_goes_by_its_model() -> None:
    assert variant_labels([{"pretrained": "m"}, {"pretrained": "m", "peft": "lora"}]) == ["m", "lora"]


def test_long_settings_that_start_alike_stay_apart() -> None:
    start = "You are a helpful assistant. " * 5
    assert variant_labels([{"prompt": start + end} for end in "aba"]) == [
        "You are a helpful assistant. You are a … (1)",
        "You are a helpful assistant. You are a … (2)",
        "You are a helpful assistant. You are a … (1)",
    ]


def test_folders_of_the_machine_are_not_shown() -> None:
    assert variant_labels([{"model": "/home/me/models/a"}, {"model": "/home/me/models/b"}]) == ["a", "b"]


def test_folders_are_told_apart_by_the_part_that_differs() -> None:
    assert folder_labels(["run/rag/x", "run/ft/x"]) == ["rag", "ft"]
    assert folder_labels(["rag", "rag"]) == [None, None]
    assert folder_labels(["a/x", "a/y", "b/x"]) == ["a/x", "a/y", "b/x"]
