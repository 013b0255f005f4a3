"""The machine: rules made ready to run.

    Ruleset -> Plan
"""
