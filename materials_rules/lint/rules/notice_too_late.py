"""错在哪：按行政许可法办理的告知制度（`regimes`，各项告知制度）里，一次性告知的期限超过五个工作日或者没有期限，或者写着
逾期不告知不视为受理。

为什么：行政许可法第三十二条第一款第四项：申请材料不齐全或者不符合法定形式的，当场或者在五日内一次告知，逾期不告知的，
自收到申请材料之日起即为受理；五日是工作日（第八十二条）。

怎么改：把 `notice`（告知）改为 5 个工作日以内，`deemed_acceptance`（逾期视为受理）改为 `from_receipt`（自收件之日）；
不是许可的，不要引行政许可法。

Wrong: a regime that rests on 行政许可法 gives the office more than five working days for its notice or no limit at all, or
says that silence is no acceptance.

Why: art. 32 para. 1 point 4 of 行政许可法: what is missing is told at once or within five days, all of it; otherwise the
application counts as accepted from the day of receipt. The days are working days (art. 82).

Do: write a `notice` of at most 5 working days and `deemed_acceptance: from_receipt`; a regime of something else than
permits does not cite that act.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import LICENSING_LAW, is_licence
from materials_rules.lint.limits import is_surely_longer
from materials_rules.lint.subject import Found, WholeRuleset
from materials_rules.reading.key_words import KEYS
from materials_rules.rules.item import Regime
from materials_rules.rules.limit import Limit, Unit

CODE: Final = "L-NOTICE-TOO-LATE"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.ERROR
PER: Final = "ruleset"
SAID: Final = Message(
    zh="制度 `{name}` 的 `{key}`（{key_zh}）不合行政许可法第三十二条",
    en="`{key}` of the regime `{name}` does not agree with art. 32 of 行政许可法 ({key_zh})",
    remedy_zh="请改为五个工作日以内告知、逾期视为自收到之日起受理",
    remedy_en="let the notice be due within five working days, and silence be acceptance from the day of receipt",
)

BAD: Final = """
# == ruleset.yaml
regimes:
  licensing:
    notice: 10 working days # ← 10
    packet: kept
    deemed_acceptance: from_receipt
    say: 本机关一次告知需要补正的全部内容。
    basis:
      - {law: administrative-licensing-law, article: "32", paragraph: "1", point: "4"}
"""
GOOD: Final = """
# == ruleset.yaml
regimes:
  licensing:
    notice: 3 working days
    packet: kept
    deemed_acceptance: from_receipt
    say: 本机关一次告知需要补正的全部内容。
    basis:
      - {law: administrative-licensing-law, article: "32", paragraph: "1", point: "4"}
"""

_LONGEST: Final = Limit(5, Unit.WORKING_DAY)


def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every regime of the place whose basis is that act, and what an item writes itself under such a regime."""
    laws = whole.ruleset.laws
    for name, regime in whole.ruleset.place.regimes.items():
        if any(LICENSING_LAW in laws[basis.law].title for basis in regime.basis):
            for key in _wrong(regime):
                yield Found(whole.at("ruleset.yaml", ("regimes", name, key)), {"name": name, "key": key, "key_zh": KEYS[key]})
    for one in whole.versions:
        for key in _wrong(one.file.regime) if is_licence(one) else ():
            yield Found(one.at(("regime", key)), {"name": one.version.item, "key": key, "key_zh": KEYS[key]})


def _wrong(regime: Regime) -> Iterator[str]:
    """The keys of *regime* that leave the office more time or spare it the consequence."""
    if regime.notice == "none" or (isinstance(regime.notice, Limit) and is_surely_longer(regime.notice, _LONGEST)):
        yield "notice"
    if regime.deemed_acceptance == "none":
        yield "deemed_acceptance"
