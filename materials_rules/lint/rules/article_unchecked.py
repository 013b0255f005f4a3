"""错在哪：引了一部法的某一条，`laws.yaml` 里却没有登记那个版本有多少条（`articles`，条文总数）：条号写错了也没有人发现。

为什么：登记了条数的法，装入时逐一核对到条，登记了款项数（`divisions`）的核对到项；没有登记的，条号再大也照样放行。申请人照
告知书去查，查不到这一条，依据就等于没有（优化营商环境条例第三十五条要求有依据）。

怎么改：对照公布的文本核对条号，把那个版本的 `articles`（条文总数）和 `divisions`（款项数）登记进去；一时找不到文本的，不用改，同一部
法在一个文件里只提示一次。

Wrong: an article of an act is cited, and `laws.yaml` does not say how many articles that version has (`articles`): a wrong
number would not be noticed.

Why: where the articles are counted, every citation is checked when the ruleset is loaded, and down to the point where `divisions`
are too; else any number passes. Whoever looks up what the notice cites and finds nothing was told no basis (art. 35 of
优化营商环境条例 wants one).

Do: check the number against the published text and enter `articles` and `divisions` of that version; where no text is at hand,
nothing has to be done. Of each act it is said once a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-ARTICLE-UNCHECKED"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="《{law}》没有登记条数，有没有第 {article} 条无从核对",
    en="the articles of 《{law}》 are not counted, so that article {article} was not checked",
    remedy_zh="请对照文本核对，并在 `laws.yaml` 登记 `articles`（条文总数）；手头没有文本的，不用改",
    remedy_en="check it against the text and enter `articles` in laws.yaml; without the text at hand, nothing has to be done",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: construction-permit-measures, article: "98"} # ← "98"
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """The first citation in a file of each act whose version of the file's first day has no number of articles."""
    told: set[str] = set()
    for path, basis in one.citations:
        law = one.ruleset.laws.get(basis.law)
        if law is None or basis.article is None or basis.law in told:
            continue
        there = [version for version in law.versions if version.from_ <= one.file.in_force_from]
        if there and there[-1].articles is None:
            told.add(basis.law)
            args = {"law": law.title, "article": basis.article}
            yield Found(one.at((*path, "article")), args)
