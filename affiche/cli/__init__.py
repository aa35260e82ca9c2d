"""The command line: arguments into calls, what they give into text and an exit code.

Each command is a file of this folder. It imports what it uses when it runs, so that `affiche --help` starts at once.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from affiche import __version__
from affiche.cli.archive.publish import publish
from affiche.cli.archive.repair import repair
from affiche.cli.archive.show import show
from affiche.cli.archive.verify import verify
from affiche.cli.archive.withdraw import withdraw
from affiche.cli.build import build
from affiche.cli.completion import completion
from affiche.cli.doctor import doctor
from affiche.cli.language import asked_for, speak
from affiche.cli.locale_options import with_what_was_meant
from affiche.cli.new import new
from affiche.cli.notice import notice
from affiche.cli.options import DONE, PROBLEMS, USAGE, say
from affiche.cli.serve import serve
from affiche.cli.status import status
from affiche.cli.texts.check import check
from affiche.cli.texts.diff import diff
from affiche.cli.texts.explain import explain
from affiche.cli.texts.import_ import import_
from affiche.cli.texts.laws import laws
from affiche.cli.texts.review import review
from affiche.cli.texts.translate import translate
from affiche.messages import shown
from affiche.problems import AfficheError

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Commands(click.Group):
    """The commands; with none named, `build`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else ""
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)  # a shell asks what could stand here
        if not first or (first.startswith("-") and first not in {"--help", "-h", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="affiche %(version)s")
def affiche() -> None:
    """Publish privacy policies and other legal notices as dated, versioned pages.

    With no command, builds the site.
    """


affiche.add_command(build)
affiche.add_command(check)
affiche.add_command(completion)
affiche.add_command(diff)
affiche.add_command(doctor)
affiche.add_command(explain)
affiche.add_command(new)
affiche.add_command(import_)
affiche.add_command(notice)
affiche.add_command(laws)
affiche.add_command(publish)
affiche.add_command(repair)
affiche.add_command(review)
affiche.add_command(serve)
affiche.add_command(show)
affiche.add_command(status)
affiche.add_command(translate)
affiche.add_command(verify)
affiche.add_command(withdraw)


_LONE = re.compile("[\ud800-\udfff]")
"""What stands for a byte of an argument that is not UTF-8."""


def _readable(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments, if all of them are text."""
    for before, each in pairwise(["", *arguments]):
        if _LONE.search(each):
            what = before if before.startswith("--") else repr(_LONE.sub("�", each))
            raise click.UsageError(f"{what} is not UTF-8: set your terminal to UTF-8, and type it again.")
    return arguments


def _refused(error: OSError) -> str:
    """Say what the system refused; copying a folder gathers what went wrong with each file."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        return "; ".join(f"{reason}" for _, _, reason in error.args[0])
    return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"


def _show(error: click.ClickException) -> None:
    """Show wrong usage in the editor’s language."""
    object.__setattr__(error, "message", shown(error.message))
    error.show()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give the exit code; whatever goes wrong, nobody sees a traceback unasked."""
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # else it asks every installed package for one
    try:
        arguments = _readable(sys.argv[1:] if arguments is None else arguments)
        language, arguments = asked_for(arguments, os.environ)
        speak(language, affiche)
        code = affiche.main(args=arguments, prog_name="affiche", standalone_mode=False, obj=language)
    except click.ClickException as error:
        error = with_what_was_meant(error) if isinstance(error, click.NoSuchOption) else error
        _show(error)
        return USAGE
    except click.Abort:
        say("Stopped.", err=True)
        return PROBLEMS
    except AfficheError as error:
        say(f"affiche: {shown(str(error))}", err=True)
        return USAGE
    except OSError as error:
        say(f"affiche: {_refused(error)}", err=True)
        return PROBLEMS
    except Exception as error:
        if os.environ.get("AFFICHE_DEBUG"):
            raise
        say(
            f"affiche: a fault of Affiche itself: {type(error).__name__}: {error}\n"
            "Nothing was changed. With AFFICHE_DEBUG=1 in the environment it says where, for a report.",
            err=True,
        )
        return PROBLEMS
    return code if isinstance(code, int) else DONE
