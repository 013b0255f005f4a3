"""Large pieces of memory go back to the system as soon as they are free, so that a long run takes no more than a short one.

    process  ->  process
"""

from __future__ import annotations

import contextlib
import ctypes
from typing import Final

_MMAP_THRESHOLD: Final = -3
"""M_MMAP_THRESHOLD of mallopt(3). Once it is set, glibc no longer moves it up to the largest piece that was ever freed."""
_LARGE: Final = 128 * 1024


def return_large_pieces() -> None:
    """Asks the C library for that, for this process. Blocks of results are of many sizes, and would leave gaps between them.

    Where the library is another than glibc nothing happens; it has its own way.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
