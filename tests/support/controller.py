"""A controller for tests: asks nodes by the generated Python, so every command that the schema has is at hand."""

import importlib.util

from programs import ROOT
from wire_peer import CONTROL_RESPONSE, PING, WirePeer, message

_spec = importlib.util.spec_from_file_location("weir_wire", ROOT / "generated/python/weir.py")
wire = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(wire)


class Refused(Exception):
    """The node's status and its sentence."""

    def __init__(self, status, reason: str):
        super().__init__(f"{status!r}: {reason}")
        self.status = status
        self.reason = reason


class Controller:
    """One connection to one node, which answers pings while it waits."""

    def __init__(self, port: int, name: str = "controller:test", patience_s: float = 10,
                 nonce: int = 1, function_flags: int = 0):  # fmt: skip
        self.peer = WirePeer(port, patience_s)
        self.peer.send(wire.to_message(wire.Hello(protocol_version=2, boot_nonce=nonce, node_name=name,
                                                  function_flags=function_flags)))
        self._last_id = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        self.peer.close()

    def ask(self, command: str, **fields):
        """The reply; Refused with the reason when the status is not ok."""
        number = wire.Command[command].value
        status, body = self.ask_raw(number, wire.REQUESTS[number](**fields).encode())
        if status != wire.Status.ok:
            raise Refused(status, wire.Refusal.decode(body).reason)
        return wire.REPLIES[number].decode(body)

    def ask_raw(self, command: int, body: bytes) -> tuple[int, bytes]:
        self._last_id += 1
        request = wire.ControlRequest(request_id=self._last_id & 0xFFFF, command=command, body=body)
        self.peer.send(wire.to_message(request))
        while True:
            kind, payload = self.next()
            if kind == CONTROL_RESPONSE:
                response = wire.ControlResponse.decode(payload)
                if response.request_id == request.request_id:
                    return response.status, bytes(response.body)

    def next(self) -> tuple[int, bytes]:
        while True:
            kind, payload = self.peer.next()
            if kind != PING:
                return kind, payload
            ping = wire.Ping.decode(payload)
            self.peer.send(wire.to_message(wire.Pong(nonce=ping.nonce, sent_at=ping.sent_at)))

    def next_change(self):
        """The next state_change; other messages are passed over."""
        while True:
            kind, payload = self.next()
            if kind == wire.StateChange.TYPE:
                return wire.StateChange.decode(payload)


def stalled(port: int) -> WirePeer:
    """A peer that said hello and then never reads."""
    peer = WirePeer(port)
    peer.send(wire.to_message(wire.Hello(protocol_version=2, boot_nonce=2, node_name="controller:stalled")))
    return peer


def attach(peer: WirePeer, stream_id: int, **edge) -> None:
    """Asks for a stream on the peer's own connection, and does not wait for the answer."""
    number = wire.Command["start_relay"].value
    body = wire.StartRelayRequest(stream_id=stream_id, **edge).encode()
    peer.send(wire.to_message(wire.ControlRequest(request_id=1, command=number, body=body)))


__all__ = ["Controller", "Refused", "attach", "message", "stalled", "wire"]
