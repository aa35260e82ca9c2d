"""A version in the words of schema.org, for search engines: a filter of the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from affiche.site.records import VersionPage


def schema_org(page: VersionPage) -> dict[str, Any]:
    """Say what the text is, in which language, since when and until when it applies, and who published it."""
    entry, standing = page.entry, page.entry.standing
    version = standing.version
    applies = {"temporalCoverage": f"{version.effective.isoformat()}/{standing.until or '..'}"}
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": entry.address.url,
        "url": entry.address.url,
        "name": page.title,
        "inLanguage": page.frame.localizer.tag,
        "version": version.id,
        "creativeWorkStatus": standing.status.value,
        "datePublished": version.published.isoformat(),
        **(applies if standing.ever_in_force else {}),
        "publisher": {
            "@type": "Organization",
            "name": page.frame.organisation,
            "url": page.frame.organisation_url,
        },
    }
