"""When Python looks for garbage: not while much is made that is kept.

    with collecting_later(): …
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collecting_later() -> Iterator[None]:
    """No search for garbage in between: what is made is kept, and looking through it again and again takes half the time.

    What was made is then among the old things, as if searches had passed over it, so that the next one need not.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # nobody keeps things apart by this means
                gc.freeze()
                gc.unfreeze()
            gc.enable()
