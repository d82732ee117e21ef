"""The lists: what fires, and the clocks that run."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from alerts.console.texts import Feed
from alerts.store.alerts import AlertStore, key_of
from tests import console_site
from tests.console_site import alert, finding, notice
from tests.unit.alerts.pages import INTERVIEW, text_of, titles

pytestmark = pytest.mark.usefixtures("shown")


def test_firing_is_listed_newest_harm_first(client: Client) -> None:
    """The first page lists what fires by when it happened, and no clock."""
    assert titles(client, "/") == [
        "A copy of the request for the person",
        "Trained staff",
        "No interview in custody",
        "A copy of the request for the person",
    ]


def test_a_row_says_all_that_is_needed_to_choose(client: Client) -> None:
    """A row has the severity in words, the summary, the agency with its code, the local time, and how long ago."""
    said = text_of(client, "/?rule=b1d-interview")
    for part in (
        "Critical No interview in custody Possible violation: a federal immigration authority interviewed",
        "New Haven Police Department CT0009300",
        "Mar 8, 2026, 9:30 AM EDT 2 days ago",
        "Alerts 1 to 1 of 1",
        "Matter i-1",
    ):
        assert part in said


def test_a_list_shows_no_subject(client: Client) -> None:
    """The opaque id of a person stands on the alert's own page alone, not even in an address."""
    for path in ("/", "/clocks", "/?severity=critical"):
        assert not re.search(r"p-[0-9]", client.get(path).content.decode())
    assert "person/p-1" in text_of(client, INTERVIEW)


def test_clocks_are_listed_soonest_due_first(client: Client) -> None:
    """The second page lists the clocks that run, with the time left and when it ends."""
    said = text_of(client, "/clocks")
    assert [said.index(part) for part in ("in 1 hour, 30 minutes", "in 6 hours", "in 20 hours")] == sorted(
        said.index(part) for part in ("in 1 hour, 30 minutes", "in 6 hours", "in 20 hours")
    )
    assert "Mar 10, 2026, 1:00 PM EDT" in said
    assert "Still time to put it right" in said


def test_a_clock_that_has_run_out_says_so(client: Client, store: AlertStore) -> None:
    """A clock that is not judged yet never shows a time left."""
    store.apply([notice(7, hours=-0.5)])
    assert "Time is up Mar 10, 2026, 11:00 AM EDT" in text_of(client, "/clocks")
    assert "is about to be judged" in text_of(client, f"/alerts/{key_of(notice(7, hours=-0.5).fingerprint)}/")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("agency=CT0006400", 1),
        ("rule=e1-copy-of-request", 2),
        ("severity=critical", 1),
        ("status=error", 1),
        ("status=error&severity=high&agency=CT0009300&rule=e1-copy-of-request", 1),
        ("status=error&severity=low", 0),
        ("agency=&rule=&severity=&status=", 4),
        ("severity=%00", 4),
    ],
)
def test_filters_narrow_the_list(client: Client, query: str, number: int) -> None:
    """Filters in the address are all kept to; an empty one, or one that no value can be, is none."""
    assert len(titles(client, f"/?{query}")) == number


def test_a_filter_shows_what_it_filters_by(client: Client) -> None:
    """A filter that is set is chosen in the form, one for a value that nobody knows among them."""
    page = client.get("/?agency=CT0001234&severity=low").content.decode()
    assert '<option value="CT0001234" selected>CT0001234</option>' in page
    assert '<option value="low" selected>Low</option>' in page
    assert "No firing alert matches." in page


def test_the_counts_keep_to_the_other_filters(client: Client) -> None:
    """The numbers by severity count what each severity would list with the other filters as they are."""
    assert "Critical 1 High 2 Medium 0 Low 1" in text_of(client, "/")
    assert "Critical 0 High 0 Medium 0 Low 1" in text_of(client, "/?agency=CT0006400&severity=critical")
    page = client.get("/?agency=CT0009300").content.decode()
    assert 'href="?agency=CT0009300&amp;severity=critical"' in page


