"""The manual of lint: one rule for `explain`, and the reference of all of them.

    code  ->  lines;  all rules  ->  docs/lint.md
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.shelf import PARAGRAPHS, Rule, all_rules

FAMILIES: Final = {
    "elements": ("十六个要素", "The sixteen elements"),
    "legality": ("合法性", "Legality"),
    "time": ("期限", "Time"),
    "logic": ("逻辑", "Logic"),
    "closure": ("一次性告知", "Closure"),
    "notice": ("告知书", "The notice"),
    "office": ("机关回答的问题", "Questions to the office"),
    "items": ("事项之间", "Between items"),
    "wording": ("用语", "Wording"),
}
"""What each family is called, in the order of the reference."""

GRADES: Final = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.INFORMATION: ("提示", "information"),
}

OF_THE_LOADER: Final = {
    "elements": ("R-ELEMENTS", "R-MISSING", "R-EMPTY-WORDS", "R-TEMPLATE", "R-FEE"),
    "legality": ("R-NO-BASIS", "R-OVER-ASKED", "R-LAW", "R-LAW-NOT-IN-FORCE", "R-NO-ARTICLE", "R-NO-PARAGRAPH",
                 "R-NO-POINT", "R-BASIS-TEXT",
                 "R-EXCEPTION-GROUND", "R-EXCEPTION-LONG", "R-EXCEPTION-NEVER", "R-EXCEPTION-OWN", "R-DEFERRAL-ASSUMED",
                 "R-DEFERRAL-FIELD", "R-DEFERRAL-CASE-TYPE"),
    "time": ("K-LIMIT", "K-LIMIT-UNIT", "K-LIMIT-RANGE", "R-EFFECTIVE-GAP", "R-EFFECTIVE-OVERLAP", "R-DAYS"),
    "logic": ("R-DEAD", "R-ALWAYS", "R-DEAD-ARM", "R-NO-ARM", "R-NEVER", "R-CONFLICT", "R-GAP"),
    "closure": ("R-CHAIN", "R-UNGUARDED", "R-READ-CYCLE", "R-COVER-CYCLE", "R-READS-DISALLOWED", "R-CONE", "R-UNTOLD"),
}  # fmt: skip
"""What the loader itself says, by family; no rule of lint says it again."""


def manual_lines(rule: Rule) -> list[str]:
    """What `explain` prints: the manual, the message, the bad example and the good one."""
    zh, en = GRADES[rule.severity]
    family_zh, family_en = FAMILIES[rule.family]
    about = rule.manual
    texts = (about.wrong_zh, about.why_zh, about.do_zh, about.wrong_en, about.why_en, about.do_en)
    lines = [f"{rule.code}  {zh} {en}  {family_zh} {family_en}", ""]
    for label, text in zip(PARAGRAPHS, texts, strict=True):
        if text:  # the reason is lost where Python leaves docstrings out
            lines.append(f"{label}{text}" if label.endswith("：") else f"{label} {text}")
    lines += ["", "不对 bad:", *_indented(rule.bad), "", "正确 good:", *_indented(rule.good)]
    return lines


def _indented(example: str) -> Iterator[str]:
    return (f"    {line}".rstrip() for line in example.strip("\n").split("\n"))


def reference() -> str:
    """The whole of docs/lint.md, from the docstrings and messages."""
    return "\n".join(_reference()) + "\n"


def _reference() -> Iterator[str]:
    rules = list(all_rules().values())
    yield from _HEAD.format(count=len(rules)).strip("\n").split("\n")
    yield from ("", "## 一览 All rules", "", "| 代码 code | 级别 grade | 说什么 what it says |", "| --- | --- | --- |")
    for family in FAMILIES:
        for rule in (rule for rule in rules if rule.family == family):
            yield f"| [`{rule.code}`](#{rule.code.lower()}) | {' '.join(GRADES[rule.severity])} | {_cell(rule.manual.wrong_zh)} |"
    for family, (zh, en) in FAMILIES.items():
        mine = [rule for rule in rules if rule.family == family]
        loaders = OF_THE_LOADER.get(family, ())
        if not mine and not loaders:
            continue
        yield from ("", f"## {zh} {en}")
        if loaders:
            yield from ("", "装入时已经检查 Checked when it is loaded: " + " ".join(f"`{code}`" for code in loaders))
        for rule in mine:
            yield from _section(rule)
    yield from ("", "## 准许的注释 Comments that allow", "")
    for code in ("L-ALLOW-CODE", "L-ALLOW-ERROR", "L-ALLOW-NOTHING", "L-ALLOW-REASON"):
        said = message(code)
        yield f"- `{code}`：{_plain(said.zh)}。{said.about_zh}"


def _section(rule: Rule) -> Iterator[str]:
    about = rule.manual
    yield from ("", f"### {rule.code}", "", f"{' '.join(GRADES[rule.severity])}")
    yield from ("", f"**错在哪** {about.wrong_zh}", "", f"**为什么** {about.why_zh}", "", f"**怎么改** {about.do_zh}")
    yield from ("", f"**Wrong** {about.wrong_en}", "", f"**Why** {about.why_en}", "", f"**Do** {about.do_en}")
    yield from ("", "不对 bad:", "", "```yaml", *rule.bad.strip("\n").split("\n"), "```")
    yield from ("", "正确 good:", "", "```yaml", *rule.good.strip("\n").split("\n"), "```")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _plain(template: str) -> str:
    """*template* with its fields shown as `…`."""
    return template.replace("{code}", "…")


_HEAD: Final = """
# 检查规则 The rules of lint

