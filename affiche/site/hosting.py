"""What a host is told about a site: headers, redirects from former slugs, and the language of the first page.

Every page works without it. Hosts that read no such file, or only a part, lose speed and a header, not an address.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from affiche.site.context import BuildContext

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Sent with every file."""
ASK_AGAIN = "no-cache"
"""A page may turn over at midnight, so that a browser asks each time whether its copy is still the one."""
FOR_EVER = "public, max-age=31536000, immutable"
"""What is asked for by its digest (`style.css?1a2b3c4d`) has another address when it changes."""
_TYPES = {
    "text/html": "html",
    "text/css": "css",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg jpeg",
    "image/webp": "webp",
    "application/json": "json",
    "application/xml": "xml",
    "application/pdf": "pdf",
}
ATOM = "application/atom+xml; charset=utf-8"
SHARED = ("banner.json", "banner.html", "versions.json")
"""What a homepage under another address may fetch."""
_SHARED_NAMES = "|".join(map(re.escape, SHARED))


@dataclass(frozen=True, slots=True)
class Hosted:
    """A site as a host sees it."""

    base_url: str
    languages: Mapping[str, str]
    """The address of the pages for each language that a browser may ask for; `fr-CA` comes before `fr`."""
    moved: tuple[tuple[str, str], ...]
    """Folders under former slugs, each with the one of today; both end in a slash."""
    logs: tuple[tuple[str, str], ...]
    """Change logs under former slugs, each with that of today."""

    @classmethod
    def of(cls, build: BuildContext) -> Hosted:
        """Gather what the rules are made from."""
        site, urls = build.site, build.urls
        former = [
            (then, each.policy, locale)
            for each in build.timelines
            for locale in site.locales
            for then in each.policy.formerly(locale)
        ]
        return cls(
            base_url=urls.base_url,
            languages=_languages({site.language_tags[each]: urls.index(each).href for each in site.locales}),
            moved=tuple(
                (urls.policy(then, locale).href, urls.policy(now, locale).href)
                for then, now, locale in former
            ),
            logs=tuple(
                (urls.history(then, locale).href, urls.history(now, locale).href)
                for then, now, locale in former
            ),
        )

    @property
    def root(self) -> str:
        """The path that the site is served under, which ends in a slash."""
        return urlsplit(self.base_url).path or "/"


def _languages(addresses: Mapping[str, str]) -> dict[str, str]:
    """Let a browser that asks for any French get the pages in `fr-CA`, unless they are in `fr` too."""
    narrow_first = sorted(addresses, key=lambda tag: -tag.count("-"))
    broad = {tag.partition("-")[0]: addresses[tag] for tag in narrow_first}
    return {
        **{tag: addresses[tag] for tag in narrow_first if addresses[tag] != broad[tag.partition("-")[0]]},
        **broad,
    }


def _github_pages(_: Hosted) -> dict[str, str]:
    """GitHub Pages takes neither headers nor redirects; this file keeps it from leaving out folders."""
    return {".nojekyll": ""}


def _netlify(hosted: Hosted) -> dict[str, str]:
    languages = [
        f"{hosted.root} {address} 302! Language={tag.lower()}" for tag, address in hosted.languages.items()
    ]
    moved = [f"{old} {new} 301!" for old, new in (*hosted.moved, *hosted.logs)]
    return {"_headers": _headers_file(hosted), "_redirects": _lines([*languages, *moved])}


def _cloudflare(hosted: Hosted) -> dict[str, str]:
    """Cloudflare Pages does not know the reader's language in a redirect, so that readers choose it on the page."""
    moved = [f"{old} {new} 301" for old, new in (*hosted.moved, *hosted.logs)]
    return {"_headers": _headers_file(hosted), "_redirects": _lines(moved)}


def _headers_file(hosted: Hosted) -> str:
    """Write the form that Netlify and Cloudflare Pages share: of two rules for a file, both count."""
    rules: list[tuple[str, Mapping[str, str]]] = [(f"{hosted.root}*", HEADERS)]
    rules += [(f"{hosted.root}style.css", {"Cache-Control": FOR_EVER})]
    rules += [(f"{address}:policy/feed.xml", {"Content-Type": ATOM}) for address in _indexes(hosted)]
    rules += [(place, {"Access-Control-Allow-Origin": "*"}) for place in _shared(hosted)]
    return _lines(
        line for place, headers in rules for line in (place, *(f"  {key}: {headers[key]}" for key in headers))
    )


def _indexes(hosted: Hosted) -> list[str]:
    return list(dict.fromkeys(hosted.languages.values()))


def _shared(hosted: Hosted) -> list[str]:
    banners = [f"{address}banner.html" for address in _indexes(hosted)]
    return [f"{hosted.root}banner.json", *banners, f"{hosted.root}:policy/versions.json"]


def _vercel(hosted: Hosted) -> dict[str, str]:
    def rule(source: str, headers: Mapping[str, str]) -> dict[str, object]:
        return {"source": source, "headers": [{"key": key, "value": headers[key]} for key in headers]}

    languages = [
        {
            "source": hosted.root,
            "has": [{"type": "header", "key": "accept-language", "value": f"{tag}(?:[,;-].*)?"}],
            "destination": address,
            "permanent": False,
        }
        for tag, address in hosted.languages.items()
    ]
    moved = [
        {"source": f"{old}:page((?:.*/)?)", "destination": f"{new}:page", "permanent": True}
        for old, new in hosted.moved
    ]
    settings = {
        "trailingSlash": True,
        "headers": [
            rule(f"{hosted.root}(.*)", {**HEADERS, "Cache-Control": ASK_AGAIN}),
            rule(f"{hosted.root}style.css", {"Cache-Control": FOR_EVER}),
            rule(f"{hosted.root}(.*)/feed.xml", {"Content-Type": ATOM}),
            *(rule(place, {"Access-Control-Allow-Origin": "*"}) for place in _shared(hosted)),
        ],
        "redirects": [*languages, *moved],
    }
    return {"vercel.json": json.dumps(settings, ensure_ascii=False, indent=2) + "\n"}


