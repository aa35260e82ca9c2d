"""One flag for every golden file: `pytest --rewrite` writes down what comes out, to be read as a diff."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write golden files anew; read the diff after")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written rather than held to."""
    return bool(request.config.getoption("rewrite"))
