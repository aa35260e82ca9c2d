"""How templates are compiled and run: those of Affiche at full speed, those of a site in the sandbox."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.nodes import Name
from jinja2.runtime import LoopContext, Macro, StrictUndefined
from markupsafe import Markup, escape

from affiche.site.kept import RECORD, Kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.compiler import Frame
    from jinja2.nodes import Call, Expr, Getattr
    from jinja2.runtime import Context

_SPECIAL = re.compile("[&<>\"']")


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
        if vars is None and isinstance(self.environment, Templates):
            macros = (each for each in module.__dict__.values() if type(each) is Macro)
            self.environment.libraries.update(macros)
        return module

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Import it as it was first imported: all templates of a language have the same globals."""
        del ctx
        return super()._get_default_module()


class _Escaping(CodeGenerator):
    """Writes the code of templates, in which what needs no escaping costs one look."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Templates(Environment):
    """The templates of one language, what their macros wrote, and a short way to the fields of records."""

    template_class = _Library
    code_generator_class = _Escaping

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Begin with no library imported."""
        super().__init__(*arguments, **options)
        self.kept = Kept()
        self.libraries: set[Macro] = set()
        """The macros that see no page: each writes the same whenever it is given the same."""

    @staticmethod
    def escaped(value: object) -> str:
        """Escape a value that is put into a page."""
        kind = type(value)
        if kind is Markup or (kind is str and not _SPECIAL.search(value)):  # type: ignore[call-overload]
            return value  # type: ignore[return-value]
        return escape(value)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Read a field of a record, which a filter asks for so, at once."""
        if isinstance(argument, str) and is_open(type(obj)):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)


def is_open(kind: type) -> bool:
    """Return whether all names without an underscore in front may be read: of records, libraries and loops."""
    return hasattr(kind, RECORD) or kind is TemplateModule or kind is LoopContext


class _Direct(_Escaping):
    """Writes the code of templates so that Python itself reads fields."""

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 the name that Jinja2 gives it
        is_block = isinstance(node.node, Name) and node.node.name == "self"
        if is_block or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        self.write("environment.call(context, ")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")


class OwnTemplates(Templates):
    """Affiche's own templates, which are trusted as its code is; nobody else's text is ever run here."""

    code_generator_class = _Direct

    def call(self, context: Context, function: Any, *arguments: Any, **named: Any) -> Any:
        """Call a macro by what was kept of it, and anything else at once."""
        if type(function) is not Macro:
            return function(*arguments, **named)
        if function in self.libraries and not named:
            return self.kept.once(function, *arguments)
        return function(context.eval_ctx, *arguments, **named)
