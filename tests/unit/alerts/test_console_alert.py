"""The page of one alert, and the pages of the duties."""

from datetime import timedelta

import pytest
from django.test import Client

from alerts.reconcile import state_of
from alerts.store.alerts import AlertStore, key_of
from tests import console_site
from tests.console_site import NOW, alert, finding
from tests.unit.alerts.pages import INTERVIEW, text_of, titles

pytestmark = pytest.mark.usefixtures("shown")


def test_an_alert_page_tells_all(client: Client) -> None:
    """One page has the duty, the law, who may act, why, what is missing, and what would have cleared it."""
    said = text_of(client, INTERVIEW)
    for part in (
        "A federal immigration authority gets no access to interview a person in custody. The statute lifts this for",
        "Citation C.G.S. § 54-192h(b)(1)(D)",
        "Law in force ct-trust-2025",
        "Critical Possible violation Firing",
        "The act cannot be undone. Somebody at New Haven Police Department (CT0009300) has to look at what happened.",
        "Happened Mar 8, 2026, 9:30:00 AM EDT",
        "First fired Mar 8, 2026, 10:30:00 AM EDT",
        "Acted officer-17",
        "A federal immigration authority interviewed the person. interview-in-custody",
        "What is not on file A judgment of conviction",
        "Any one of these: A judgment of conviction for a class A or B felony. by Mar 8, 2026, 9:30:00 AM EDT",
        "Fingerprint b1d-interview/person/p-1/i-1",
    ):
        assert part in said


def test_the_timeline_marks_evidence_and_what_was_recorded_late(client: Client) -> None:
    """What the finding rests on is marked in words, and so is what was recorded more than 24 hours late."""
    said = text_of(client, INTERVIEW)
    assert "Interview by ICE, in custody. Evidence" in said
    assert "Request of ICE (I-247A): hold. Mar" in said
    assert said.count("Late, 1 day after") == 1


def test_exactly_24_hours_is_not_late(client: Client, store: AlertStore) -> None:
    """An entry is late from a second more than a day on."""
    entry = console_site.interview()[1].timeline[0]
    for number, (extra, late) in enumerate(((0, False), (1, True))):
        told = (
            type(entry)(
                occurred_at=NOW,
                recorded_at=NOW + timedelta(hours=24, seconds=extra),
                type="t",
                source="s",
                id="1",
                text="x",
            ),
        )
        one = alert(finding(matter=f"late-{number}"), told=told)
        store.apply([one])
        assert ("Late, 1 day after" in text_of(client, f"/alerts/{key_of(one.fingerprint)}/")) is late


def test_every_revision_is_shown(client: Client) -> None:
    """The history is on the page, the latest first, each with its own reasons."""
    said = text_of(client, INTERVIEW)
    history = said[said.index("Every revision") :]
    assert history.index("Possible violation") < history.index("Undetermined")
    assert "Whether that was custody is open. 2 events" in history


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"status": "pending", "due_at": NOW + timedelta(hours=2)},
            "can still put this right, until Mar 10, 2026, 1:30",
        ),
        ({"status": "pending"}, "can still put this right."),
        ({"status": "undetermined"}, "has to look, and to record what is missing."),
        ({"status": "error"}, "Whoever runs this monitor has to look: no duty was judged here."),
        ({"status": "violation", "due_at": NOW - timedelta(hours=2)}, "The time for it ended on Mar 10, 2026, 9:30"),
        ({"status": "compliant"}, "Nobody has to act: by the facts now on file nothing fires."),
    ],
)
def test_who_may_act_depends_on_the_status(
    client: Client, store: AlertStore, change: dict[str, object], said: str
) -> None:
    """Each status says in words who may act, and by when."""
    found = finding(matter="who", **change)  # type: ignore[arg-type]
    store.apply([alert(found, state=state_of(found.status))])
    assert said in text_of(client, f"/alerts/{key_of(found.fingerprint)}/")


def test_the_duties_are_listed_and_policy_is_labelled(client: Client) -> None:
    """Each rule has its title, citation and severity; a number that was chosen is called policy, and never law."""
    said = text_of(client, "/rules/")
    assert (
        "A copy of the request for the person e1-copy-of-request C.G.S. § 54-192h(e)(1) High notice hours: 24" in said
    )
    one = text_of(client, "/rules/f-training/")
    assert "Numbers that are policy, not law: training valid months: 24 policy new hire days: 90 policy" in one
    assert "1 firing alert 0 running clocks" in one


def test_a_rule_without_a_text_is_shown_by_its_id(client: Client, store: AlertStore) -> None:
    """An alert of a rule that this site has no words for is listed and has a page all the same."""
    found = finding(rule="oz-1")
    store.apply([alert(found)])
    assert "oz-1" in titles(client, "/")
    assert "This site has no text for this rule." in text_of(client, f"/alerts/{key_of(found.fingerprint)}/")
