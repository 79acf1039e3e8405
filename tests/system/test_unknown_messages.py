"""Tomorrow's peers talk to today's nodes: what is not known is skipped or answered, never fatal."""

import pytest

import wire_peer
from wire_peer import WirePeer

UNKNOWN_TYPE, UNKNOWN_COMMAND = 0x7F01, 0x7F02


@pytest.fixture
def peer(programs):
    with WirePeer(programs.node("relay").port) as connected:
        connected.send(wire_peer.hello())
        yield connected


def test_the_acceptor_answers_hello(peer):
    kind, _ = peer.next()

    assert kind == wire_peer.HELLO


def test_an_unknown_message_is_skipped(peer):
    peer.send(wire_peer.message(UNKNOWN_TYPE, b"from the future"))
    peer.send(wire_peer.message(UNKNOWN_TYPE))
    peer.send(wire_peer.request(7, wire_peer.GET_RUNTIME_STATE))

    command, status, _ = peer.reply_to(7)
    assert (command, status) == (wire_peer.GET_RUNTIME_STATE, wire_peer.STATUS_OK)


def test_an_unknown_command_is_answered(peer):
    peer.send(wire_peer.request(8, UNKNOWN_COMMAND, b"body"))

    command, status, _ = peer.reply_to(8)
    assert (command, status) == (UNKNOWN_COMMAND, wire_peer.STATUS_UNKNOWN_COMMAND)


def test_a_plain_peer_that_never_says_hello_is_served(programs):
    with WirePeer(programs.node("relay").port) as plain:
        plain.send(wire_peer.request(9, wire_peer.GET_RUNTIME_STATE))

        _, status, _ = plain.reply_to(9)
    assert status == wire_peer.STATUS_OK
