"""The citizen's guide of an item, made from its rules.

    Plan, day  ->  tables for the script, words for people  ->  a page of HTML that needs nothing beside itself
"""
