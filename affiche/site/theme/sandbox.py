"""The sandbox that templates run in, made quick for what they mostly see: our own frozen records.

A template can read what it is given and nothing else: no names with an underscore in front, no file, no module,
and nothing that it could change. A record has only fields, plain properties and methods that change nothing, so its
names need no further look; Jinja2's own would take half of the time of a page.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any

from jinja2 import Template
from jinja2.bccache import BytecodeCache
from jinja2.environment import TemplateModule
from jinja2.runtime import LoopContext, Macro, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from affiche.site.kept import RECORD, Kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.bccache import Bucket
    from jinja2.runtime import Context


class Unknown(StrictUndefined):
    """A name that does not exist, which fails wherever a template uses it; of a record, the message says its kind."""

    @property
    def _undefined_message(self) -> str:
        if hasattr(type(self._undefined_obj), RECORD):
            return f"{type(self._undefined_obj).__name__} has no {self._undefined_name!r}"
        return super()._undefined_message


class _Library(Template):
    """A template that others import."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 the name that Jinja2 gives it
        shared: bool = False,  # noqa: FBT001, FBT002 as Jinja2 has it
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """Let its macros be kept by what they are given, where they see nothing else."""
        module = super().make_module(vars, shared, locals)
        if vars is None and isinstance(self.environment, Sandbox):
            macros = (each for each in module.__dict__.values() if type(each) is Macro)
            self.environment.libraries.update(macros)
        return module


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox with a short way to the fields of records, to their methods, and to macros."""

    template_class = _Library

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Begin with no library imported."""
        super().__init__(*arguments, **options)
        self.kept = Kept()
        self.libraries: set[Macro] = set()
        """The macros that see no page: each writes the same whenever it is given the same."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read a field of a record at once, and anything else by the sandbox's rules."""
        if _is_open(type(obj)) and attribute[:1] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Read a field of a record, which a filter asks for so, at once."""
        if isinstance(argument, str) and _is_open(type(obj)):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def call(self, context: Context, function: Any, *arguments: Any, **named: Any) -> Any:
        """Call a macro, or a method of a record, at once, and anything else by the sandbox's rules."""
        kind = type(function)
        if kind is Macro:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            if function in self.libraries and not named:
                return self.kept.once(function, *arguments)
            return function(context.eval_ctx, *arguments, **named)
        if kind is MethodType and hasattr(type(function.__self__), RECORD):
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return function(*arguments, **named)
        return super().call(context, function, *arguments, **named)


def _is_open(kind: type) -> bool:
    """Return whether all names without an underscore in front may be read: of records, libraries and loops."""
    return hasattr(kind, RECORD) or kind is TemplateModule or kind is LoopContext


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
