"""The bytes of one plain file, read with care: never through a link, never more than a limit, never for ever.

    path  ->  bytes

Rules that lie elsewhere were signed by nobody, and a named pipe or a device in their place would hold up every check.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_plain(path: Path, limit: int) -> bytes:
    """The first *limit* bytes of the plain file *path*, and one more where there are more.

    Raises OSError for what cannot be read: with ELOOP for a symbolic link, with ENXIO for a pipe, a device or a socket.
    """
    # without O_NONBLOCK the very opening of a pipe waits for a writer
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
        return file.read(limit + 1)
