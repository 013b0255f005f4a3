"""The one view of the diagrams: what every room asks of them, in the same words and answered in one place.

    Plan, outputs  ->  variables, cells, what stands behind them;  Judged, day  ->  what the day leaves;  Diagram  ->  claims

- A *variable* is what a diagram asks: an answer, a field, a paper (`fact/area`), and also a comparison or a statement about a
  list. What an author declared stands *behind* it.
- A *cell* is values of a variable between which no rule of an output tells apart; another output may cut elsewhere.
- A *situation* is a cell of every variable; the *claims* are what holds in it.

It only reads. Which raw values a cell means, and a packet that has them, is said in `witness`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from materials_rules.condition.tree import Variable
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims, Diagram, Judged
from materials_rules.plan.domain import Domain
from materials_rules.plan.formula import RECEIVED_ON, involved, name_of

# what is asked


def domains(judged: Judged) -> dict[str, Domain]:
    """The cells of each variable of an output, in the order in which its diagram asks them."""
    return dict(zip(judged.diagram.variables, judged.domains, strict=True))


def variables(plan: Plan, outputs: Iterable[str]) -> dict[str, None]:
    """The variables of *outputs*, each once: what may decide them, and what only rules some of their situations out."""
    return dict.fromkeys(name for output in outputs for name in plan.outputs[output].diagram.variables)


def cuts(plan: Plan, name: str) -> Iterator[Domain]:
    """The cells into which each output that reads a variable cuts it; nothing where no output does."""
    for judged in plan.outputs.values():
        if name in judged.diagram.variables:
            yield judged.domains[judged.diagram.variables.index(name)]


def is_read(plan: Plan, name: str) -> bool:
    """Whether any output reads a variable."""
    return any(name in judged.diagram.variables for judged in plan.outputs.values())


def behind(plan: Plan, name: str) -> Iterator[Variable]:
    """What was declared behind a variable: itself, both sides of a comparison, the list and all that is said of its members.

    Nothing behind the day of first receipt and other variables that nobody declares.
    """
    yield from involved(plan.sources.get(name), plan.base)


def plain(plan: Plan, names: Iterable[str]) -> dict[str, None]:
    """*names* with what stands behind each comparison and each statement about a list in its place, each once."""
    found: dict[str, None] = {}
    for name in names:
        if isinstance(plan.sources.get(name), Variable | None):
            found[name] = None  # one member of a `some_of` keeps its own name
        else:
            found.update(dict.fromkeys(map(name_of, behind(plan, name))))
    return found


# what holds


def decides(plan: Plan, output: str) -> frozenset[str]:
    """The variables that make a difference to *output*, and what stands behind them; a `some_of` is one, whichever its member.

    Its diagram may have variables besides, which no situation asks: a node stands in it only where its branches differ.
    """
    diagram = plan.outputs[output].diagram
    asked = {diagram.variables[variable] for variable, _ in diagram.nodes}
    names = asked | {name_of(variable) for name in asked for variable in behind(plan, name)}
    return frozenset(name.partition("#")[0] for name in names)


def possible(diagram: Diagram) -> frozenset[Claims]:
    """The claims of every situation that can be."""
    return frozenset(claims for claims in diagram.terminals if claims is not None)


def reached(diagram: Diagram) -> Claims:
    """Every claim that holds in some situation that can be."""
    return frozenset[str]().union(*possible(diagram))


# what a day leaves


def first_days(judged: Judged) -> tuple[int, ...]:
    """The days (ordinals) from which an output may say something else, that on which its life begins among them."""
    return next((domain.starts for name, domain in domains(judged).items() if name == RECEIVED_ON), ())


def possible_on(judged: Judged, day: int) -> frozenset[Claims]:
    """The claims of every situation of a day (an ordinal)."""
    cells = [domain.index(day) if name == RECEIVED_ON else None for name, domain in domains(judged).items()]
    return judged.diagram.reachable(cells)


def on_day(judged: Judged, day: int) -> Judged:
    """What is left of an output on a day (an ordinal): a diagram that does not ask the day, nor what makes no difference then."""
    diagram = judged.diagram
    first = len(diagram.terminals)
    parts: dict[tuple[int, tuple[int, ...]], int] = {}
    made: dict[int, int] = {}

    def visit(node: int) -> int:
        """The number of what is left of *node*: terminals keep theirs, a new node comes after all before it."""
        if node < first:
            return node
        if node not in made:
            variable, children = diagram.nodes[node - first]
            if diagram.variables[variable] == RECEIVED_ON:
                made[node] = visit(children[judged.domains[variable].index(day)])
            else:
                below = tuple(map(visit, children))
                alike = all(child == below[0] for child in below)
                made[node] = below[0] if alike else parts.setdefault((variable, below), first + len(parts))
        return made[node]

    root = visit(diagram.root)
    used = sorted({variable for variable, _ in parts})
    left = Diagram(
        tuple(diagram.variables[variable] for variable in used),
        diagram.terminals,
        tuple((used.index(variable), below) for variable, below in parts),
        root,
    )
    return Judged(left, tuple(judged.domains[variable] for variable in used))
