"""`affiche serve`: the site as it would be, in a browser that follows every save."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli.language import spoken
from affiche.cli.options import as_of_option, brand_option, existing, now, say, source_option
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(short_help="Show the site with the drafts, and follow every save.")
@source_option
@brand_option
@as_of_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Where to serve it."
)
@click.option(
    "--edit", "is_edited", is_flag=True, help="Let the texts be changed and published in the browser as well."
)
@click.option("--open", "is_opened", is_flag=True, help="Show it in a browser at once.")
def serve(  # noqa: PLR0913 one for each option
    source: Path, brand: str, as_of: date | None, port: int, *, is_opened: bool, is_edited: bool
) -> None:
    """Show the site with the drafts, on this machine alone, and follow every save.

    Of several sites, each is shown under its name; --brand shows one as if it stood there alone.

    A page at an address that ends in ?as-of=2027-01-02 is shown as it would be on that day.
    """
    source = existing(source)
    with waiting("Reading the source"):
        from affiche import serving

        server = serving.PreviewServer(
            serving.Options(
                source=source,
                brand=brand,
                now=lambda: as_of or now(),
                is_opened=is_opened,
                say=say,
                is_edited=is_edited,
                language=spoken(),
            )
        )
    serving.serve(server, port)
