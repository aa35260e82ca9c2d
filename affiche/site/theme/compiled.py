"""What templates were compiled to, kept within a process, and those of Affiche beside the program like its own modules.

Python keeps what it compiled in `__pycache__`, and believes it as far as it believes the program: who can write there
can write that too. Affiche's own templates are kept by the same rule, in the same place, and a site's never.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from functools import cached_property
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

_COMPILERS = ("templates.py", "theme.py")
"""What of Affiche decides how a template is compiled."""


class Compiled(BytecodeCache):
    """What each template was compiled to, so that another theme of the same process need not do it again."""

    def __init__(self) -> None:
        self._buckets: dict[str, Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept of a template, if the template is still the same."""
        kept = self._buckets.get(bucket.key)
        if kept and kept.checksum == bucket.checksum:
            bucket.code = kept.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it in place of what the template was before."""
        self._buckets[bucket.key] = bucket


class CompiledBesideProgram(Compiled):
    """The same also between processes, where Python may keep what it compiles; where not, that is no problem."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder, which is the one where Python keeps this very module."""
        super().__init__()
        self._folder = folder or Path(cache_from_source(__file__)).parent

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take it from this process or from the folder; what is damaged there, or of another program, is not taken."""
        super().load_bytecode(bucket)
        if bucket.code is None:
            with suppress(OSError):
                found, _, code = self._file(bucket).read_bytes().partition(b"\n")
                if found == _digest(bucket, code):
                    bucket.code = marshal.loads(code)  # noqa: S302 believed as Python's own files beside it

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for this process and the next ones."""
        super().dump_bytecode(bucket)
        if sys.dont_write_bytecode:
            return
        code, place = marshal.dumps(bucket.code), self._file(bucket)
        aside = place.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            aside.write_bytes(_digest(bucket, code) + b"\n" + code)
            aside.replace(place)
        with suppress(OSError):
            aside.unlink(missing_ok=True)  # what a full disk left

    def get_source_checksum(self, source: str) -> str:
        """Know a template by its text and by what compiles it."""
        return hashlib.sha256(f"{self._compiler}\n{source}".encode()).hexdigest()

    @cached_property
    def _compiler(self) -> str:
        own = b"".join(Path(__file__).with_name(name).read_bytes() for name in _COMPILERS)
        return f"{jinja2.__version__} {hashlib.sha256(own).hexdigest()}"

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"template-{bucket.key}.{sys.implementation.cache_tag}.pyc"


def _digest(bucket: Bucket, code: bytes) -> bytes:
    """Give what a whole file begins with, so that no damaged one is taken."""
    return hashlib.sha256(bucket.checksum.encode() + code).hexdigest().encode()
