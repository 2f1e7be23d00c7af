"""A misbehaving server for the tests of this folder."""

from collections.abc import Iterator

import pytest
from tests.reading.serving import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback."""
    with serving() as site:
        yield site
