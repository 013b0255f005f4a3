"""What an input holds and how results lie: lines of JSON, rows of CSV, a table of Parquet.

    a name, the first bytes  ->  a shape
"""

from __future__ import annotations

from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import StorageFailed, WrongUsage

LINES: Final = "jsonl"
CSV: Final = "csv"
PARQUET: Final = "parquet"
SHAPES: Final = (LINES, CSV, PARQUET)
PARQUET_MAGIC: Final = b"PAR1"
_PACKED: Final = (".gz", ".zst", ".zstd")


def shape_by_name(name: str) -> str:
    """The shape that a file of this name has."""
    bare = name.lower()
    for suffix in _PACKED:
        bare = bare.removesuffix(suffix)
    return next((shape for shape in (CSV, PARQUET) if bare.endswith(f".{shape}")), LINES)


def require_written(name: str) -> None:
    """Raises WrongUsage (B-OUT) for an output whose name promises what results are not written as."""
    shape = shape_by_name(name)
    if shape == CSV or (shape == PARQUET and not name.lower().endswith(f".{PARQUET}")):
        raise WrongUsage([Diagnostic("B-OUT", Place(name))])


def shape_of(name: str, head: bytes, said: str | None) -> str:
    """The shape of the file *name* that begins with *head*; *said* goes before its name, and its content before both.

    Raises StorageFailed (B-PARQUET) for what should be Parquet and is not, WrongUsage (X-EXTRA) where it cannot be read.
    """
    shape = PARQUET if head == PARQUET_MAGIC else said or shape_by_name(name)
    if shape == PARQUET:
        if head and head != PARQUET_MAGIC:
            raise StorageFailed([Diagnostic("B-PARQUET", Place(name))])
        require_parquet()
    return shape


def require_parquet() -> None:
    """Raises WrongUsage (X-EXTRA) where Parquet cannot be read and written."""
    try:
        import pyarrow.parquet  # noqa: F401 - only whether it is there
    except ImportError:
        raise WrongUsage([Diagnostic("X-EXTRA", Place(""), {"package": "pyarrow", "extra": "parquet"})]) from None
