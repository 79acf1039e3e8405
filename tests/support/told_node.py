"""A node for tests that says what it is told to say, and remembers what it was asked."""

import socket
import struct
import threading

from controller import wire
from wire_peer import CONTROL_REQUEST, HEADER, PING


class ToldNode:
    """Serves any number of connections at once until it is closed. `refuses` are commands by name."""

    def __init__(self, name: str, refuses: tuple[str, ...] = (), boot_nonce: int = 7):
        self.name = name
        self.boot_nonce = boot_nonce
        self.refuses = refuses
        self.asked: list[str] = []
        self.runtime: dict = {}
        self.config: dict = {}
        self.events: list = []  # the whole history; two of them go into a message
        self.refusal = wire.Status.unknown_command
        self._connections: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        self._listener.close()
        for connection in self._connections:
            connection.close()

    def tell(self, **change) -> None:
        """Sends a state_change to everybody."""
        for connection in list(self._connections):
            connection.sendall(wire.to_message(wire.StateChange(**change)))

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.sendall(wire.to_message(wire.Hello(protocol_version=2, boot_nonce=self.boot_nonce, node_name=self.name)))
            stream = connection.makefile("rb")
            while header := stream.read(HEADER.size):
                kind, size = HEADER.unpack(header)
                payload = stream.read(size)
                if kind == CONTROL_REQUEST:
                    connection.sendall(self._answer(wire.ControlRequest.decode(payload)))
                elif kind == PING:
                    ping = wire.Ping.decode(payload)
                    connection.sendall(wire.to_message(wire.Pong(nonce=ping.nonce, sent_at=ping.sent_at)))
        except (OSError, struct.error):
            return

    def _events(self, request) -> dict:
        if request.command != wire.Command.get_events:
            return {}
        after = wire.GetEventsRequest.decode(request.body).after
        later = [event for event in self.events if event.number > after]
        return {"boot_nonce": self.boot_nonce, "last": self.events[-1].number if self.events else 0, "events": later[:2]}

    def _answer(self, request) -> bytes:
        command = wire.Command(request.command).name
        self.asked.append(command)
        fields = {"get_runtime_state": {"node_name": self.name, "boot_nonce": self.boot_nonce, "uptime": 1000} | self.runtime,
                  "get_config_state": self.config,
                  "get_events": self._events(request)}.get(command, {})  # fmt: skip
        refused = command in self.refuses
        body = wire.Refusal(reason="not here") if refused else wire.REPLIES[request.command](**fields)
        return wire.to_message(wire.ControlResponse(
            request_id=request.request_id, command=request.command,
            status=self.refusal if refused else wire.Status.ok, body=body.encode()))  # fmt: skip
