"""A site.yaml that describes several sites: each is read as if it stood there alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.problems import ProblemLog, UnknownError, chosen, one_of
from affiche.source.data.values import SLUG
from affiche.source.data.yaml import Node, read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from affiche.problems import Location
    from affiche.source.files import SourceFolder

SITES = "sites"
OWN = ("base_url", "policies")
"""What each of several sites has for itself."""


def site_names(folder: SourceFolder) -> tuple[str, ...]:
    """Name the sites that site.yaml describes; none where it describes one alone, or cannot be read."""
    return tuple(_described(folder))


def site_at(folder: SourceFolder, place: str) -> str:
    """Name the site that is served at an address, or lies in a folder of its name; "" if there is only one."""
    sites = _described(folder)
    bases = {name: f"{site.find(('base_url',)).value}".rstrip("/") for name, site in sites.items()}
    served = (name for name, base in bases.items() if f"{place.rstrip('/')}/".startswith(f"{base}/"))
    named = place.rstrip("/").rpartition("/")[2]
    found = max(served, key=lambda name: len(bases[name]), default=named if named in sites else "")
    if sites and not found:
        raise UnknownError(f"which site is at {place}? Add --brand, with {one_of(sites)}.")
    return found


def by_site(folder: SourceFolder, policies: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Say in which sites policies of these names are, or all of them where none is named: each site with its own.

    A source of one site gives that alone, without a name; a policy that no site has is looked for in the first.
    """
    sites = {name: listed_by(site).keys() for name, site in _described(folder).items()}
    if not sites:
        return [("", tuple(policies))]
    known = {name for listed in sites.values() for name in listed}
    first = next(iter(sites))
    asked = {
        site: tuple(name for name in policies if name in listed or (site == first and name not in known))
        for site, listed in sites.items()
    }
    return [(site, names) for site, names in asked.items() if names or not policies]


def _described(folder: SourceFolder) -> dict[str, Node]:
    quiet = folder.with_log(ProblemLog())
    file = quiet.peek("site.yaml", what="the sites") if quiet.exists("site.yaml") else None
    node = read_yaml(file, quiet.log) if file and SITES in file.text else None
    return _sites(node) if node else {}


def one_site(node: Node, name: str, policies: Collection[str], log: ProblemLog) -> Node:
    """Return what site.yaml says of one site: that of this name, or that of these policies, or the first."""
    if SITES not in node.keys or not isinstance(node.value, dict):
        return node
    sites = _sites(node)
    _check(node, sites, log)
    of_policies = (each for each in sites.values() if listed_by(each).keys() & set(policies))
    first = next(iter(sites.values()), Node(location=node.location, value={}))
    own = chosen(sites, name, "site") if name else next(of_policies, first)
    shared = {key: part for key, part in node.value.items() if key != SITES}
    assert isinstance(own.value, dict)
    return replace(own, value={**shared, **own.value}, keys={**node.keys, **own.keys})


def listed_by(site: Node) -> dict[str, Location]:
    """Give the policies that a site lists, each with its place."""
    listed = site.find(("policies",)).value
    return (
        {each.value: each.location for each in listed if isinstance(each.value, str)}
        if isinstance(listed, list)
        else {}
    )


def listed_anywhere(node: Node) -> set[str]:
    """Name the policies that any of the sites lists."""
    return {name for site in _sites(node).values() for name in listed_by(site)}


def files_of_looks(node: Node) -> frozenset[str]:
    """Name the files that the looks of the sites name, as far as these can be read."""
    looks = (site.find(("look",)).value for site in _sites(node).values() if "look" in site.keys)
    values = (each.value for look in looks if isinstance(look, dict) for each in look.values())
    return frozenset(value for value in values if isinstance(value, str))


def _sites(node: Node) -> dict[str, Node]:
    found = node.find((SITES,)).value if SITES in node.keys else None
    return (
        {name: site for name, site in found.items() if isinstance(site.value, dict)}
        if isinstance(found, dict)
        else {}
    )


def _check(node: Node, sites: Mapping[str, Node], log: ProblemLog) -> None:
    """Note what cannot be several sites: keys in the wrong place, and what two of them share."""
    if not sites:
        log.add(
            node.keys[SITES],
            "there is no site here",
            expected="a name for each site, and under it what it has for itself",
            rule="site/several",
        )
    for key in OWN:
        if key in node.keys:
            log.add(
                node.keys[key],
                f"{key!r} stands beside the sites, and would be the same for all of them",
                expected=f"{key} under each of {', '.join(sites)}",
                rule="site/several",
            )
    for name, where in node.find((SITES,)).keys.items():
        if name not in sites:
            log.add(
                where,
                f"{name!r} is no site",
                expected="base_url, policies and what else is its own",
                rule="site/several",
            )
        elif not SLUG.fullmatch(name):
            log.add(
                where,
                f"{name!r} cannot be the name of a site, which is that of its folder",
                expected="lower-case letters a to z, digits, and single hyphens between them",
                rule="site/several",
            )
    _check_shared(sites, log)


def _check_shared(sites: Mapping[str, Node], log: ProblemLog) -> None:
    """Note a policy or an address that two sites have."""
    known: dict[str, str] = {}
    for name, site in sites.items():
        address = site.find(("base_url",)) if "base_url" in site.keys else None
        values = dict(listed_by(site))
        values |= {address.value: address.location} if address and isinstance(address.value, str) else {}
        for value, where in values.items():
            if known.setdefault(value, name) != name:
                log.add(
                    where,
                    f"{value!r} is of the site {known[value]!r} already",
                    expected="each policy, and each address, for one site alone",
                    fix="give this site a folder of its own for the policy, with `text:` in its policy.yaml: see docs/sites.md"
                    if address is None or where != address.location
                    else "",
                    rule="site/several",
                )
