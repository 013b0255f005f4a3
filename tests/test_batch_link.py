"""Messages arrive whole and in order, however they are cut on their way, and nobody waits for the other end."""

from __future__ import annotations

import os
import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from materials_rules.batch.link import Link, read_messages, write_messages

MESSAGES = st.lists(st.one_of(st.binary(max_size=20), st.integers(0, 300_000).map(lambda size: b"x" * size)), max_size=6)


@settings(max_examples=40)
@given(MESSAGES)
def test_what_a_worker_writes_arrives(messages: list[bytes]) -> None:
    incoming, theirs = os.pipe()
    nowhere, outgoing = os.pipe()
    link = Link(incoming, outgoing)
    writer = threading.Thread(target=lambda: (write_messages(theirs, *messages), os.close(theirs)))
    writer.start()
    found: list[bytes] = []
    while link.receive() or len(found) < len(messages):
        while (one := link.messages(1)) is not None:
            found += one
    writer.join()
    assert link.messages(1) is None
    link.close()
    os.close(nowhere)

    assert found == messages


@settings(max_examples=40)
@given(MESSAGES)
def test_what_a_parent_sends_arrives_without_waiting(messages: list[bytes]) -> None:
    nothing, theirs = os.pipe()
    incoming, outgoing = os.pipe()
    link = Link(nothing, outgoing)
    for message in messages:
        link.send(message)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.extend(read_messages(incoming)))
    reader.start()
    while link.wants_to_send:
        link.push()
    link.close()
    reader.join()
    os.close(theirs)
    os.close(incoming)

    assert found == messages


def test_a_message_that_is_not_whole_is_none() -> None:
    incoming, theirs = os.pipe()
    nowhere, outgoing = os.pipe()
    link = Link(incoming, outgoing)
    os.write(theirs, (5).to_bytes(8, "big") + b"abc")
    assert link.receive()
    assert link.messages(1) is None
    os.close(theirs)
    assert not link.receive()
    assert link.messages(1) is None
    link.close()
    os.close(nowhere)


def test_an_end_that_is_gone_takes_nothing_and_breaks_nothing() -> None:
    incoming, theirs = os.pipe()
    nowhere, outgoing = os.pipe()
    link = Link(incoming, outgoing)
    os.close(nowhere)
    os.close(theirs)
    link.send(b"x")
    assert not link.receive()
    link.close()
