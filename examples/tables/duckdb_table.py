"""Packets in a DuckDB table, their notices in another: three lines between load and query.

    python examples/tables/duckdb_table.py
"""

import duckdb

from materials_rules import Judged, check_many, load

con = duckdb.connect()
con.sql("CREATE TABLE packets AS SELECT filename AS id, content AS packet FROM read_text('examples/packets/*.json')")
con.sql("CREATE TABLE notices (id TEXT, outcome TEXT, notice JSON)")

with load("rulesets/hengyang") as library:
    rows = con.sql("SELECT id, packet FROM packets").fetchall()
    judged = zip(rows, check_many(library, (packet for _, packet in rows)), strict=True)
    con.executemany(
        "INSERT INTO notices VALUES (?, ?, ?)",
        [(id_, one.tally.outcome, one.notice.decode()) for (id_, _), one in judged if isinstance(one, Judged)],
    )

for outcome, number in con.sql("SELECT outcome, count(*) FROM notices GROUP BY 1 ORDER BY 1").fetchall():
    print(outcome, number)
