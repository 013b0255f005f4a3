"""Packets in an Arrow table, such as one from a Parquet file; pyarrow is all that is needed. DuckDB and Polars give and take such
tables: `con.sql("SELECT …").to_arrow_table()`, `frame.to_arrow()`.

    python examples/tables/arrow_table.py
"""

from pathlib import Path

import pyarrow as pa

from materials_rules import load
from materials_rules.lake.packets import judged_table

files = sorted(Path("examples/packets").glob("*.json"))
table = pa.table({"id": [path.stem for path in files], "packet": [path.read_bytes() for path in files]})

with load("rulesets/hengyang") as library:
    notices = judged_table(library, table, column="packet", keep=["id"])
    counts = notices.group_by("outcome").aggregate([("outcome", "count")]).sort_by("outcome")

for row in counts.to_pylist():
    print(row["outcome"], row["outcome_count"])
