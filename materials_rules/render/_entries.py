"""The numbered entries of the paper: what to cure, in words.

    findings  ->  table
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from materials_rules.notice.model import Arm, Basis, Exemption, Finding, Notice
from materials_rules.render._citations import short_citations
from materials_rules.render._paper import Entry, Line, Part, Point, Table, joined, ours, plain, theirs
from materials_rules.render._words import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """The notice that is being put on paper, the words of its language, and names for ids that it names by id."""

    notice: Notice
    words: Words
    names: Mapping[str, str]

    def called(self, id_: str) -> str:
        """The name of a material, document, department, list or item, or its id where no name is given."""
        return self.names.get(id_, id_)

    def entries(self) -> tuple[Finding, ...]:
        """What is to be cured, and what is to be cured in some situations."""
        return (*self.notice.findings, *self.notice.conditional)

    def total(self) -> int:
        """How many entries are to be cured, here or perhaps: N of 共 N 项."""
        return len(self.entries())

    def bases(self, bases: Iterable[Basis]) -> Line:
        """Citations as one line, each once."""
        texts = dict.fromkeys(basis.text for basis in bases)
        return joined(map(ours, short_citations(texts)), self.words.between())

    def subject(self, subject: str | None) -> list[Line]:
        """Whose material it is: nothing, a member `list:key` by what it is called, or each of a list `list:*`."""
        if subject is None:
            return []
        listed, colon, key = subject.partition(":")
        name = self.called(listed)
        if colon and key == "*":
            return [self.words.line("subject.each", list=ours(name))]
        if subject in self.notice.subjects:
            label = theirs(self.notice.subjects[subject])
            return [self.words.line("subject.called", list=ours(name), label=label)]
        shown = (*ours(name), *ours(" "), *theirs(key)) if colon else theirs(subject)
        return [self.words.line("subject", subject=shown)]

    def of(self, line: Line, subject: str | None) -> Line:
        """*line*, and whose it is in brackets."""
        for whose in self.subject(subject):
            line = self.words.line("in_brackets", what=line, more=whose)
        return line


def findings_table(telling: Telling) -> list[Part]:
    """What to cure (or to correct now, or to hand in later); no part when there is nothing."""
    findings, words = telling.notice.findings, telling.words
    if not findings:
        return []
    key = f"part.findings.{telling.notice.outcome}"
    return [
        Table(
            words.text(key if words.has(key) else "part.findings"),
            which(telling, findings),
            tuple(words.text(f"column.{name}") for name in ("no", "material", "wrong", "cure", "basis")),
            tuple(_entry(telling, finding) for finding in findings),
        )
    ]


def entry_name(telling: Telling, entry: Finding) -> Line:
    """What an entry is called: the names of its arms, or its requirement where it has none."""
    names = [ours(name) for name in dict.fromkeys(arm.name for arm in entry.arms)]
    if not names:
        return ours(telling.called(entry.requirement))
    return joined(names, telling.words.text("arms.and" if entry.is_difference else "arms.or"))


def which(telling: Telling, entries: Iterable[Finding]) -> Line:
    numbers = [entry.no for entry in entries]
    first, last, total = numbers[0], numbers[-1], telling.total()
    if first == last:
        return telling.words.line("caption.finding", first=first, total=total)
    return telling.words.line("caption.findings", first=first, last=last, total=total)


def _entry(telling: Telling, finding: Finding) -> Entry:
    return Entry(
        finding.no,
        finding.no,
        (
            (Point(entry_name(telling, finding)), *about(telling, finding)),
            _wrong(telling, finding),
            cure(telling, finding),
            basis_of(telling, finding),
        ),
    )


def about(telling: Telling, entry: Finding) -> tuple[Point, ...]:
    """Below the name: for which items of a bundle, whose material, whether it can be corrected now."""
    words = telling.words
    items = {item.id: item.name for item in telling.notice.matter.items}
    lines: list[Line] = []
    if len(items) > 1 and entry.serves:
        served = [ours(items.get(id_, telling.called(id_))) for id_ in entry.serves]
        lines.append(words.line("serves", items=joined(served, words.between())))
    lines.extend(telling.subject(entry.subject))
    if entry.on_the_spot:
        lines.append(words.line("on_the_spot"))
    return tuple(map(Point, lines))


def _wrong(telling: Telling, entry: Finding) -> tuple[Point, ...]:
    """Every defect by its kind and in words, a difference once; the kind alone where nothing was handed in to have defects."""
    return defects(telling, entry) or (Point(ours(telling.words.kind(entry.kind))),)


def defects(telling: Telling, entry: Finding, but: str | None = None) -> tuple[Point, ...]:
    """The defects of all arms, each with the name of its paper where there are several; *but* those of one kind."""
    words = telling.words
    several = len(entry.arms) > 1 and not entry.is_difference
    points: dict[Point, None] = {}
    for arm in entry.arms:
        for defect in arm.defects:
            if defect.kind == but:
                continue
            said = words.line("defect", kind=words.kind(defect.kind), what=ours(defect.what))
            points[Point(words.line("arm.wrong", name=ours(arm.name), what=said) if several else said)] = None
    return tuple(points)


def cure(telling: Telling, entry: Finding) -> tuple[Point, ...]:
    """What is required and how: of the one material, or of each of those of which any is enough."""
    words = telling.words
    points: tuple[Point, ...]
    match entry.arms:
        case ():
            points = ()
        case (arm,):
            points = _demands(telling, arm)
        case arms:
            choices = tuple(Point(ours(arm.name), _demands(telling, arm)) for arm in arms)
            points = (Point(words.line(_lead(entry)), choices, choice=True),)
    more: list[Line] = []
    if entry.commitment is not None:
        said = ours(entry.commitment.say)
        more.append(words.line("commitment", name=ours(entry.commitment.name), say=said))
    if entry.deferrable is not None:
        more.append(words.line("deferrable"))
    return (*points, *map(Point, more)) or (Point(words.line("do.none")),)


def _lead(entry: Finding) -> str:
    """How several arms go together: all to be checked, any one enough, or each where its situation is."""
    if entry.is_difference:
        return "check_each"
    apart = [arm.if_ is not None for arm in entry.arms]
    return "any_of" if not any(apart) else "any_of.each_if" if all(apart) else "any_of.some_if"


def _demands(telling: Telling, arm: Arm) -> tuple[Point, ...]:
    words = telling.words
    points: list[Point] = []
    if arm.if_ is not None:
        points.append(Point(words.line("arm.if", text=ours(arm.if_.text))))
    if arm.criteria:
        points.append(Point(words.line("criteria"), tuple(_criterion(words, c) for c in arm.criteria)))
    match arm.do:
        case ():
            pass
        case (do,):
            points.append(Point(words.line("do", do=ours(do))))
        case several:
            points.append(Point(words.line("do.all"), tuple(Point(ours(do)) for do in several)))
    if arm.sample_form is not None:
        points.append(Point(words.line("sample_form", form=ours(arm.sample_form))))
    return tuple(points)


def _criterion(words: Words, criterion: Mapping[str, object]) -> Point:
    say = ours(str(criterion["say"]))
    return Point(words.line("met", say=say) if criterion["met"] is True else say)


def basis_of(telling: Telling, entry: Finding) -> tuple[Point, ...]:
    words = telling.words
    lines = [ours(text) for text in dict.fromkeys(basis.text for basis in entry.basis)]
    if entry.commitment is not None:
        listed = ours(entry.commitment.listed_in)
        lines.append(
            words.line("commitment.basis", listed_in=listed, basis=telling.bases(entry.commitment.basis))
        )
    if entry.exception is not None:
        lines.append(_exemption(telling, entry.exception))
    return tuple(map(Point, lines)) or (Point(words.line("basis.none")),)


def _exemption(telling: Telling, exemption: Exemption) -> Line:
    words = telling.words
    who = [words.line("exemption.class", name=words.known("class", exemption.class_))]
    if exemption.approved_by is not None:
        who.append(ours(telling.called(exemption.approved_by)))
    if exemption.document_no is not None:
        who.append(ours(exemption.document_no))
    line = words.line(
        "exemption",
        why=ours(exemption.why),
        who=joined(who, words.between()),
        from_=words.day(exemption.from_),
        to=words.day(exemption.to),
        basis=telling.bases(exemption.basis),
    )
    return tuple(run for run in line if plain((run,)).strip())
