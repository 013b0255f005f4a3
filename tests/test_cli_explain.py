"""`explain`: every code, id, key and word, in two languages, with and without a ruleset."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from calling import PLACE, ROOT, Run

from materials_rules.commands import _english


@pytest.mark.parametrize("code", ["10", "x-date", "expired", "copies", "resident_id", "F-LENGTH", "R-DUPKEY"])
def test_explain_says_it_in_chinese(code: str, run: Run) -> None:
    ended = run("explain", code)

    assert ended.code == 0
    assert ended.out.lower().startswith(code.lower())
    assert len(ended.out.strip().splitlines()) >= 3
    assert "{" not in ended.out


def test_everything_listed_can_be_explained(run: Run) -> None:
    sections = [section.split("\n  ") for section in run("explain", "--list").out.strip().split("\n\n")]
    listed = {code for _, *codes in sections for code in codes}

    assert {"C1_NO_BASIS", "item_name", "hand_in", "R-DUPKEY"} <= listed
    assert all(len(codes) == len(set(codes)) for codes in sections)
    for code in sorted(listed):
        ended = run("explain", code, "--rulesets", str(PLACE))
        assert ended.code == 0, code
        assert re.search(r"[\u4e00-\u9fff]{2}", ended.out), code


def test_explain_has_english_for_every_member_of_a_shelf() -> None:
    from materials_rules.form_checks import always_checks, hand_in_checks
    from materials_rules.form_checks.kinds import KINDS
    from materials_rules.identifiers import identifiers
    from materials_rules.rules.material import CLASS_IDS

    assert _english.KINDS.keys() == KINDS.keys()
    assert set(_english.CLASSES) == set(CLASS_IDS)
    assert _english.NUMBERS.keys() == identifiers().keys()
    assert _english.CHECKS.keys() == {*hand_in_checks(), *always_checks()}
    english = [text for table in (_english.KINDS, _english.CLASSES, _english.NUMBERS) for pair in table.values() for text in pair]
    assert all(re.search("[a-z]{3}", text) for text in [*english, *(en for _, en in _english.CHECKS.values())])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("wrong_format", ["不符合形式 wrong form", "It is not in the medium"]),
        ("C2_SHAREABLE", ["materials that departments share", "机关自行取得 the office obtains it", "任何 any"]),
        ("resident_id", ["number of a resident's identity card", "17 digits"]),
        ("signed_by", ["Everybody who must sign has signed.", "应当签名的都已签名", "unsigned 未签名"]),
        ("readable", ["It can be read.", "能够辨认"]),
    ],
)
@pytest.mark.parametrize("flag", ["-B", "-OO"])
def test_explain_speaks_both_languages_with_and_without_docstrings(code: str, said: list[str], flag: str) -> None:
    ended = subprocess.run(
        [sys.executable, flag, "-m", "materials_rules", "explain", code, "--rulesets", str(PLACE)],
        cwd=ROOT, capture_output=True, timeout=60, check=True,
    )  # fmt: skip

    out = ended.stdout.decode()
    assert [text for text in said if text not in out] == []


def test_explain_knows_keys_in_both_languages(run: Run) -> None:
    english, chinese = run("explain", "hand_in"), run("explain", "交件")

    assert english.out == chinese.out
    assert "In what form it is handed in." in english.out
    assert "elements.materials.‹…›.hand_in · 要素.材料.‹…›.交件（材料要求）" in english.out
    assert "common.yaml: materials.‹…›.hand_in" in english.out


def test_explain_tells_every_meaning_of_a_word(run: Run) -> None:
    out = run("explain", "copies").out

    assert out.index("形式审查") < out.index("规则文件的键")
    both = run("explain", "name").out
    assert "What people call it." in both and "The id of the line." in both


def test_every_key_has_a_place(run: Run) -> None:
    from materials_rules.reading.keys import KEYS

    assert [key for key in KEYS if not any(": " in line and " · " in line for line in run("explain", key).out.splitlines())] == []


def test_a_near_key_is_offered(run: Run) -> None:
    assert "`hand_in`" in run("explain", "hand_inn").err
    assert "`注明与原件一致`" in run("explain", "注明和原件一致").err


def test_an_element_is_explained_without_a_ruleset(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    ended = run("explain", "item_name")

    assert ended.code == 0
    assert "事项名称" in ended.out and "--rulesets" in ended.out


def test_a_class_needs_a_ruleset(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    ended = run("explain", "C1_NO_BASIS")

    assert ended.code == 2
    assert "X-RULESETS:" in ended.err


@pytest.mark.parametrize("code", ["L-CATCH-ALL", "l-catch-all"])
def test_explain_prints_the_manual_of_a_rule_of_lint(code: str, run: Run) -> None:
    ended = run("explain", code)

    assert ended.code == 0
    for part in ("L-CATCH-ALL  错误 error", "错在哪：", "为什么：", "怎么改：", "Wrong: ", "Why: ", "Do: ", "不对 bad:", "正确 good:", "# ← 法律"):
        assert part in ended.out, part


def test_explain_writes_the_reference_of_lint(run: Run) -> None:
    assert run("explain", "--lint-reference").out == (ROOT / "docs" / "lint.md").read_text("utf-8")


def test_explain_tells_of_a_rule_without_docstrings() -> None:
    script = "import sys; from materials_rules.cli import main; sys.exit(main(['explain', 'L-CATCH-ALL']))"

    ended = subprocess.run([sys.executable, "-OO", "-c", script], cwd=ROOT, capture_output=True, timeout=60)

    assert ended.returncode == 0
    assert "错在哪：材料“…”没有写明是什么" in ended.stdout.decode()
    assert "正确 good:" in ended.stdout.decode() and "为什么" not in ended.stdout.decode()
