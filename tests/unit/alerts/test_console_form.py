"""What every page has in common: headers, structure, colours, and that it only reads."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from alerts import console, site
from alerts.console.assets import address_of
from alerts.console.texts import Feed
from alerts.store.alerts import AlertStore, key_of
from schemas.findings import Evidence, Reason
from tests import console_site
from tests.console_site import NOW, alert, finding
from tests.unit.alerts.pages import PATHS, Outline, text_of

pytestmark = pytest.mark.usefixtures("shown")


def test_hostile_ids_are_shown_as_text(client: Client, store: AlertStore) -> None:
    """Whatever an agency puts in an id, it is text on a page, never a tag or an attribute."""
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7 }}{% now %}"
    found = finding(
        subject=f"person/{evil}", matter=evil, actor=evil, agency="CT<b>",
        evidence=(Evidence(evil, evil),), missing=(evil,), summary=evil, reason=Reason(evil, evil),
    )  # fmt: skip
    store.apply([alert(found)])
    with console_site.hearing([Feed(evil, evil, NOW, silent=True)]):
        for path in ("/", f"/?agency={evil}", f"/alerts/{key_of(found.fingerprint)}/", f"/rules/{evil}/"):
            page = client.get(path).content.decode()
            assert "<script" not in page
            assert "<img" not in page
            Outline(page)
        assert evil in text_of(client, f"/alerts/{key_of(found.fingerprint)}/")


@pytest.mark.parametrize("path", [*PATHS, "/broken", "/extra"])
def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    """Every answer, errors and others' addresses among them, keeps to itself and is not stored."""
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; img-src 'self'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", [*PATHS, "/broken"])
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: Client, path: str) -> None:
    """No page has a script, a style or a handler in it, or an address outside the site."""
    for tag, attributes in Outline(client.get(path).content.decode()).tags:
        assert tag not in {"script", "style", "iframe", "img"}
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        for name in ("href", "src", "action"):
            assert (attributes.get(name) or "/")[0] in "/?#"


@pytest.mark.parametrize("path", [*PATHS, "/broken"])
def test_the_pages_are_well_built(client: Client, path: str) -> None:
    """Every page has a language, landmarks, a skip link, headings in order, labels, and ids that are unique."""
    with console_site.hearing(console_site.silent()):
        tags = Outline(client.get(path).content.decode()).tags
    names = [tag for tag, _ in tags]
    assert dict(tags)["html"]["lang"] == "en"
    assert [names.count(landmark) for landmark in ("main", "h1")] == [1, 1]
    assert {"header", "nav", "footer"} <= set(names)
    assert next(attributes["href"] for tag, attributes in tags if tag == "a") == "#main"
    levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = {attributes["aria-labelledby"] for _, attributes in tags if "aria-labelledby" in attributes}
    assert labelled <= set(ids)
    assert names.count("table") == names.count("caption")
    assert all("scope" in attributes for tag, attributes in tags if tag == "th")
    selects = [attributes["id"] for tag, attributes in tags if tag == "select"]
    assert {attributes["for"] for tag, attributes in tags if tag == "label"} == set(selects)


def test_the_style_sheet_is_served_under_a_name_of_its_content(client: Client) -> None:
    """The style sheet may be kept for ever: another content has another name; no other name is served."""
    response = client.get(f"/static/{address_of('console.css')}")
    assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert address_of("console.css") in client.get("/").content.decode()
    for name in ("console.css", "console.000000000000.css", "..%2fviews.py"):
        assert client.get(f"/static/{name}").status_code == 404


def test_pages_are_read_only(client: Client) -> None:
    """Nothing can be posted to a page."""
    assert [client.post(path).status_code for path in PATHS[:5]] == [405] * 5


def test_an_unknown_host_is_refused(client: Client) -> None:
    """A page asked for under another name is not shown, so that no other site can be made to look like it."""
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_the_notice_stands_on_every_page(client: Client) -> None:
    """What is made up says so everywhere."""
    for path in (*PATHS, "/broken"):
        assert "Made-up data." in client.get(path).content.decode()


def test_addresses_can_be_added(client: Client) -> None:
    """Other addresses stand beside the console's."""
    assert client.get("/extra").content == b"beside the console"


def test_the_site_is_configured_once() -> None:
    """A second configuration in a process is refused."""
    with pytest.raises(RuntimeError):
        site.configure(database=Path("x"), rules={}, agencies={}, secret_key="x")  # noqa: S106 - never used
    assert settings.CUSTODES_NOTICE == "Made-up data."


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_colours_have_contrast() -> None:
    """Every colour of text stands out from every ground it is used on by 4.5 to 1."""
    style = (Path(console.__file__).parent / "static" / "console.css").read_text()
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", style))
    grounds = [named["paper"], named["faint"], "#fff8ec"]
    pairs = [(named[text], ground) for text in ("ink", "quiet", "link", "red", "amber", "green") for ground in grounds]
    pairs += [("#ffffff", named["navy"]), ("#d3dce6", named["navy"]), ("#ffffff", named["red"]), ("#3d3000", "#fff3c4")]
    for text, ground in pairs:
        light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
