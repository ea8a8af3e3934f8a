"""The port: the one asked for or an error that says what to do; without one, the next free."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assistant.app import ports
from corpus.errors import TrolyError


@contextmanager
def listening() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_free_port_that_was_asked_for_is_used() -> None:
    with listening() as port:
        pass
    assert ports.free_port("127.0.0.1", port) == port


def test_a_taken_port_is_refused_with_another_to_try() -> None:
    with listening() as port, pytest.raises(TrolyError) as error:
        ports.free_port("127.0.0.1", port)
    assert str(error.value) == (
        f"Cổng {port} đang được chương trình khác dùng. Hãy chọn cổng khác, ví dụ: --port {port + 1}."
    )


def test_the_last_port_suggests_the_one_before() -> None:
    assert "--port 65534" in str(ports.taken(65535))


def test_without_a_port_taken_ones_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as port:
        monkeypatch.setattr(ports, "FIRST_PORT", port)
        assert port < ports.free_port("127.0.0.1", None) < port + ports.PORTS


def test_no_free_port_at_all_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as port:
        monkeypatch.setattr(ports, "FIRST_PORT", port)
        monkeypatch.setattr(ports, "PORTS", 1)
        with pytest.raises(TrolyError, match=f"Các cổng từ {port} đến {port} đều bận"):
            ports.free_port("127.0.0.1", None)


@pytest.mark.parametrize("host", ["192.0.2.1", "khong phai dia chi"])
def test_an_address_that_is_not_this_machines_is_an_error(host: str) -> None:
    with pytest.raises(TrolyError, match=f"Không mở được địa chỉ “{host}”"):
        ports.free_port(host, None)


@pytest.mark.parametrize(("host", "local"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)])
def test_which_addresses_stay_on_this_machine(host: str, local: bool) -> None:
    assert ports.is_local(host) is local
