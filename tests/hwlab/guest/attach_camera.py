"""In the guest: plugs the camera that a program on the host plays. usage: attach_camera.py HOST PORT"""

import socket
import struct
import sys

OP_REQ_IMPORT = 0x8003
REPLY_BYTES = 8 + 312

connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
connection.sendall(struct.pack(">HHI", 0x0111, OP_REQ_IMPORT, 0) + b"1-1".ljust(32, b"\0"))
reply = b""
while len(reply) < REPLY_BYTES:
    part = connection.recv(REPLY_BYTES - len(reply))
    if not part:
        sys.exit("attach_camera: the host closed the link before it told what it offers")
    reply += part
bus, device, speed = struct.unpack_from(">III", reply, 8 + 256 + 32)
# From here on the kernel owns the connection: port 0 of the virtual host controller.
with open("/sys/devices/platform/vhci_hcd.0/attach", "w") as attach:
    attach.write(f"0 {connection.fileno()} {bus << 16 | device} {speed}")
