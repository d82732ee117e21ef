"""Pages as a test reads them."""

import re
from html import unescape
from html.parser import HTMLParser

from django.test import Client

from alerts.store.alerts import key_of
from tests.console_site import finding

INTERVIEW = f"/alerts/{key_of(finding().fingerprint)}/"
PATHS = ("/", "/clocks", "/rules/", "/rules/b1d-interview/", INTERVIEW, "/nowhere")
VOID = {"meta", "link", "input", "br", "hr", "img"}


def text_of(client: Client, path: str, status: int = 200) -> str:
    """Fetch a page and give what it says, without its tags and with single spaces."""
    response = client.get(path)
    assert response.status_code == status
    body = re.sub(r"<head>.*</head>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ").split())


def titles(client: Client, path: str) -> list[str]:
    """Give the titles in a list page's table, in order."""
    page = client.get(path).content.decode()
    return [unescape(title) for title in re.findall(r'<a class="title"[^>]*>([^<]*)</a>', page)]


class Outline(HTMLParser):
    """Checks that tags nest, and collects headings, ids and what each tag carries."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that opens."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that it is the tag that closes."""
        assert self.open.pop() == tag
