"""The server's end of a WebSocket, for tests that play one."""

from __future__ import annotations

import base64
import hashlib
import socket

from websockets.frames import Frame, Opcode
from websockets.protocol import Protocol, Side, State

_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # of RFC 6455


class Wire:
    """Sends and receives messages; made on a connection whose request was read, which it answers."""

    def __init__(self, connection: socket.socket, key: str) -> None:
        accept = base64.b64encode(hashlib.sha1((key + _MAGIC).encode()).digest()).decode()
        self._connection = connection
        self._protocol = Protocol(Side.SERVER, state=State.OPEN)
        connection.sendall(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )

    def send(self, message: str | bytes) -> None:
        """Raises OSError where nobody is there any more."""
        if self._protocol.state is not State.OPEN:
            raise ConnectionResetError("it is closed")
        if isinstance(message, str):
            self._protocol.send_text(message.encode())
        else:
            self._protocol.send_binary(message)
        self._connection.sendall(b"".join(self._protocol.data_to_send()))

    def receive(self, seconds: float = 10.0) -> str | bytes | None:
        """The next message; None once the other end has closed. Raises TimeoutError."""
        self._connection.settimeout(seconds)
        while True:
            for event in self._protocol.events_received():
                if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY):
                    return event.data.decode() if event.opcode is Opcode.TEXT else bytes(event.data)
                if isinstance(event, Frame) and event.opcode is Opcode.CLOSE:
                    self._connection.sendall(b"".join(self._protocol.data_to_send()))
                    return None
            data = self._connection.recv(1 << 16)
            if not data:
                return None
            self._protocol.receive_data(data)
