"""A library that speaks through the log while it works, kept from the user's terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_LOGGERS = ("pyhanko", "pyhanko_certvalidator")


@contextmanager
def pyhanko_quiet() -> Iterator[None]:
    """What pyHanko logs is said by us, in words of our own, or is of no use to the reader."""
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
