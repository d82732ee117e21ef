"""The pages in a real browser: they render, the keyboard reaches everything, and nothing leaves the host."""

import shutil
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from alerts import site
from alerts.store.alerts import AlertStore, key_of
from tests import console_site

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = (
    "/",
    "/?agency=CT0006400",
    "/clocks",
    f"/alerts/{key_of(console_site.interview()[0].fingerprint)}/",
    "/rules/",
    "/rules/f-training/",
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium (apt-get install chromium)")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the sample, with one feed silent, on a free port of this host."""
    console_site.ready()
    with console_site.empty(), console_site.hearing(console_site.silent()):
        AlertStore().apply(console_site.sample())
        server = create_server(site.wsgi(), host="127.0.0.1", port=0, threads=2)
        serving = threading.Thread(target=server.run, daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()
        serving.join(timeout=10)


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:  # noqa: ARG001 - the site comes first and goes last
    """Start the browser. While it runs this thread may not ask the database: it has an event loop."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Visit:
    """A page in the browser, and what went on around it."""

    def __init__(self, page: Page) -> None:
        """Watch a page."""
        self.page = page
        self.said: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a page of a usual size."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield Visit(page)
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_renders_by_itself(visit: Visit, address: str, path: str) -> None:
    """Every page has its style and not a word on the browser's console, and asks no other host for anything."""
    response = visit.page.goto(address + path)
    assert response is not None
    assert response.status == 200
    header = visit.page.locator("header.site")
    assert header.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(20, 40, 60)"
    assert visit.page.locator("h1").is_visible()
    assert visit.said == []
    assert visit.hosts == {urlsplit(address).netloc}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 640, 900, 1280])
def test_a_page_fits_every_width(visit: Visit, address: str, path: str, width: int) -> None:
    """No page has to be scrolled sideways, from a phone (or 400 % on a desk) to a desk."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.goto(address + path)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_the_first_alert(visit: Visit, address: str) -> None:
    """From the top, the tab key comes by the skip link first and reaches the first alert, each stop being visible."""
    page = visit.page
    page.goto(address)
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        stops.append(focused.get_attribute("class") or focused.get_attribute("name") or focused.inner_text())
        if stops[-1] == "title":
            break
    assert stops[0] == "skip"
    assert stops[-1] == "title"
    assert {"agency", "rule", "severity", "status"} <= set(stops)
    page.keyboard.press("Enter")
    page.wait_for_url("**/alerts/*/")
    assert page.locator("h1").inner_text() == "A copy of the request for the person"


def test_the_skip_link_leads_to_the_content(visit: Visit, address: str) -> None:
    """The first stop jumps past the navigation: the next one is within the content."""
    page = visit.page
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.locator(":focus").is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_the_form_filters_without_a_script(visit: Visit, address: str) -> None:
    """Choosing an agency and asking to show it puts it in the address and narrows the list."""
    page = visit.page
    page.goto(address)
    page.get_by_label("Agency").select_option("CT0006400")
    page.get_by_role("button", name="Show").click()
    assert "agency=CT0006400" in page.url
    assert page.locator("a.title").all_inner_texts() == ["Trained staff"]


def test_the_lists_are_tables_to_a_screen_reader(visit: Visit, address: str) -> None:
    """On a phone's width, where the rows are stacked, the list still is a table with named columns."""
    page = visit.page
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address)
    table = page.get_by_role("table", name="Alerts 1 to 4 of 4")
    assert table.get_by_role("row").count() == 5
    assert table.get_by_role("columnheader").all_inner_texts()[:2] == ["Severity", "What"]


def test_a_silent_feed_is_above_the_list(visit: Visit, address: str) -> None:
    """What could not be seen is said higher on the page than what was."""
    page = visit.page
    page.goto(address)
    warning, table = page.locator(".deaf").bounding_box(), page.locator("table").bounding_box()
    assert warning is not None
    assert table is not None
    assert warning["y"] + warning["height"] <= table["y"]


def test_a_page_prints_without_what_only_a_screen_needs(visit: Visit, address: str) -> None:
    """On paper there is no navigation and no form, and the text is dark on white."""
    page = visit.page
    page.goto(address)
    page.emulate_media(media="print")
    assert [page.locator(part).is_visible() for part in ("header.site nav", ".filters", "table")] == [
        False,
        False,
        True,
    ]
    colour = page.locator(".severity.critical").first.evaluate("one => getComputedStyle(one).color")
    assert colour == "rgb(0, 0, 0)"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_the_paper(visit: Visit, address: str, path: str) -> None:
    """Nothing is cut off at the right edge of a letter page."""
    visit.page.set_viewport_size({"width": 720, "height": 960})
    visit.page.emulate_media(media="print")
    visit.page.goto(address + path)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 720
