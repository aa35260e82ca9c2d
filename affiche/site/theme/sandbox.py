"""The sandbox that templates of a site run in, made quick for what they mostly see: our own frozen records.

A template can read what it is given and nothing else: no names with an underscore in front, no file, no module,
and nothing that it could change. A record has only fields, plain properties and methods that change nothing, so its
names need no further look; Jinja2's own would take half of the time of a page.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any

from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from affiche.site.kept import RECORD
from affiche.site.theme.templates import Templates, is_open

if TYPE_CHECKING:
    from jinja2.runtime import Context


class Sandbox(Templates, ImmutableSandboxedEnvironment):
    """Jinja2's sandbox with a short way to the fields of records, to their methods, and to macros."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read a field of a record at once, and anything else by the sandbox's rules."""
        if is_open(type(obj)) and attribute[:1] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

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
