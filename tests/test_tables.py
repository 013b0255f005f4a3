"""The examples for people with tables run as they stand, wherever the library that they are about is installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections import Counter

import pytest
from calling import PLACE, ROOT

from materials_rules import Judged, check_many, load

EXAMPLES = {"duckdb_table": "duckdb", "polars_frame": "polars", "arrow_table": "pyarrow"}
WITH_A_TEST_OF_ITS_OWN = {"spark_lake"}  # tests/test_lake_spark.py


def counted() -> str:
    """How many of the example packets have which outcome, as the examples print it."""
    packets = [path.read_bytes() for path in sorted((ROOT / "examples" / "packets").glob("*.json"))]
    with load(PLACE) as library:
        outcomes = Counter(one.tally.outcome for one in check_many(library, packets) if isinstance(one, Judged))
    assert sum(outcomes.values()) == len(packets)
    return "".join(f"{outcome} {number}\n" for outcome, number in sorted(outcomes.items()))


@pytest.mark.parametrize(("example", "package"), EXAMPLES.items())
def test_an_example_says_what_check_says(example: str, package: str) -> None:
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    script = ROOT / "examples" / "tables" / f"{example}.py"
    ended = subprocess.run([sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == counted()


def test_every_example_is_run_and_shown() -> None:
    there = {path.stem for path in (ROOT / "examples" / "tables").glob("*.py")}

    assert there == {*EXAMPLES, *WITH_A_TEST_OF_ITS_OWN}


@pytest.mark.parametrize("example", [*EXAMPLES, *WITH_A_TEST_OF_ITS_OWN])
def test_the_page_shows_the_lines_that_run(example: str) -> None:
    """What stands in the page is what is tested: the code behind the docstring, line by line."""
    page = (ROOT / "docs" / "lake.md").read_text("utf-8")
    code = (ROOT / "examples" / "tables" / f"{example}.py").read_text("utf-8").rpartition('"""\n')[2].strip()

    assert code in page
