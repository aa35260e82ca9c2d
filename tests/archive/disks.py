"""Disks that refuse: at a step that a test chooses, whatever is done to them fails as on one that is full."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pytest


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, step: int, names: Sequence[str]) -> Iterator[None]:
    """Let these functions of `os` raise once, when all of them together were called for this time, from 1."""
    count = 0

    def refused(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == step:
                raise OSError(errno.ENOSPC, "No space left on device")
            return original(*arguments, **options)

        return call

    with monkeypatch.context() as patched:
        for name in names:
            patched.setattr(os, name, refused(getattr(os, name)))
        yield
