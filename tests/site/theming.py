"""The part of docs/theming.md that lists what a template sees, made from the records themselves."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.site.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = ROOT / "docs" / "theming.md"
HEADING = "## What a template sees\n"
RECORDS = (
    "affiche/site/records.py",
    *(f"affiche/site/pages/{name}.py" for name in ("front", "version", "redline", "since", "side_by_side")),
    *(
        f"affiche/site/pages/{name}.py"
        for name in ("days", "earlier", "history", "feed", "former", "sitemap", "notice")
    ),
)
WITHIN = {
    "affiche/site/urls.py": ("Address",),
    "affiche/timeline.py": ("Status", "VersionStatus"),
    "affiche/model.py": (
        *("Significance", "Section", "Edition", "Promises", "Choice", "Recourse", "Told", "Withdrawal"),
        *("Version", "Policy"),
    ),
    "affiche/notices/banner.py": ("Banner", "BannerLine"),
    "affiche/notices/record.py": (
        *("Message", "Notice", "Announcement", "FactChange", "SectionChange", "Option", "Links", "Sender"),
    ),
    "affiche/site/pages/timeline_chart.py": ("Words", "Mark", "Span", "Year", "TimelineChart"),
    "affiche/site/pages/block_pairs.py": ("Side", "Pair"),
    "affiche/compare/changes.py": (
        *("Kind", "Aspect", "Place", "WordChange", "Change", "RedlineSection", "Redline", "Comparison"),
    ),
    "affiche/localization/localizer.py": ("Localizer",),
}
"""Records that page records lead to, by the files that hold them."""

BASES = {"Page", "PolicyPage", "EditionPage", "FrontPage"}


def page() -> str:
    """Write the page: what stands there by hand, and the records as they are."""
    by_hand, _, _ = PAGE.read_text(encoding="utf-8").partition(HEADING)
    return by_hand + HEADING + "\n" + "\n".join(_listed())


def _listed() -> Iterator[str]:
    yield (
        "A template gets the record of its page as `page`. Records cannot be changed, and using a name that a record does not have is\n"
        "reported with its line. The following tables are generated from the program.\n"
    )
    yield "### Pages\n"
    classes = [each for file in RECORDS for each in _classes(file)]
    yield from _all([each for each in classes if _is_page(each)])
    yield "### What pages hold\n"
    yield from _all([each for each in classes if not _is_page(each)])
    for file, names in WITHIN.items():
        yield from _all([each for each in _classes(file) if each.name in names])


def _classes(file: str) -> Iterator[ast.ClassDef]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    yield from (node for node in tree.body if isinstance(node, ast.ClassDef))


def _is_page(each: ast.ClassDef) -> bool:
    return each.name in BASES or bool(_template(each))


def _template(each: ast.ClassDef) -> str:
    for node in each.body:
        if (
            isinstance(node, ast.AnnAssign)
            and ast.unparse(node.target) == "template"
            and isinstance(node.value, ast.Constant)
        ):
            return str(node.value.value)
    return ""


def _all(classes: list[ast.ClassDef]) -> Iterator[str]:
    for each in classes:
        base = ast.unparse(each.bases[0]) if each.bases else ""
        template = _template(each)
        shown = f", shown by `{template}`" if template else ""
        rows = list(_rows(each))
        more = f" It has what `{base}` has{', and:' if rows else '.'}" if base.endswith("Page") else ""
        yield f"**`{each.name}`**{shown}. {_first_line(ast.get_docstring(each))}{more}\n"
        if rows:
            yield "| name | is | |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _rows(each: ast.ClassDef) -> Iterator[str]:
    """Each field with its type and what is said of it, then each property and method."""
    for node, after in zip(each.body, [*each.body[1:], None], strict=True):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name != "of":
            arguments = [one.arg for one in node.args.args[1:]]
            call = "" if node.decorator_list else f"({', '.join(arguments)})"
            yield _row(node.name + call, node.returns, _first_line(ast.get_docstring(node)))
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            name = ast.unparse(target)
            if name == "template" or name.startswith("_"):
                continue
            said = after.value if isinstance(after, ast.Expr) else None
            words = str(said.value) if isinstance(said, ast.Constant) else ""
            shape = node.annotation if isinstance(node, ast.AnnAssign) else node.value
            yield _row(name, shape, _first_line(words))


def _row(name: str, shape: ast.expr | None, words: str) -> str:
    written = ast.unparse(shape) if shape else ""
    written = re.sub(r"^'(.*)'$", r'"\1"', written).replace("|", "\\|")
    return f"| `{name}` | `{written}` | {words.replace('|', chr(92) + '|')} |"


def _first_line(words: str | None) -> str:
    return (words or "").strip().partition("\n")[0]
