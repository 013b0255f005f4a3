"""Packets in a Polars frame, what each came to in a column beside them: three lines.

    python examples/tables/polars_frame.py
"""

from pathlib import Path

import polars as pl

from materials_rules import Judged, check_many, load

files = sorted(Path("examples/packets").glob("*.json"))
frame = pl.DataFrame({"id": [path.stem for path in files], "packet": [path.read_text("utf-8") for path in files]})

with load("rulesets/hengyang") as library:
    judged = [one if isinstance(one, Judged) else None for one in check_many(library, frame["packet"])]
    frame = frame.with_columns(
        outcome=pl.Series([one and one.tally.outcome for one in judged]), notice=pl.Series([one and one.notice for one in judged])
    )

for outcome, number in frame.group_by("outcome").len().sort("outcome").iter_rows():
    print(outcome, number)
