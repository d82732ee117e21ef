"""The site, configured once for the whole process; a store without a row; and a browser without a browser."""

from collections.abc import Iterator

import pytest
from django.test import Client

from alerts.store.alerts import AlertStore
from tests import console_site


@pytest.fixture(scope="session", autouse=True)
def site() -> None:
    """Configure the site."""
    console_site.ready()


@pytest.fixture
def store() -> Iterator[AlertStore]:
    """Give an empty store, and empty it afterwards."""
    with console_site.empty():
        yield AlertStore()


@pytest.fixture
def client() -> Client:
    """Give a client that shows the pages for errors rather than raise."""
    return Client(raise_request_exception=False)


@pytest.fixture
def shown(store: AlertStore) -> None:
    """Show the sample on the pages."""
    store.apply(console_site.sample())
