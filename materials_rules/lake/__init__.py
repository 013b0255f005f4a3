"""Packets in tables, on one machine or many: what `check` says of each, column beside column.

    Arrow record batches  ->  Arrow record batches
"""
