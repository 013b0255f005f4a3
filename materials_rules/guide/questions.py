"""The questions of an item as a form that works by keyboard, by touch and on paper.

    Telling, what the rules read  ->  Html, what the script needs to know of it
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from materials_rules.condition.tree import Kind, Variable
from materials_rules.guide.pieces import paragraph, text
from materials_rules.guide.telling import Telling, clean
from materials_rules.guide.words import both, english, say
from materials_rules.notice.naming import Names
from materials_rules.notice.wording import stem
from materials_rules.plan.view import behind, variables
from materials_rules.render._markup import Html, element, escaped, void
from materials_rules.rules.fact import Fact, ListOf
from materials_rules.verdict.answers import KINDS_OF_APPLICANT


def questions(telling: Telling, read: frozenset[str]) -> Iterator[Html]:
    """Every question on which something depends, in the author's order; what an office answers is only told."""
    file = telling.plan.version.file
    if "applicant/kind" in read:
        yield _question("kind", say("kind"), _radios("kind", KINDS_OF_APPLICANT), english_of="kind", data_kind="applicant")
    offices = []
    for name, fact in file.facts.items():
        if f"fact/{name}" not in read:
            continue
        if fact.answered_by == "office":
            offices.append(element("li", text(fact.ask), *_who(telling, name, fact), id=f"q-fact-{name}"))
        else:
            yield _fact(f"fact-{name}", name, fact, _given(telling, name))
    for name, about in file.lists.items():
        if f"list/{name}" in read:
            yield _list(name, about, _given(telling, name))
    if "by_agent" in read:
        answers = {"true": say("yes"), "false": say("no")}
        yield _question("by_agent", say("by_agent"), _radios("by_agent", answers), english_of="by_agent", data_agent="")
    if offices:
        yield element("div", element("p", both("offices")), element("ul", *offices), class_="offices")


def labels(telling: Telling) -> dict[str, list[list[str]]]:
    """What each variable of the diagrams is called, and the question on this page that answers it, if there is one."""
    plan = telling.plan
    names = Names(plan.version)
    found: dict[str, list[list[str]]] = {}
    for name in variables(plan, plan.outputs):
        if name in plan.sources:
            found[name] = [list(label) for label in dict.fromkeys(_label(names, variable) for variable in behind(plan, name))]
        elif name.startswith("provided/"):
            found[name] = [[f"《{plan.version.slots[name.removeprefix('provided/')].arm.name}》", ""]]
    return found


def _label(names: Names, variable: Variable) -> tuple[str, str]:
    said = stem(names.variable(variable))
    match variable.kind:
        case Kind.FACT | Kind.CHOICE:
            return said, f"q-fact-{variable.name}"
        case Kind.MEMBER_FACT:
            return said, f"q-list-{variable.owner}"
        case Kind.LIST:
            return said, f"q-list-{variable.name}"
        case Kind.BY_AGENT:
            return said, "q-by_agent"
        case Kind.APPLICANT:
            return said, "q-kind" if variable.name == "applicant.kind" else ""
        case _:
            return said, ""


def _given(telling: Telling, name: str) -> Html:
    """Whom the question is for, in words, for whoever reads it without the script."""
    given = telling.plan.version.given.get(name)
    return Html("") if given is None else paragraph(say("given", when=telling.condition(given)), class_="given")


def _who(telling: Telling, name: str, fact: Fact) -> Iterator[Html]:
    departments = telling.plan.ruleset.departments
    named = fact.office or next((id_ for id_, about in departments.items() if name in about.answers), None)
    yield escaped("（" + (say("office") if named is None else say("office.by", department=departments[named].name)) + "）")


def _question(id_: str, ask: str, *inside: Html, english_of: str = "", **attributes: str) -> Html:
    beside = english(english_of) if english_of else Html("")
    legend = element("legend", text(ask), beside)
    return element("fieldset", legend, *inside, id=f"q-{id_}", class_="question", **attributes)


def _fact(id_: str, name: str, fact: Fact, given: Html) -> Html:
    return _question(id_, fact.ask, given, *_answers(id_, fact), data_fact=name)


