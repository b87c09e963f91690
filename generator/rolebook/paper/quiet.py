"""How libraries of signatures are called: what they log is kept from the user's terminal, what
they do asynchronously is waited for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

_LOGGERS = ("pikepdf", "pyhanko", "pyhanko_certvalidator")


@contextmanager
def libraries_quiet() -> Iterator[None]:
    """What they log of a damaged file is said by us, in words of our own, or is of no use."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.disabled, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.propagate, logger.level = False, logging.CRITICAL + 1
    try:
        yield
    finally:
        for logger, (disabled, propagate, level) in zip(loggers, before, strict=True):
            logger.disabled, logger.propagate = disabled, propagate
            logger.setLevel(level)


def awaited(make: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What a coroutine of the libraries gives. It runs in a thread of its own: whoever calls may
    have an event loop already, in which a second one is not allowed."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(make())).result()