<!-- 由 `materials-rules explain --lint-reference` 从规则自己的说明生成，请勿手改。 Generated from the rules' own manuals. -->

`materials-rules lint PATH` 检查规则集。先装入并编译（`R-…`、`K-…`：规则集不能使用或者可疑的地方），再由下列 {count} 条检查规则
（`L-…`）逐一查看。每条都有一个不对的例子和一个正确的例子，测试逐一运行：不对的恰好报告一次，就在 `# ←` 指的那个词。

`materials-rules lint PATH` loads and compiles a ruleset (`R-…`, `K-…`), then the {count} rules below (`L-…`) look at it. Each
has a bad example and a good one, which the tests run: the bad one is reported exactly once, at the word after `# ←`.

- 错误 error：规则集不能这样公布，退出码 20。It must not be published so; exit code 20.
- 警告 warning：很可能不对；`--strict` 时也算错误。Most likely wrong; an error with `--strict`.
- 提示 information：请知道这一点。Something to know.

**准许 Allowing.** 审核过、确实要这样写的警告和提示，在那一行的末尾或者上面一行写明理由（`when` 一类句子的后面不能有注释，
写在上面一行）。What was looked into and is right is allowed with a reason, at the end of its line or in the line above:

```yaml
  # 准许 L-PROMISED-ABOVE-CAP：需要现场核查，市政务服务局已经同意
  # allow L-PROMISED-ABOVE-CAP: needs a visit on site, agreed with the service bureau
  promised_limit: 15 working days
```

没有理由的准许、什么也没有准许到的准许，本身也是警告。错误不能准许：装入时的错误使规则集不能使用，合法性的错误是法律明文禁止的。

A comment without a reason, or one that allows nothing, is a warning itself. Errors cannot be allowed.

**自动检查 In automation.** `--strict` 连警告也算错误；`--format sarif`、`junit`、`github` 供代码平台和持续集成显示；
用 pre-commit 的，在 `.pre-commit-config.yaml` 里引用本仓库的 `materials-rules-lint`，提交时检查改动的文件。
With `--strict` warnings are errors; code hosts and build servers show `--format sarif`, `junit` and `github`; with pre-commit,
name the hook `materials-rules-lint` of this repository, and what a commit touches is linted.

**例子 Examples.** 每个例子都是一份小规则集（`tests/rulesets/lint/town`）的一部分：写出的键代替原来的键，其余照旧；
`# == sharing.yaml` 以下是另一个文件的一部分，`# as of: 2026-03-02` 是按哪一天检查。Each example is a part of a small ruleset:
what is written takes the place of what was there; below `# == sharing.yaml` stands a part of another file, and
`# as of: 2026-03-02` says for which day it is linted.
"""
