"""Who judges a batch: workers on this machine, or a cluster of Apache Spark that the person has.

    --engine, --master, --spark-conf  ->  a Request whose blocks go to the cluster
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import click

from materials_rules.commands._delivery import tell
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import WrongUsage

if TYPE_CHECKING:
    from materials_rules.batch.run import Request
    from materials_rules.batch.work import Opening
    from materials_rules.lake.waves import Waves

SPARK: Final = "spark"
LOCAL: Final = "local"
MASTER: Final = "local[*]"

Command = Callable[..., Any]


def engine_options(command: Command) -> Command:
    """Adds the options that say who judges."""
    for option in (
        click.option(
            "--spark-conf", "spark_conf", metavar="KEY=VALUE", multiple=True, help="Spark 的设置，可写多次。A setting of Spark."
        ),
        click.option("--master", metavar="URL", help=f"Spark 的主节点，默认 {MASTER}。The master of Spark."),
        click.option(
            "--engine",
            type=click.Choice([LOCAL, SPARK]),
            default=LOCAL,
            show_default=True,
            help="由本机或者 Spark 集群检查。Who judges: this machine or a cluster.",
        ),
    ):
        command = option(command)
    return command


def require_engine(engine: str, master: str | None, spark_conf: tuple[str, ...], workers: int | None) -> None:
    """Raises WrongUsage for options of the other engine (C-ONLY), what is no setting (C-SETTING), a missing library (X-EXTRA)."""
    given: Mapping[str, bool] = {"--master": bool(master), "--spark-conf": bool(spark_conf)}
    if engine == SPARK:
        given, other = {"--workers": workers is not None}, LOCAL
    else:
        other = SPARK
    if faults := [Diagnostic("C-ONLY", Place(""), {"name": name, "engine": other}) for name, there in given.items() if there]:
        raise WrongUsage(faults)
    if engine == SPARK:
        from materials_rules.lake.cluster import require_packages, settings

        settings(spark_conf)
        require_packages()


def engine_words(engine: str, master: str | None, spark_conf: tuple[str, ...]) -> list[str]:
    """The words that ask for the same engine again."""
    words = ["--engine", engine] if engine != LOCAL else []
    words += ["--master", master] if master else []
    return [*words, *(word for one in spark_conf for word in ("--spark-conf", one))]


@contextmanager
def judged_by(request: Request, engine: str, master: str | None, spark_conf: tuple[str, ...]) -> Iterator[Request]:
    """*request* as it is, or with a session of Spark for as long as it runs."""
    if engine != SPARK:
        yield request
        return
    from pathlib import Path

    from materials_rules.lake.bench import Task
    from materials_rules.lake.cluster import session, settings
    from materials_rules.lake.packed import pack
    from materials_rules.lake.waves import waves

    marks, data = pack(Path(request.folder))
    where = master or MASTER
    tell(Diagnostic("C-BEGINS", Place(""), {"master": where}, Severity.INFORMATION).lines())
    with session(where, settings(spark_conf)) as spark:

        def side(opening: Opening) -> Waves:
            task = Task(
                marks,
                opening.as_of,
                request.time_limit,
                tuple(opening.tables),
                opening.is_numbered,
                opening.results,
                opening.rejects,
                opening.notices,
            )
            return waves(spark, task, data)

        yield replace(request, engine=side)
