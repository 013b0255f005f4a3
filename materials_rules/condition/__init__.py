"""What stands after `when:`: a sentence of a small language, read, understood and printed.

    text  ->  Tree  ->  Condition
"""

from __future__ import annotations

from materials_rules.condition.faults import ConditionFault, ConditionInvalid
from materials_rules.condition.lexer import is_name
from materials_rules.condition.parser import parse
from materials_rules.condition.printed import show
from materials_rules.condition.scope import Declared, Names, Scope
from materials_rules.condition.tree import definitions_used, variables
from materials_rules.condition.typed import type_condition
from materials_rules.condition.vocabulary import RESERVED
from materials_rules.condition.written import Span

__all__ = [
    "RESERVED",
    "ConditionFault",
    "ConditionInvalid",
    "Declared",
    "Names",
    "Scope",
    "Span",
    "definitions_used",
    "is_name",
    "parse",
    "show",
    "type_condition",
    "variables",
]
