"""What holds of a ruleset in every situation, or the smallest packet that shows that it does not.

    Library, Version  ->  Proof

- `closure` searches small worlds (`narrowed`, `axes`, `small_world`) for a step after which something new is told, or a notice
  that nobody can settle (`settling`); `guarded` sees on diagrams of every size what that rests on.
- `dueness`, `lawful`, `mattering` make the other claims; `relations` asks z3 which comparisons can be true together.
- `prove` makes them all; `result` is what comes of it.

None of them knows what the loader refuses. docs/proving.md says what is claimed and in which bounds.
"""
