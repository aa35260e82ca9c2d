"""A small source to give to a lawyer, and Word files edited as Word would write the edits."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from affiche.cli import main
from affiche.reviewing import Returned, Reviewed, review_in, review_out, write_review

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = """# Privacy policy

Finch Ltd. makes **help-desk** software. See [](#keep) and [our blog](https://blog.example/posts){: hreflang=en }.

## What we collect {#collect}

We keep *messages* for {{ facts.retention.calls }}, and
write to <{{ facts.contact.email }}>.

- names;
- e-mail addresses:
    - of customers;
    - of visitors.

1. First, we ask.
2. Then we answer.[^why]

> A note: nothing here is *sold*.

[^why]: Within the time that the law gives.

## How long we keep it {#keep}

| Record | Kept for |
|---|---|
| Calls | {{ facts.retention.calls }} |
| Bills \\| invoices | ten years |

{{ table("recipients") }}

<!-- for later -->

Snake_case and 2 * 3 stay as they are.
"""
POLICY = """
slug: {en: privacy}
title: {en: Privacy policy}
facts:
  contact: {email: privacy@finch.example}
  retention: {calls: 90 days}
  recipients:
    columns: {name: Recipient, country: Country}
    rows:
      - {name: Perch Hosting, country: Canada}
      - {name: Heron Mail, country: France}
"""
SITE = """
organisation: {name: Finch Ltd., address: 1 Beak Street, email: hello@finch.example, url: "https://finch.example"}
base_url: https://finch.example/legal
timezone: America/Toronto
locales: [en]
policies: [privacy]
"""


def site(folder: Path, text: str = TEXT) -> Path:
    """Write the source."""
    source = folder / "content"
    (source / "privacy").mkdir(parents=True)
    (source / "site.yaml").write_text(SITE, "utf-8")
    (source / "privacy/policy.yaml").write_text(POLICY, "utf-8")
    (source / "privacy/en.md").write_bytes(text.encode())
    return source


def sent(source: Path) -> bytes:
    """The Word file of the working text."""
    return review_out(source, "privacy", None)[1]


def edited(data: bytes, change: Callable[[str], str], **parts: str) -> bytes:
    """The file with its main part changed, and other parts put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            if name == "word/document.xml":
                xml = before.read(name).decode()
                changed = change(xml)
                assert changed != xml, "nothing was edited"
                after.writestr(name, changed)
            elif name not in parts:
                after.writestr(name, before.read(name))
        for name, part in parts.items():
            after.writestr(name, part)
    return out.getvalue()


def swap(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """Put other XML in the place of some that is there once."""

    def change(xml: str) -> str:
        for old, new in pairs:
            assert xml.count(old) == 1, (old, xml.count(old))
            xml = xml.replace(old, new)
        return xml

    return change


def returned(source: Path, data: bytes, *, accepts: bool = True) -> tuple[str, Reviewed]:
    """The working text once a file is taken in, and what is said about it."""
    reviewed = review_in(source, "privacy", Returned(path="edited.docx", data=data, accepts=accepts))
    write_review(source, reviewed)
    return (source / "privacy/en.md").read_bytes().decode(), reviewed


def run(*arguments: str) -> int:
    """Run the command."""
    return main(list(arguments))
