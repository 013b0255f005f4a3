"""The reform's own figures, computed from rulesets.

    Ruleset, day  ->  Figures;  Figures, those before  ->  Report;  Report  ->  table, JSON, chart
"""
