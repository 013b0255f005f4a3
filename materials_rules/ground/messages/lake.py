"""What is said about packets in tables and on clusters (C-)."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "C-BEGINS": Message(
        "正在启动 Spark（{master}），需要几秒到几十秒",
        "beginning a session of Spark ({master}), which takes some seconds",
        "",
        "",
    ),
    "C-CLUSTER": Message(
        "集群没有做完（{reason}）；最近一个检查点及其以前的结果完好",
        "the cluster did not finish its work ({reason}); the last checkpoint and all results before it are intact",
        "请查看 Spark 的日志（执行进程的内存、网络），然后加上 `--resume` 继续",
        "look at Spark's own log (memory of executors, network), then go on with `--resume`",
        about_zh="Spark 自己会重做失去的任务；同一个任务失败几次以后（`spark.task.maxFailures`，默认 4 次）才放弃。",
    ),
    "C-COLUMN": Message(
        "表中没有 `{name}` 这一列，或者不止一列；有：{there}",
        "the table has no column `{name}`, or more than one; there are: {there}",
        "请写对列名",
        "name a column that is there once",
    ),
    "C-DIGEST": Message(
        "送到的规则集不是发出的规则集：应当是 {wanted}，实际是 {found}",
        "the ruleset that arrived is not the one that was sent: {wanted} was sent, {found} arrived",
        "请再运行一次；再次出现时，请检查这台机器的磁盘和安装",
        "run it again; where it happens again, look at the disk and the installation of that machine",
    ),
    "C-DISK": Message(
        "执行进程的临时文件夹写不进去（{reason}）",
        "the executor's folder for temporary files cannot be written ({reason})",
        "请检查 `spark.local.dir` 的空间和权限",
        "look at the room and the permissions of `spark.local.dir`",
    ),
    "C-JAVA": Message(
        "Spark 没有启动（{reason}）：找不到 Java",
        "Spark did not start ({reason}): no Java was found",
        "请安装 Java 17 或者更新的版本，设置 JAVA_HOME",
        "install Java 17 or later and set JAVA_HOME",
    ),
    "C-LACKING": Message(
        "集群的机器上没有安装 {name}",
        "{name} is not installed on the machines of the cluster",
        "请在每台机器上安装与这里相同版本的 'materials-rules[spark]'，并用环境变量 PYSPARK_PYTHON 指明那里的 Python",
        "install 'materials-rules[spark]' of the same version on each of them, and name its Python in PYSPARK_PYTHON",
    ),
    "C-LOST": Message(
        "集群交回的块与发出的不同：发出 {sent}，交回 {back}",
        "the cluster gave back other blocks than it was given: {sent} sent, {back} came back",
        "没有写入这一批的任何结果。请加上 `--resume` 继续；再次出现时，请告诉维护者",
        "nothing of these was written; go on with `--resume`, and where it happens again, tell the maintainers",
    ),
    "C-MASTER": Message(
        "不能与 `{master}` 建立会话（{reason}）",
        "no session with `{master}` could be begun ({reason})",
        "请核对 `--master` 的地址（如 `local[*]`、`spark://主机:7077`、`yarn`）、网络、`--spark-conf` 和 Java 的版本（17 或者更新）",
        "look at the address after `--master` (such as `local[*]`, `spark://host:7077`, `yarn`), the network, `--spark-conf` and the version of Java (17 or later)",
    ),
    "C-NAME": Message(
        "保留的列 `{name}` 与结果的列同名，或者写了两次",
        "the column `{name}` to keep has the name of a column of the result, or was named twice",
        "请先改名，如 `withColumnRenamed(\"{name}\", \"my_{name}\")`",
        "rename it first, such as `withColumnRenamed(\"{name}\", \"my_{name}\")`",
    ),
    "C-ONLY": Message(
        "`{name}` 只能与 `--engine {engine}` 一起使用",
        "`{name}` goes only with `--engine {engine}`",
        "请去掉它，或者改用 `--engine {engine}`",
        "leave it out, or use `--engine {engine}`",
    ),
    "C-PROGRAM": Message(
        "集群机器上的程序与这里的不同：这里是 {wanted}，那里是 {found}",
        "the program on the machines of the cluster is not the one that is here: here {wanted}, there {found}",
        "请安装相同的版本（Python 的版本也要相同）",
        "install the same version, on the same version of Python",
        about_zh="结果只取决于输入、规则集、日历、选项和程序，所以各处的程序必须逐字节相同。",
    ),
    "C-PYTHON": Message(
        "集群机器上的 Python 与这里的版本不同",
        "the Python on the machines of the cluster is of another version than the one that is here",
        "请用环境变量 PYSPARK_PYTHON 指明版本相同的 Python",
        "name a Python of the same version in PYSPARK_PYTHON",
    ),
    "C-SETTING": Message(
        "`--spark-conf` 应当写成 `spark.名称=值`，而不是 `{value}`；主节点写在 `--master`",
        "`--spark-conf` wants `spark.name=value`, not `{value}`; the master is named by `--master`",
        "例如 `--spark-conf spark.executor.memory=2g`",
        "such as `--spark-conf spark.executor.memory=2g`",
    ),
    "C-TYPE": Message(
        "`{name}` 列的类型是 {type}，不是文本或者二进制",
        "the column `{name}` is of type {type}, which is neither text nor bytes",
        "这一列每格应当是一个申请件的 JSON；结构化的列，请先用 `to_json` 转成文本",
        "each cell holds one packet as JSON; make text of a structured column by `to_json` first",
    ),
}
