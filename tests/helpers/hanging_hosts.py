"""Hosts that hang before they get a request: ports, proxies and the look-up of a name."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.client_calls import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.helpers.client_calls import Recorder


@contextmanager
def full_port() -> Iterator[int]:
    """Give a port that lets connections wait for ever."""
    with ExitStack() as open_ones:
        listening = open_ones.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = open_ones.enter_context(socket.socket())
            waiting.settimeout(0)
            with suppress(BlockingIOError):
                waiting.connect(listening.getsockname())
        assert not select.select([], [waiting], [], 0.1)[1]  # it is full
        yield listening.getsockname()[1]


@contextmanager
def silent_port() -> Iterator[tuple[int, Callable[[Recorder], None]]]:
    """Give a port that never says a word, and what waits until something was said to it."""
    with ExitStack() as open_ones:
        listening = open_ones.enter_context(socket.create_server(("127.0.0.1", 0)))
        listening.settimeout(AT_ONCE)

        def spoken_to(_: Recorder) -> None:
            connection = open_ones.enter_context(listening.accept()[0])
            assert connection.recv(1)

        yield listening.getsockname()[1], spoken_to


@contextmanager
def socks_port() -> Iterator[tuple[int, Callable[[Recorder], None]]]:
    """Give the port of a SOCKS proxy that claims to be connected, and what waits until it got the request."""
    with ExitStack() as open_ones:
        listening = open_ones.enter_context(socket.create_server(("127.0.0.1", 0)))
        listening.settimeout(AT_ONCE)

        def requested(_: Recorder) -> None:
            connection = open_ones.enter_context(listening.accept()[0])
            for answer in (b"\5\0", b"\5\0\0\1" + bytes(6)):
                assert connection.recv(99)
                connection.sendall(answer)
            assert connection.recv(99).startswith(b"POST")

        yield listening.getsockname()[1], requested


@contextmanager
def hung_resolver() -> Iterator[threading.Event]:
    """Make the look-up of each name hang; yield what is set once one has begun."""
    begun, released, look_up = threading.Event(), threading.Event(), socket.getaddrinfo

    def hang(host: Any, *arguments: Any, **options: Any) -> Any:
        if options.get("flags") != socket.AI_NUMERICHOST:
            begun.set()
            released.wait()
        return look_up(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", hang)
        yield begun
    released.set()
