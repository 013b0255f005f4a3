"""An author's own tests of a ruleset: cases, what must come of them, what of the rules they reach, and cases for the rest.

    files of cases, Library  ->  Result for each case, Coverage for each version, proposals
"""
