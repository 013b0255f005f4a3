"""What one applicant handed in, from bytes to documents.

bytes  ->  Packet  ->  documents
"""

from __future__ import annotations

from materials_rules.packet.document import Document, documents
from materials_rules.packet.exact import ReadPacket, read_exact
from materials_rules.packet.fast import read_fast, read_packet
from materials_rules.packet.model import (
    Agent,
    Applicant,
    Commitment,
    Deferral,
    Demand,
    FileRef,
    Material,
    Obtained,
    Packet,
    Value,
    encode,
    packet_schema,
    recorded,
)

__all__ = [
    "Agent",
    "Applicant",
    "Commitment",
    "Deferral",
    "Demand",
    "Document",
    "FileRef",
    "Material",
    "Obtained",
    "Packet",
    "ReadPacket",
    "Value",
    "documents",
    "encode",
    "packet_schema",
    "read_exact",
    "read_fast",
    "read_packet",
    "recorded",
]
