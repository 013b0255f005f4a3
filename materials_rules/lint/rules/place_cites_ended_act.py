"""错在哪：全市共用的文件（办理制度、结论依据、共享、共同材料、六类材料）引用了已经登记失效日的法。

为什么：这些依据印在每一个事项的告知书上；共用的文件按最新文本引用，没有版本可分，法一失效就全部引错。

怎么改：改引接替它的法；旧事项的老版本还要用的，把依据写到那个版本里。

Wrong: a file that all items share (regimes, grounds of outcomes, sharing, common materials, the six classes) cites an
act for which an end is registered.

Why: these grounds are printed on the notices of every item; shared files cite acts as they are last and have no
versions, so when an act ends all of them are wrong.

Do: cite the act that took its place; what an old version of an item still needs is written there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset
from materials_rules.reading.source import Mapping, Node, Path, Scalar, Sequence

CODE: Final = "L-PLACE-CITES-ENDED-ACT"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="《{title_zh}》自 {day} 起失效，共用的文件里还引着它",
    en="{title_en} ended on {day}, and a shared file still cites it",
    remedy_zh="请改引接替它的法",
    remedy_en="cite the act that took its place",
)

BAD: Final = """
# == sharing.yaml
documents:
  lease:
    name: 租赁合同
    basis:
      - {law: old-measures, article: "7"} # ← {law
# == ../laws.yaml
laws:
  old-measures:
    title: 店招管理办法
    level: rule
    versions:
      - {from: 2010-01-01, by: 住房和城乡建设部令第1号, articles: 20}
    ended: 2024-05-01
"""
GOOD: Final = """
# == sharing.yaml
documents:
  lease:
    name: 租赁合同
    basis:
      - {law: construction-law, article: "8"}
"""

_SHARED: Final = ("ruleset.yaml", "departments.yaml", "sharing.yaml", "common.yaml", "../disallowed.yaml")


def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every citation of the files that all items share, as they were written."""
    for file in _SHARED:
        for path, law in _cited(whole.sources[file].root, ()):
            act = whole.ruleset.laws[law]
            if act.ended is not None:
                args = {"title_zh": act.title, "title_en": act.title, "day": act.ended.isoformat()}
                yield Found(whole.at(file, path), args)


def _cited(node: Node, path: Path) -> Iterator[tuple[Path, str]]:
    """Every citation below *node*: its path and the id of its act."""
    if isinstance(node, Mapping):
        law = node.entry("law")
        if law is not None and isinstance(law[1], Scalar):
            yield path, law[1].text
        else:
            for key, below in node.entries:
                yield from _cited(below, (*path, key.text))
    elif isinstance(node, Sequence):
        for i, item in enumerate(node.items):
            yield from _cited(item, (*path, i))
