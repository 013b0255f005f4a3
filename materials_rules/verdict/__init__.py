"""The verdict: what a packet lacks, what depends, and what nobody may ask for.

    Plan x Packet -> Examination
"""
