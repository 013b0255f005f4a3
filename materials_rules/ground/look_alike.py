"""Characters that look like others: Cyrillic and Greek letters, full-width letters and digits, radicals, compatible ideographs.

    character  ->  the usual one, the script of each
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LIKE_LATIN: Final = dict(zip("АВЕКМНОРСТХаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxsijABEZHIKMNOPTYXo", strict=True))
_TRADITIONAL: Final = (
    "與為義於僅體餘決準則別辦務動區單歷號後復複備處實審對屬佈應廢徑當總據擇數無時顯條來標欄樣濟環監碼確種稱級"
    "組經結續編網範補規視計認論設證訴話詢說説請諾讀誰調負責質費過適選長門問間項須預領題驗驟齊簽類執書圖發報電"
    "業權機現達聯變開關蓋錄員內兩資許記產戶頁儲營貨車見訊轉運換會國學從進這還連遷屆廣庫帶張強擔揀掛採損摺撥斷"
    "舊曆東檢歸殘沒滿灣狀獨獲異療盡禮積穩筆節紀約紙統給維緊線縣縮繼職臨舉製術衛裡觀訂訓託評詳課講議護貼買貸贊"
    "軍載輔輸農遞遠郵鄉鎮鑑鑒陳隊階際隨險隱離雙難靜額願顧風飯飲養點黨龍併個倉償優兒創劃劑勞勝匯協參雖啟喪圓團"
    "堅塊場墊壓壞壯夠夾奪婦孫寫寬寶將專尋導層島峽幣幫幹幾"
)
_SIMPLIFIED: Final = (
    "与为义于仅体余决准则别办务动区单历号后复复备处实审对属布应废径当总据择数无时显条来标栏样济环监码确种称级"
    "组经结续编网范补规视计认论设证诉话询说说请诺读谁调负责质费过适选长门问间项须预领题验骤齐签类执书图发报电"
    "业权机现达联变开关盖录员内两资许记产户页储营货车见讯转运换会国学从进这还连迁届广库带张强担拣挂采损折拨断"
    "旧历东检归残没满湾状独获异疗尽礼积稳笔节纪约纸统给维紧线县缩继职临举制术卫里观订训托评详课讲议护贴买贷赞"
    "军载辅输农递远邮乡镇鉴鉴陈队阶际随险隐离双难静额愿顾风饭饮养点党龙并个仓偿优儿创划剂劳胜汇协参虽启丧圆团"
    "坚块场垫压坏壮够夹夺妇孙写宽宝将专寻导层岛峡币帮干几"
)
_TO_SIMPLIFIED: Final = str.maketrans(_TRADITIONAL + "註", _SIMPLIFIED + "注")
"""Characters of rules and of the business of offices; enough to know a key again, not to translate a text."""

_PUNCTUATION: Final = frozenset("！（），：；？、。“”‘’《》【】—…·～％￥＋－×÷℃㎡①②③④⑤⑥⑦⑧⑨⑩")

_SCRIPTS: Final = {
    "CYRILLIC": ("西里尔字母", "Cyrillic"),
    "GREEK": ("希腊字母", "Greek"),
    "FULLWIDTH": ("全角字符", "full-width"),
    "LATIN": ("拉丁字母", "Latin"),
    "DIGIT": ("数字", "digit"),
    "KANGXI": ("部首", "radical"),
    "CJK RADICAL": ("部首", "radical"),
    "CJK COMPATIBILITY": ("兼容汉字", "compatible ideograph"),
    "CJK UNIFIED": ("汉字", "ideograph"),
}
"""What a character is called in Chinese and English, by the first word of its name in the tables."""


def usual(char: str) -> str:
    """The character that people mean when they see *char*; itself for most."""
    if char in _LIKE_LATIN:
        return _LIKE_LATIN[char]
    if char in _PUNCTUATION or not (char.isalpha() or char.isdigit()):
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def as_seen(text: str) -> str:
    """*text* with the usual character in each place: equal for texts that look alike."""
    return "".join(map(usual, text))


def simplified(text: str) -> str:
    """*text* with the simplified character for each traditional one that is known.

    >>> simplified("備註"), simplified("法定期限")
    ('备注', '法定期限')
    """
    return text.translate(_TO_SIMPLIFIED)


def script_of(char: str) -> tuple[str, str]:
    """`а` -> 西里尔字母, Cyrillic; only a code point where nothing is known."""
    name = unicodedata.name(char, "")
    return next((said for word, said in _SCRIPTS.items() if name.startswith(word)), ("字符", "character"))


def told_apart(written: str, other: str) -> tuple[str, str]:
    """The first character in which two texts differ that look alike, in Chinese and English, with scripts and code points."""
    number, (one, two) = next((i, pair) for i, pair in enumerate(zip(written, other, strict=True)) if pair[0] != pair[1])
    zh = [f"{script_of(char)[0]} U+{ord(char):04X}" for char in (one, two)]
    en = [f"{script_of(char)[1]} U+{ord(char):04X}" for char in (one, two)]
    return f"第 {number + 1} 个字“{one}”是{zh[0]}，那里是{zh[1]}", f"character {number + 1} is {en[0]} and there {en[1]}"