def _answers(id_: str, fact: Fact) -> Iterator[Html]:
    """What can be answered: boxes for closed answers, a field for the others, and what limits them."""
    if fact.note is not None:
        yield paragraph(fact.note, class_="hint")
    if fact.chosen_by is not None:
        yield element("p", both("choice"), class_="hint")
    if fact.some_of is not None:
        yield from _boxes(id_, fact)
    elif fact.one_of is not None:
        yield _radios(id_, fact.one_of)
    elif fact.type == "boolean":
        yield _radios(id_, {"true": say("yes"), "false": say("no")})
    else:
        yield from _field(id_, fact)


def _radios(id_: str, answers: Mapping[str, str]) -> Html:
    options = [_option("radio", id_, value, escaped(clean(words))) for value, words in answers.items()]
    options.append(_option("radio", id_, "", both("open"), checked=""))
    return element("div", *options, class_="options")


def _option(type_: str, id_: str, value: str, words: Html, **attributes: str) -> Html:
    is_open = {"class_": "open"} if type_ == "radio" and value == "" else {}
    return element("label", void("input", type=type_, name=id_, value=value, **attributes), element("span", words), **is_open)


def _boxes(id_: str, fact: Fact) -> Iterator[Html]:
    yield element("p", both("some_of"), class_="hint")
    options = [_option("checkbox", id_, value, escaped(clean(words))) for value, words in (fact.some_of or {}).items()]
    if fact.at_least == 0:
        options.append(_option("checkbox", id_, "", both("none_of"), class_="none"))
    yield element("div", *options, class_="options")
    yield _alert(id_)


def _field(id_: str, fact: Fact) -> Iterator[Html]:
    type_ = "date" if fact.type == "date" else "text"
    mode = {"inputmode": "decimal"} if fact.type == "number" else {}
    limits = {"min": "1900-01-01", "max": "9998-12-31"} if type_ == "date" else {}
    hint = _limits(fact)
    told = {"aria_label": clean(fact.ask), "aria_describedby": f"a-{id_}"}
    field = void("input", type=type_, name=id_, autocomplete="off", **told, **mode, **limits)
    yield element("p", field, escaped(f" {clean(fact.unit)}" if fact.unit else ""), class_="field")
    if hint:
        yield element("p", escaped(hint), class_="hint")
    yield _alert(id_)


def _alert(id_: str) -> Html:
    """Where the script says that an answer cannot stand."""
    return element("p", id=f"a-{id_}", class_="alert", role="alert")


def _limits(fact: Fact) -> str:
    if fact.type != "number":
        return ""
    low, high = fact.minimum, fact.maximum
    parts = []
    if low is not None and high is not None:
        parts.append(say("between", low=low, high=high))
    elif low is not None:
        parts.append(say("at_least", low=low))
    elif high is not None:
        parts.append(say("at_most", high=high))
    parts.append(say("decimals", count=fact.decimals) if fact.decimals else say("whole"))
    return "，".join(parts)


def _list(name: str, about: ListOf, given: Html) -> Html:
    """A list: not known, none, or its members one by one, each made from a template by the script."""
    id_ = f"list-{name}"
    answers = {"some": say("list.some")} if about.at_least else {"none": say("list.none"), "some": say("list.some")}
    inside = [
        _question(f"{id_}-%", fact.ask, *_answers(f"{id_}-%-{key}", fact), data_member=key) for key, fact in about.each.items()
    ]
    remove = element("button", escaped(say("list.remove", name=about.name, number="%")), type="button", class_="remove")
    heading = element("h4", escaped(say("list.member", name=about.name, number="%")))
    member = element("div", heading, *inside, remove, class_="member")
    add = element("button", escaped(say("list.add", name=about.name)), type="button", class_="add", hidden="")
    told = [element("li", text(fact.ask)) for fact in about.each.values()]
    plain = element("noscript", element("ul", *told)) if told else Html("")
    return _question(
        id_,
        about.ask,
        given,
        element("div", _radios(id_, answers), class_="of_list"),
        plain,
        element("template", member),
        element("div", class_="members"),
        add,
        _alert(id_),
        data_list=name,
        data_name=about.name,
    )


def words_for_script() -> dict[str, Any]:
    """What the script says itself, in Chinese and English."""
    keys = (
        "summary", "contradiction", "empty", "out", "maybe_out", "depends", "needed_for", "perhaps_for", "bad_number",
        "bad_decimals", "bad_bounds", "bad_date", "bad_few", "bad_members", "list.member", "group.none",
    )  # fmt: skip
    from materials_rules.guide.words import WORDS

    return {key: list(WORDS[key]) for key in keys}