def _apache(hosted: Hosted) -> dict[str, str]:
    languages = [
        line
        for tag, address in hosted.languages.items()
        for line in (
            f'RewriteCond %{{HTTP:Accept-Language}} "^{tag}(?:[,;-]|$)" [NC]',
            f'RewriteRule "^$" "{address}" [R=302,L,E=chosen:1]',
        )
    ]
    moved = [
        f'RewriteRule "^{old.removeprefix(hosted.root)}((?:.*/)?)$" "{new}$1" [R=301,L]'
        for old, new in hosted.moved
    ]
    return {
        ".htaccess": _lines(
            [
                f"ErrorDocument 404 {hosted.root}404.html",
                "DirectoryIndex index.html",
                "AddDefaultCharset utf-8",
                f"<Files feed.xml>\n  ForceType '{ATOM}'\n</Files>",
                "<IfModule mod_headers.c>",
                *(f'  Header always set {key} "{value}"' for key, value in HEADERS.items()),
                f'  Header always set Cache-Control "{ASK_AGAIN}"',
                f'  Header always set Cache-Control "{FOR_EVER}" "expr=%{{QUERY_STRING}} =~ /^[0-9a-f]{{8,}}$/"',
                f'  <FilesMatch "^({_SHARED_NAMES})$">\n    Header set Access-Control-Allow-Origin "*"\n  </FilesMatch>',
                '  Header always set Vary "Accept-Language" env=chosen',
                "</IfModule>",
                "<IfModule mod_rewrite.c>",
                *(f"  {line}" for line in ("RewriteEngine On", *languages, *moved)),
                "</IfModule>",
            ]
        )
    }


def _nginx(hosted: Hosted) -> dict[str, str]:
    """Write what a `server` block of nginx includes; it says where the files are itself."""
    languages = [
        f'  if ($http_accept_language ~* "^{tag}([,;-]|$)") {{ return 302 {address}; }}'
        for tag, address in hosted.languages.items()
    ]
    moved = [f'rewrite "^{old}((?:.*/)?)$" {new}$1 permanent;' for old, new in hosted.moved]
    return {
        "nginx.conf": _lines(
            [
                "# In the server block of your site: include /path/of/this/file;",
                "index index.html;",
                "charset utf-8;",
                "charset_types text/html text/css application/json image/svg+xml;",
                f"error_page 404 {hosted.root}404.html;",
                "absolute_redirect off;",
                f'set $affiche_cache "{ASK_AGAIN}";',
                f'if ($args ~ "^[0-9a-f]{{8,}}$") {{ set $affiche_cache "{FOR_EVER}"; }}',
                'set $affiche_vary "";',
                f"if ($uri = {hosted.root}) {{ set $affiche_vary Accept-Language; }}",
                'set $affiche_origin "";',
                f'if ($uri ~ "/({_SHARED_NAMES})$") {{ set $affiche_origin "*"; }}',
                *(f'add_header {key} "{value}" always;' for key, value in HEADERS.items()),
                "add_header Cache-Control $affiche_cache always;",
                "add_header Vary $affiche_vary always;",
                "add_header Access-Control-Allow-Origin $affiche_origin;",
                "types {",
                *(f"  {kind} {endings};" for kind, endings in _TYPES.items()),
                "}",
                f'location ~ "/feed\\.xml$" {{ types {{ }} default_type "{ATOM}"; }}',
                f"location = {hosted.root} {{",
                *languages,
                "}",
                *moved,
            ]
        )
    }


def _s3(hosted: Hosted) -> dict[str, str]:
    """Write what `aws s3api put-bucket-website` and `aws cloudfront create-response-headers-policy` take."""
    rules = [
        {
            "Condition": {"KeyPrefixEquals": old.removeprefix("/"), "HttpErrorCodeReturnedEquals": "404"},
            "Redirect": {"ReplaceKeyPrefixWith": new.removeprefix("/"), "HttpRedirectCode": "301"},
        }
        for old, new in hosted.moved
    ]
    website = {
        "IndexDocument": {"Suffix": "index.html"},
        "ErrorDocument": {"Key": f"{hosted.root.removeprefix('/')}404.html"},
        **({"RoutingRules": rules} if rules else {}),
    }
    security = {
        "ContentSecurityPolicy": {
            "Override": True,
            "ContentSecurityPolicy": HEADERS["Content-Security-Policy"],
        },
        "ContentTypeOptions": {"Override": True},
        "ReferrerPolicy": {"Override": True, "ReferrerPolicy": HEADERS["Referrer-Policy"]},
    }
    headers = {"Name": "affiche", "SecurityHeadersConfig": security}
    return {"s3-website.json": _data(website), "cloudfront-headers.json": _data(headers)}


def _data(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


HOSTS: Mapping[str, Callable[[Hosted], dict[str, str]]] = {
    "apache": _apache,
    "cloudflare": _cloudflare,
    "github-pages": _github_pages,
    "netlify": _netlify,
    "nginx": _nginx,
    "s3": _s3,
    "vercel": _vercel,
}
"""What each host reads: its files by name, inside the output folder."""
