"""错在哪：受理条件、程序或者别处的文字，要求申请人购买指定的商品、接受指定单位的服务、办理公证，要求本地户籍、本地企业、在本地居住或者缴纳社会保险多久，或者要先经社区、街道、村（居）委会同意。

为什么：行政机关实施行政许可不得提出购买指定商品、接受有偿服务等不正当要求（行政许可法第二十七条第一款）；地方设定的许可不得限制其他地区的个人、企
业和商品（第十五条第二款）；没有法律、法规依据的前置同意是增设条件（第十六条第四款）。

怎么改：删去；确有法律、法规规定的，写明是哪一条，并用注释准许。

Wrong: the words of a condition, a step or a note want the applicant to buy from or be served by somebody designated, to have
something notarised, to be of the place or to have lived or paid there for long, or to get the consent of a residents' committee or street office first.

Why: whoever grants licences may make no improper demands such as buying designated goods or paid services (art. 27 para. 1 of
行政许可法); local rules may not keep out people, enterprises and goods from elsewhere (art. 15 para. 2); a consent before the
application without an act is a further condition (art. 16 para. 4).

Do: delete it; where a law or regulation says so, name the article and allow it in a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import is_licence
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.wording import texts_beside_materials

CODE: Final = "L-IMPROPER-CONDITION"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{found}”是不正当的要求",
    en="“{found}” is an improper demand",
    remedy_zh="请删去；法律、法规确有规定的，用注释准许并写明条款",
    remedy_en="delete it; where an act says so, allow it in a comment that names the article",
)

BAD: Final = """
elements:
  acceptance_conditions:
    - 店招由本局指定的广告公司制作安装。 # ← 指定
"""
GOOD: Final = """
elements:
  acceptance_conditions:
    - 店招不遮挡门窗。
"""

_IMPROPER: Final = re.compile(
    "指定的?[^，。；、]{0,6}(?:公司|单位|机构|企业|商家|供应商|厂家|品牌|产品|设备|软件|中介|商品|服务|网站|打印店)"
    "|(?:须|需|应当?|必须|限|仅限|(?<!是否)(?:具有|持有|为))[^，。；、]{0,3}本(?:市|地|县|区|省|镇|村)(?:常住)?(?:户籍|户口|注册|登记|纳税|企业|公司|居民|人员)"
    "|(?:先|事先|须|需|应当?|必须)[^，。；]{0,6}(?:社区|街道|居委会|村委会|居民委员会|村民委员会|物业|业主委员会|派出所|四邻|邻居)[^，。；]{0,8}(?:同意|初审|审核|盖章|签字|签章|签署)"
    "|(?:社区|街道|居委会|村委会|物业)(?:同意|初审|审核|盖章|签字|签章|签署)"
    "|(?<!是否)(?<!未)(?<!无需)(?<!不需)(?<!不得要求)(?<!不必)经(?:过)?[^，。；、]{0,6}(?:公证|律师见证)(?!机[关构]|处|员)|(?:须|(?<!无)(?<!不)需|应当?|必须|请)[^，。；、]{0,8}(?:办理|进行|做)公证"
    "|在?本(?:市|地|县|区|省|镇)[^，。；、]{0,6}(?:缴纳|缴存|参加|居住|纳税|工作|经营|注册)[^，。；、]{0,10}(?:满|以上|累计|连续)"
    "|(?:购买|投保|加入|订购|订阅)[^，。；]{0,8}(?:协会|商会|学会|软件|报刊|会员)"
)


_LET_ALONE: Final = re.compile(
    "(?:不(?:再|另|应当?)?(?:需要?|须|用|必|得要求|要求|应要求)?|(?<!有)无(?:需|须)?|免(?:予|于)?|没有要求|是否[^，。；、？?]{0,4})(?:[先经在][^，。；、]{0,2})?\\Z"
)
"""What stands before words that want nothing of the kind: 不要求, 无需, 是否."""


def check(one: OneVersion) -> Iterator[Found]:
    """Every text about a licence that is said to people, at the first such demand."""
    for text in texts_beside_materials(one) if is_licence(one) else ():
        wanted = (found for found in _IMPROPER.finditer(text.text) if not _LET_ALONE.search(text.text[: found.start()]))
        if (found := next(wanted, None)) is not None:
            yield Found(text.place_of(found.start()), {"found": found[0]})
