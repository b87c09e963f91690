"""Libraries that speak through the log while they work, kept from the user's terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

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
