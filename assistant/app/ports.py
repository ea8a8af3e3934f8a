"""Finding a free port, and saying in Vietnamese why one cannot be had."""

import errno
import socket

from corpus.errors import TrolyError

FIRST_PORT = 7860
PORTS = 100


def free_port(host: str, wanted: int | None) -> int:
    """``wanted`` if it is free, or the first free port from 7860 when none is wanted.

    Raises TrolyError when it is taken, when none is free, or when ``host`` is not an address of this machine.
    """
    if wanted is not None:
        if not _is_free(host, wanted):
            raise taken(wanted)
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if _is_free(host, port):
            return port
    raise TrolyError(f"Các cổng từ {FIRST_PORT} đến {FIRST_PORT + PORTS - 1} đều bận. Hãy chọn cổng khác bằng --port.")


def taken(port: int) -> TrolyError:
    """What to say when ``port`` is in use."""
    other = port + 1 if port < 65535 else port - 1
    return TrolyError(f"Cổng {port} đang được chương trình khác dùng. Hãy chọn cổng khác, ví dụ: --port {other}.")


def is_local(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    return host in ("localhost", "::1") or host.startswith("127.")


def _is_free(host: str, port: int) -> bool:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        if error.errno == errno.EACCES:
            raise TrolyError(f"Không được phép mở cổng {port}. Hãy chọn cổng từ 1024 trở lên.") from error
        raise TrolyError(f"Không mở được địa chỉ “{host}”. Hãy dùng 127.0.0.1 hoặc địa chỉ của máy này.") from error
    return True
