"""What the command line says: usage, files, folders (X-)."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

_FILES_ZH: Final = "规则集的文件有 ruleset.yaml、departments.yaml、sharing.yaml、common.yaml、items/事项/日期.yaml，上一级的 laws.yaml、disallowed.yaml"
_FILES_EN: Final = "a ruleset has ruleset.yaml, departments.yaml, sharing.yaml, common.yaml, items/ITEM/DAY.yaml, and above it laws.yaml, disallowed.yaml"

MESSAGES: Final[dict[str, Message]] = {
    "X-USAGE": Message(
        zh="命令用法有误：{said}",
        en="wrong usage: {said}",
        remedy_zh="请用 `{command} --help` 查看用法",
        remedy_en="see `{command} --help`",
        about_zh="命令行的写法不对，什么也没有做，退出码为 2。",
    ),
    "X-EXTRA": Message(
        zh="这个命令需要 {package}，没有安装",
        en="this command needs {package}, which is not installed",
        remedy_zh="请安装：pip install 'materials-rules[{extra}]'",
        remedy_en="install it: pip install 'materials-rules[{extra}]'",
        about_zh="少数命令要用的库不随本软件安装，退出码为 2。",
    ),
    "X-NO-ITEM": Message(
        zh="规则集里没有 `{name}` 这个事项{near_zh}",
        en="the ruleset has no item `{name}`{near_en}",
        remedy_zh="请写事项的代号，就是 items 下面文件夹的名称",
        remedy_en="name the item by its folder below items",
    ),
    "X-COMMAND": Message(
        zh="没有 `{name}` 这个命令{near_zh}",
        en="there is no command `{name}`{near_en}",
        remedy_zh="可用的命令：{allowed}",
        remedy_en="the commands are: {allowed}",
    ),
    "X-OPTION": Message(
        zh="`{command}` 没有 `{name}` 这个选项{near_zh}",
        en="`{command}` has no option `{name}`{near_en}",
        remedy_zh="请用 `{command} --help` 查看选项；以 `-` 开头的文件名请写在 `--` 之后",
        remedy_en="see `{command} --help`; a file name that begins with `-` goes after `--`",
    ),
    "X-ARGUMENT": Message(
        zh="`{command}` 缺少 `{name}`",
        en="`{command}` lacks `{name}`",
        remedy_zh="请用 `{command} --help` 查看用法",
        remedy_en="see `{command} --help`",
    ),
    "X-VALUE": Message(
        zh="`{name}` 的值不在可选之列",
        en="the value of `{name}` is none of those allowed",
        remedy_zh="可以是：{allowed}",
        remedy_en="it can be: {allowed}",
    ),
    "X-DATE": Message(
        zh="`{name}` 的 `{value}` 不是日期",
        en="`{value}` of `{name}` is no date",
        remedy_zh="请写成 2026-03-02 的样子，年份从 1900 到 9998",
        remedy_en="write it like 2026-03-02, the year from 1900 to 9998",
    ),
    "X-AS-OF": Message(
        zh="`{name}` 的 `{value}` 早于这个申请件的收件日期",
        en="`{value}` of `{name}` lies before the day on which this packet was received",
        remedy_zh="请写收件当日或者以后的日期，或者核对申请件的 `received_on`",
        remedy_en="name that day or a later one, or check `received_on` of the packet",
        about_zh="期限从收件之日或者以后起计算，没有哪一天的期限能截至收件以前。",
    ),
    "X-TWICE": Message(
        zh="`{name}` 写了两次",
        en="`{name}` is named twice",
        remedy_zh="标准输入只能读一次；请只写一个 `-`",
        remedy_en="standard input can be read once only; write one `-`",
    ),
    "X-ONE-PACKET": Message(
        zh="`{name}` 一次只能用于一个申请件，这里有 {number} 个",
        en="`{name}` takes one packet at a time, here are {number}",
        remedy_zh="请逐件检查",
        remedy_en="check them one by one",
    ),
    "X-MISSING": Message(
        zh="没有这个文件或文件夹",
        en="there is no such file or folder",
        remedy_zh="请核对路径；相对路径从当前文件夹算起",
        remedy_en="look at the path; a relative one starts at the current folder",
    ),
    "X-MOVED-AWAY": Message(
        zh="这个文件夹不在了：替换它的程序中途被终止，原来的内容在 `{left}`，一个字也没有丢",
        en="this folder is gone: what was replacing it was killed; its contents lie in `{left}`, whole",
        remedy_zh="请把 `{left}` 改回原名；重新运行 `sheet import --force` 也会先把它放回去",
        remedy_en="rename `{left}` back; `sheet import --force` also puts it back before it replaces it",
    ),
    "X-FOLDER": Message(
        zh="这是一个文件夹，此处应为文件",
        en="this is a folder where a file is due",
        remedy_zh="请写出其中的文件",
        remedy_en="name a file in it",
    ),
    "X-NOT-A-FOLDER": Message(
        zh="这是一个文件，此处应为文件夹",
        en="this is a file where a folder is due",
        remedy_zh="请写出它所在的文件夹",
        remedy_en="name the folder that holds it",
    ),
    "X-PIPE": Message(
        zh="这是管道、终端或套接字，不是普通文件",
        en="this is a pipe, a terminal or a socket, not a plain file",
        remedy_zh="请用 `-` 从标准输入读取",
        remedy_en="read it from standard input with `-`",
    ),
    "X-NO-READER": Message(
        zh="这是管道或套接字，没有程序在读",
        en="this is a pipe or a socket that nobody reads",
        remedy_zh="请先启动读取它的程序，或者另写一个文件",
        remedy_en="start its reader first, or name a file",
    ),
    "X-LONG-NAME": Message(
        zh="文件或文件夹的名称太长",
        en="the name of the file or of a folder is too long",
        remedy_zh="请换一个短的名称；一个汉字占三个字节，多数磁盘上名称最长 255 字节",
        remedy_en="choose a shorter one; most disks take 255 bytes, and a Chinese character has three",
    ),
    "X-FORBIDDEN": Message(
        zh="没有权限",
        en="permission is denied",
        remedy_zh="请检查文件和文件夹的权限",
        remedy_en="look at the permissions of the file and its folder",
    ),
    "X-LARGE": Message(
        zh="超过 {limit} 字节，没有继续读取",
        en="larger than {limit} bytes, the rest was not read",
        remedy_zh="请核对文件：申请件只写材料的情况，不附材料的影像；告知书也不会这么大",
        remedy_en="look whether it is the right file: a packet carries no images, and no notice is as large",
        about_zh="读取时即计数，超过限度便停止，退出码为 31。",
    ),
    "X-READ": Message(
        zh="读取失败（{reason}）",
        en="reading failed ({reason})",
        remedy_zh="请检查磁盘后重试",
        remedy_en="look at the disk and try again",
    ),
    "X-WRITE": Message(
        zh="写入失败（{reason}），已经写到标准输出或者设备的内容不完整；文件不会只写一半",
        en="writing failed ({reason}); what went to standard output or a device is cut off, a file is never written by half",
        remedy_zh="请检查磁盘空间和权限后重试",
        remedy_en="look at the space on the disk and at the permissions, and try again",
    ),
    "X-OVERWRITE": Message(
        zh="输出文件就是输入文件，不予覆盖",
        en="the output is one of the inputs, which are never changed",
        remedy_zh="请给 `-o` 另写一个文件",
        remedy_en="name another file after `-o`",
    ),
    "X-RULESETS": Message(
        zh="没有找到规则集文件夹",
        en="no ruleset folder was found",
        remedy_zh="请用 `--rulesets 文件夹` 写明，或者设置环境变量 MATERIALS_RULES；该文件夹里应有 ruleset.yaml",
        remedy_en="name it with `--rulesets DIR` or in the variable MATERIALS_RULES; it holds ruleset.yaml",
    ),
    "X-NO-RULESET": Message(
        zh="这个文件夹不是规则集，里面没有 ruleset.yaml",
        en="this folder is no ruleset, it holds no ruleset.yaml",
        remedy_zh="请写出某地的文件夹，例如 rulesets/hengyang",
        remedy_en="name the folder of a place, such as rulesets/hengyang",
    ),
    "X-NOT-A-FILE": Message(
        zh="这既不是普通文件，也不是文件夹",
        en="this is neither a plain file nor a folder",
        remedy_zh="请写出文件或者文件夹的名称",
        remedy_en="name a file or a folder",
    ),
    "X-NOT-OF-A-RULESET": Message(
        zh="这个文件不属于规则集，不会被读取",
        en="this file is no part of a ruleset and is never read",
        remedy_zh=f"{_FILES_ZH}，以及日历 calendars/名称/年份.yaml",
        remedy_en=f"{_FILES_EN}, and of calendars calendars/NAME/YEAR.yaml",
    ),
    "X-NOT-FINISHED": Message(
        zh="这个文件没有检查完：规则集的其他文件有 {count} 处错误，第一处在 {first}",
        en="this file was not looked at to the end: other files of the ruleset have {count} errors, the first at {first}",
        remedy_zh="请先改正那些错误：`materials-rules lint {folder}`",
        remedy_en="put those right first: `materials-rules lint {folder}`",
        about_zh="规则集要全部读懂之后才能编译，有的错误编译时才能发现，所以此时不能说这个文件没有错误。",
    ),
    "X-EMPTY": Message(
        zh="`{name}` 的值是空的",
        en="the value of `{name}` is empty",
        remedy_zh="请写出来，或者不写 `{name}`；shell 变量可能没有设置",
        remedy_en="write it, or leave `{name}` out; a variable of the shell may not be set",
    ),
    "X-NO-VERSION": Message(
        zh="规则集里没有该事项在 {day} 有效的版本，不能按上一份告知书复核",
        en="this ruleset has no version of the item in force on {day}; the earlier notice cannot be followed",
        remedy_zh="请用告知书作出时所用的规则集",
        remedy_en="use the ruleset that the earlier notice was made with",
    ),
    "X-RULESETS-USED": Message(
        zh="没有写 `--rulesets`，使用这个规则集",
        en="`--rulesets` was not given, this ruleset is used",
        remedy_zh="",
        remedy_en="",
        about_zh="依次取环境变量 MATERIALS_RULES、当前文件夹下的 rulesets/hengyang。文件夹里只有数据，不会执行其中的程序。",
    ),
    "X-CODE": Message(
        zh="没有 `{name}` 这个代码{near_zh}",
        en="there is no code `{name}`{near_en}",
        remedy_zh="用 `materials-rules explain --list` 列出全部代码",
        remedy_en="`materials-rules explain --list` lists them all",
    ),
    "X-SCHEMA": Message(
        zh="没有 `{name}` 这个模式{near_zh}",
        en="there is no schema `{name}`{near_en}",
        remedy_zh="可用的有：{allowed}",
        remedy_en="there are: {allowed}",
    ),
    "X-VALIDATE": Message(
        zh="要核对文件，请写 `--validate`，并且不写 `--write`",
        en="to compare files, write `--validate` and leave `--write` out",
        remedy_zh="例如 `materials-rules schema {name} --validate 文件`",
        remedy_en="for instance `materials-rules schema {name} --validate FILE`",
    ),
    "X-NOT-JSON": Message(
        zh="`{name}` 是 YAML 文件的模式，不用 `--validate` 核对",
        en="`{name}` is a schema of YAML files, which `--validate` does not read",
        remedy_zh="规则文件请用 `materials-rules lint`；可以核对的有：{allowed}",
        remedy_en="for rules there is `materials-rules lint`; what can be compared: {allowed}",
    ),
    "X-NO-WORDS": Message(
        zh="Python 以 -OO 运行，模式里的一部分说明文字没有了；其余不受影响",
        en="Python runs with -OO, so some descriptions are gone from the schema; all else is as it should be",
        remedy_zh="要全部说明，请不用 -OO（PYTHONOPTIMIZE）运行",
        remedy_en="for all descriptions run it without -OO (PYTHONOPTIMIZE)",
    ),
    "X-INTERRUPTED": Message(
        zh="已中断，没有留下不完整的文件",
        en="interrupted; no part of a file was left",
        remedy_zh="可以重新运行",
        remedy_en="it can be run again",
    ),
    "X-CRASH": Message(
        zh="程序内部错误（{kind}），这是程序的问题，不是申请件的问题",
        en="internal error ({kind}): a fault of this program, not of the packet",
        remedy_zh="请加上 `--debug` 再运行一次（`{command} --debug …`），把所显示的内容告诉维护者；其中不含申请人的信息",
        remedy_en="run it again with `{command} --debug …` and send what it shows; it holds no applicant's data",
    ),
}
