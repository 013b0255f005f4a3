"""A session of Apache Spark for one batch: begun quietly, on this machine or by a cluster's master, ended with it.

    master, settings  ->  SparkSession
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault, WrongUsage
from materials_rules.lake.failing import understood

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PACKAGES: Final = ("pyspark", "pyarrow", "pandas")
_HERE: Final = "127.0.0.1"
_OURS: Final = {
    "spark.app.name": "materials-rules",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_ON_THIS_MACHINE: Final = {"spark.driver.host": _HERE, "spark.driver.bindAddress": _HERE}


def require_packages() -> None:
    """Raises WrongUsage (X-EXTRA) where what speaks with Spark is not installed."""
    from importlib.util import find_spec

    for package in PACKAGES:
        if find_spec(package) is None:
            raise WrongUsage([Diagnostic("X-EXTRA", Place(""), {"package": package, "extra": "spark"})])


def settings(words: tuple[str, ...]) -> dict[str, str]:
    """`KEY=VALUE` words as a table. Raises WrongUsage (C-SETTING) for a word that is none."""
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.startswith("spark.") or name == "spark.master":
            raise WrongUsage([Diagnostic("C-SETTING", Place(""), {"value": word})])
        found[name] = value
    return found


def is_local(master: str) -> bool:
    """Whether all processes of *master* are on this machine."""
    return master.startswith("local")


@contextmanager
def session(master: str, given: Mapping[str, str]) -> Iterator[SparkSession]:
    """A session by *master* with the settings *given* before ours. Raises EngineFault (C-JAVA, C-MASTER)."""
    from pyspark.sql import SparkSession

    # the interpreter of the processes: the setting alone did not reach the workers of a local cluster
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    if is_local(master):
        os.environ.setdefault("SPARK_LOCAL_IP", _HERE)
    builder = SparkSession.builder.master(master)
    for name, value in {**_OURS, **(_ON_THIS_MACHINE if is_local(master) else {}), **given}.items():
        builder = builder.config(name, value)
    before = signal.getsignal(signal.SIGINT)
    try:
        begun = builder.getOrCreate()
    except Exception as error:  # noqa: BLE001 - whatever hinders it, nothing was done yet
        code = "C-MASTER" if _has_java() else "C-JAVA"
        raise EngineFault([Diagnostic(code, Place(""), {"master": master, "reason": type(error).__name__})]) from None
    finally:
        with suppress(ValueError):  # not the main thread, where nobody changed it
            signal.signal(signal.SIGINT, before)  # a session takes Ctrl-C for itself
    try:
        yield begun
    finally:
        with suppress(Exception):
            begun.stop()


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=os.path.join(home, "bin") if home else None) is not None


def told(error: Exception) -> Exception:
    """What *error*, raised by Spark, means, in our own words."""
    return understood(str(error), type(error).__name__)
