"""What this machine lacks for an installation, said in Chinese and English.

Runs before anything is installed, so it imports nothing but the standard library.

    python requirements/ready.py venv FOLDER        before the virtual environment is made in FOLDER
    python requirements/ready.py failure LOG        after pip failed; LOG is what it wrote
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

FAILED = 2
NETWORK = re.compile(
    r"NewConnectionError|Name or service not known|Temporary failure in name resolution|ProxyError|ConnectTimeout"
    r"|ReadTimeout|Network is unreachable|Connection refused|Connection reset|SSLError|Could not find a version"
    r"|No matching distribution"
)
HASHES = re.compile(r"DO NOT MATCH THE HASHES|hash mismatch")
FULL = re.compile(r"No space left on device|Disk quota exceeded")


def no_place(folder: Path) -> Iterator[str]:
    """Why no virtual environment can be made in *folder*."""
    if os.path.lexists(folder) and not folder.is_dir():
        yield f"{folder} 不是文件夹，不能在那里建立虚拟环境。请把它删去或者改名。"
        yield f"    {folder} is no folder, so no virtual environment can be made there. Remove or rename it."
    elif not os.access(folder if folder.is_dir() else folder.absolute().parent, os.W_OK | os.X_OK):
        yield f"没有权限写入 {folder}，不能在那里建立虚拟环境。"
        yield f"    {folder} may not be written to, so no virtual environment can be made there."


def no_venv() -> Iterator[str]:
    """What `python -m venv` lacks here."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        yield "缺少 Python 的 venv 模块，不能建立虚拟环境。"
        yield f"    Debian/Ubuntu: apt-get install python{version}-venv"
        yield "    The venv module of Python is missing, a virtual environment cannot be made."


def no_compiler() -> Iterator[str]:
    """What compiling durable-rules lacks here."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        yield f"缺少 C 编译器（{compiler}）：durable-rules 只有源代码，需要编译。"
        yield "    Debian/Ubuntu: apt-get install gcc libc6-dev"
        yield f"    A C compiler ({compiler}) is missing: durable-rules comes as source and must be compiled."
    headers = {Path(sysconfig.get_path(name)) for name in ("include", "platinclude")}
    if not any((folder / "Python.h").is_file() for folder in headers):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        yield "缺少 Python 的头文件 Python.h：编译 durable-rules 需要它。"
        yield f"    Debian/Ubuntu: apt-get install python{version}-dev"
        yield "    The header Python.h is missing: compiling durable-rules needs it."


def failure(log: str) -> Iterator[str]:
    """Why pip failed, as far as this machine and what pip wrote tell."""
    if FULL.search(log):
        yield "磁盘已满。"
        yield "    The disk is full."
    elif HASHES.search(log):
        yield "下载的文件与锁定的摘要不符，没有安装。请检查所用的软件源。"
        yield "    A downloaded file does not match its locked hash; nothing was installed. Look at the index in use."
    elif NETWORK.search(log):
        yield "取不到软件包：没有网络，或者软件源不可达、没有这个版本。"
        yield "    可用 PIP_INDEX_URL 指定软件源，或用 PIP_FIND_LINKS 指定离线目录。"
        yield "    Packages cannot be fetched: no network, or the index cannot be reached or lacks this version."
        yield "    PIP_INDEX_URL names another index, PIP_FIND_LINKS a folder of packages."
    else:
        yield from no_compiler()


def main(words: list[str]) -> int:
    """Print what is missing; 2 when something is."""
    match words:
        case ["venv", folder]:
            lines = [*no_place(Path(folder)), *no_venv()]
        case ["failure", path]:
            lines = list(failure(Path(path).read_text("utf-8", "replace")))
            lines.append(f"安装没有完成。完整记录：{path}  The installation failed; the whole record: {path}")
        case _:
            lines = [__doc__ or ""]
    sys.stderr.buffer.write("".join(f"{line}\n" for line in lines).encode())
    return FAILED if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
