"""How long one check takes inside a process: packet bytes in, notice bytes out.

    python benchmarks/check.py [--rounds 5] [--times 200]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
from _ratio import compare

from materials_rules import check, load
from materials_rules.notice.model import encode
from materials_rules.packet.model import Packet

ROOT = Path(__file__).resolve().parents[1]
PACKETS = ("outdoor-advertising-complete", "outdoor-advertising-curing", "market-entity-registration-curing")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--times", type=int, default=200)
    chosen = options.parse_args()
    decoder, encoder = msgspec.json.Decoder(Packet), msgspec.json.Encoder()
    with load(ROOT / "rulesets" / "hengyang") as library:
        for name in PACKETS:
            data = (ROOT / "examples" / "packets" / f"{name}.json").read_bytes()
            encode(check(library, data))  # the plan is made now
            print(f"{name}: {len(data)} bytes, {chosen.times} times")

            def floor(data: bytes = data) -> None:
                for _ in range(chosen.times):
                    encoder.encode(decoder.decode(data))

            def checked(data: bytes = data) -> None:
                for _ in range(chosen.times):
                    encode(check(library, data))

            compare({"floor: decode and encode": floor, "check": checked}, chosen.rounds, "floor: decode and encode")
    return 0


if __name__ == "__main__":
    sys.exit(main())
