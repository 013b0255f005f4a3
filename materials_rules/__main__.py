"""The command line as a module: `python -m materials_rules` is `materials-rules`, and the script begins here too."""

import gc
import os
import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # until main() listens, Ctrl-C ends us at once and without a traceback; what ignores it goes on ignoring it
    signal.signal(signal.SIGINT, signal.SIG_DFL)

if sys.path and not sys.flags.safe_path and sys.path[0] in ("", os.getcwd()):
    # `-m` puts the current folder first; a file planted there, such as yaml.py, must not be imported
    del sys.path[0]

from materials_rules import cli


def main(argv: list[str] | None = None) -> int:
    """Runs the command line with the words *argv*, by default those of the process, which is to end then: its exit code."""
    try:
        return cli.main(argv)
    finally:
        gc.freeze()  # what is left goes with the process; Python would look through all of it once more for garbage


if __name__ == "__main__":
    sys.exit(main())
