"""Packets that nobody handed in: a situation of a plan as a packet that shows something, ready for `check`.

    Plan, the values that are wanted  ->  packet;  Plan  ->  every situation of its outputs

- `situations` lists what can be, one for each path of a diagram; `region` says which values a situation allows.
- `packet` turns wanted values into a whole packet, in which all else is left out or in order; `reading` reads it back.
- `shrink` makes a packet smaller while it still shows what it shows.

Names in these packets are invented (甲公司, 张三), and numbers of identity carry a region that does not exist.
"""
