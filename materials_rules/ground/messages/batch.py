"""What is said about a batch: its files, its workers, its going on after an end (B-), and of a packet that takes too long."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "B-BUSY": Message(
        "另一个批量检查正在写这个输出：进程 {pid}，主机 {host}",
        "another batch is writing this output: process {pid} on {host}",
        "请等它结束，或者另写一个输出；如果那台主机上确实没有这个进程了，请删除这个 .lock 文件",
        "wait for it or name another output; if there is no such process on that host any more, remove this .lock file",
        about_zh="同一个输出同时只能由一个进程写，退出码为 41。本机上已经结束的进程留下的锁会自动识别，不必处理；"
        "另一台主机留下的，本机无法判断，所以要由人确认。",
    ),
    "B-CHANGED": Message(
        "批量检查进行当中，这个文件有了变动",
        "this was changed while the batch was running",
        "请等它不再变动，再加上 `--force` 从头运行",
        "wait until nobody changes it, then run the batch from the beginning with `--force`",
    ),
    "B-CUT": Message(
        "压缩文件（{packing}）残缺或者损坏，没有读到结尾",
        "this compressed file ({packing}) is cut short or damaged; its end was not reached",
        "请重新取得完整的文件，再加上 `--force` 运行；残缺之前的结果不作为结果公布",
        "get the whole file and run the batch with `--force`; what came before the cut is not given out as a result",
    ),
    "B-DISK": Message(
        "写入失败（{reason}）；最近一个检查点及其以前的结果完好",
        "writing failed ({reason}); the last checkpoint and all results before it are intact",
        "请腾出磁盘空间或者检查磁盘和权限，然后加上 `--resume` 继续",
        "make room on the disk, or look at the disk and the permissions, then go on with `--resume`",
    ),
    "B-EXISTS": Message(
        "这个文件已经存在，不予覆盖",
        "this file is there already and is not overwritten",
        "请另写一个输出，或者加上 `--force` 替换它",
        "name another output, or replace it with `--force`",
    ),
    "B-FINISHED": Message(
        "这个批量检查已经完成，没有需要继续的",
        "this batch was finished before; there is nothing to go on with",
        "",
        "",
    ),
    "B-NAMESAKES": Message(
        "有 {count} 件与前面的申请件编号相同，都已照常检查；哪一行与哪一行相同，见此文件",
        "{count} packets bear the number of an earlier one; all were judged, and this file says which",
        "请核对是否重复提交",
        "look whether they were handed in twice",
    ),
    "B-NOT-PACKED": Message(
        "按文件名应当是 {packing} 压缩文件，内容却不是",
        "by its name this is a file compressed with {packing}, by its content it is not",
        "请核对文件；没有压缩的，请去掉后缀",
        "look at the file; if it is not compressed, take the suffix away",
    ),
    "B-PREPARING": Message(
        "正在编译 {count} 个事项的规则，只在规则或者程序有变动以后的第一次需要",
        "compiling the rules of {count} items; this is needed once after the rules or the tool changed",
        "",
        "",
    ),
    "B-RESUME": Message(
        "不能继续：{what_zh}与上次运行时不同",
        "it cannot be gone on with, as this is no longer what it was: {what_en}",
        "请恢复原样后再加 `--resume`，或者加上 `--force` 从头运行；没有改动任何文件",
        "put it back and use `--resume`, or begin anew with `--force`; no file was changed",
        about_zh="`--resume` 保证结果与一次运行到底逐字节相同，所以输入、规则集、日历、选项、程序版本和已经写出的部分都必须与上次相同。"
        "`--workers` 可以不同。",
    ),
    "B-STOPPED": Message(
        "已停止，{lines} 行的结果已经保存",
        "stopped; the results of {lines} lines are kept",
        "继续运行：{command}",
        "go on with: {command}",
    ),
    "B-STREAM": Message(
        "写到标准输出或者设备时，不能用 `{name}`",
        "`{name}` does not go with output to standard output or a device",
        "请用 `-o` 写明一个文件",
        "name a file after `-o`",
    ),
    "B-TOGETHER": Message(
        "`--resume` 和 `--force` 不能同时使用",
        "`--resume` and `--force` do not go together",
        "继续上次的用 `--resume`，从头开始的用 `--force`",
        "`--resume` goes on with what was begun, `--force` begins anew",
    ),
    "B-UNFINISHED": Message(
        "这里有一个没有完成的批量检查",
        "a batch was begun here and not finished",
        "请加上 `--resume` 继续，或者加上 `--force` 从头运行",
        "go on with it by `--resume`, or begin anew with `--force`",
    ),
    "B-WORKER": Message(
        "工作进程无法运行（{reason}）",
        "no worker process can run ({reason})",
        "请检查内存和进程数的限制，或者减少 `--workers`，然后加上 `--resume` 继续",
        "look at the limits of memory and processes, or use fewer `--workers`, then go on with `--resume`",
    ),
    "P-TIMEOUT": Message(
        "检查这一件超过了 {seconds} 秒，没有结论",
        "judging this packet took more than {seconds} seconds; there is no result",
        "请把这一件交人工审查，并把该件的结构（不含个人信息）告诉维护者；其他各件不受影响",
        "have a person look at it and tell the maintainers how it is made, without personal data; the others are not affected",
        about_zh="批量检查时，一件超过时限（默认 2 秒处理器时间，`--time-limit` 可改；只是等待的，四倍），只退回这一件，其余照常检查。",
    ),
}
