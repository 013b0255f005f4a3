"""What authors say: the files of a place, typed and understood.

    Files  ->  Ruleset
"""
