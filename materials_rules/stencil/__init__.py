"""What was decided once need not be decided again: packets that no rule can tell apart get the same notice, but for a few blanks.

    Plan, Packet  ->  what the packet has in common with all that get the same notice
    Notice        ->  Stencil: its bytes with blanks for names, numbers, days and checks
    Stencil, Packet  ->  the bytes of the notice of that packet

Whatever is not known to make no difference counts as a difference; so a mistake here costs time and never an answer. And every
stencil is held against the whole way when it is used first, and again and again after that.
"""