def test_a_long_list_has_pages(client: Client, store: AlertStore) -> None:
    """Fifty a page; the links keep the filters, and a page that is not there is the last or the first."""
    store.apply(alert(finding(matter=f"i-{number}")) for number in range(100, 210))
    said = text_of(client, "/?severity=critical&page=2")
    assert "Alerts 51 to 100 of 111" in said
    page = client.get("/?severity=critical&page=2").content.decode()
    assert 'rel="prev" href="?severity=critical&amp;page=1"' in page
    assert 'rel="next" href="?severity=critical&amp;page=3"' in page
    assert "Alerts 101 to 111 of 111" in text_of(client, "/?severity=critical&page=99")
    assert "Alerts 1 to 50 of 111" in text_of(client, "/?severity=critical&page=x")


def test_a_page_of_alerts_takes_few_queries(client: Client, django_queries: list[str]) -> None:
    """However many alerts a page lists, it asks the database four times, and reads no body."""
    client.get("/")
    assert len(django_queries) == 4
    assert not any('"body"' in query for query in django_queries)


@pytest.fixture
def django_queries() -> Iterator[list[str]]:
    """Record the SQL that runs."""
    from django.db import connection  # noqa: PLC0415 - exists once the site is configured

    asked: list[str] = []

    def record(execute: object, sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)  # type: ignore[operator]

    with connection.execute_wrapper(record):
        yield asked


def test_an_empty_list_never_says_that_nothing_happened(client: Client) -> None:
    """With nothing firing, the page says when an event was last heard, or that this is not known."""
    with console_site.empty():
        assert "No alert is firing. When an event was last heard is not known here" in text_of(client, "/")
        with console_site.hearing([]):
            assert "No alert is firing. No event was ever heard" in text_of(client, "/")
        with console_site.hearing(console_site.silent()):
            heard = "No alert is firing. Last event heard: Mar 10, 2026, 11:26 AM EDT ( 4 minutes ago )"
            assert heard.replace("( ", "(").replace(" )", ")") in text_of(client, "/").replace("( ", "(").replace(
                " )", ")"
            )
        assert "No clock is running." in text_of(client, "/clocks")


def test_a_silent_feed_stands_above_the_list(client: Client) -> None:
    """A silent feed is named above every list, beside its agency's alerts, and on their pages; others are not."""
    with console_site.hearing(console_site.silent()):
        for path in ("/", "/clocks"):
            said = text_of(client, path)
            warned = said.index("1 feed is silent: we cannot see what happens there Hartford Police Department")
            assert warned < said.index("by severity" if "by severity" in said else "Critical")
            assert "urn:custodes:CT0009300:jms" not in said
        assert text_of(client, "/").count("A feed of this agency is silent") == 1
        trained = key_of(finding(rule="f-training", subject="officer/officer-17").fingerprint)
        assert "we cannot see what happens there" in text_of(client, f"/alerts/{trained}/")
        assert "we cannot see what happens there" not in text_of(client, INTERVIEW)


def test_many_silent_feeds_fold_away(client: Client) -> None:
    """The heading counts every silent feed; a long list of them opens on demand."""
    feeds = [Feed(f"urn:custodes:CT0009300:s{number}", "CT0009300", None, silent=True) for number in range(6)]
    with console_site.hearing(feeds):
        assert "6 feeds are silent" in text_of(client, "/")
        assert "<details>" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "path", ["/nowhere", "/alerts/0123456789abcdef01234567/", "/alerts/x/", "/rules/oz/", "/static/x"]
)
def test_what_is_not_there_has_a_helpful_page(client: Client, path: str) -> None:
    """An address that leads nowhere says so, and leads on."""
    said = text_of(client, path, 404)
    assert "Nothing is here" in said
    assert "All firing alerts" in said


def test_a_fault_does_not_read_as_silence(client: Client) -> None:
    """A page that fails says that this does not mean that no alert is firing, and shows nothing of the fault."""
    said = text_of(client, "/broken", 500)
    assert "It does not say that no alert is firing." in said
    assert "ZeroDivisionError" not in said
