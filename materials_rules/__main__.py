"""The command line as a module: `python -m materials_rules` is `materials-rules`."""

import os
import sys

if sys.path and not sys.flags.safe_path and sys.path[0] in ("", os.getcwd()):
    # `-m` puts the current folder first; a file planted there, such as yaml.py, must not be imported
    del sys.path[0]

from materials_rules.cli import main

if __name__ == "__main__":
    sys.exit(main())
