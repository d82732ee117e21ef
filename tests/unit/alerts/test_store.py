"""What the alert store keeps, in whatever order and however often it is told."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from itertools import permutations
from typing import Any

import pytest
from django.core.management import call_command

from alerts.store.alerts import AlertStore, digest_of, key_of
from schemas.alerts import Alert
from tests.console_site import NOW, alert, finding, notice

FINGERPRINT = finding().fingerprint
HOUR = timedelta(hours=1)


def life() -> list[Alert]:
    """Give an alert's life: a clock, firing, withdrawn, firing again."""
    return [
        alert(finding(status="pending"), revision=1, state="pending", changed_at=NOW),
        alert(finding(), revision=2, changed_at=NOW + HOUR),
        alert(finding(status="compliant"), revision=3, state="withdrawn", changed_at=NOW + 2 * HOUR),
        alert(finding(severity="high"), revision=4, changed_at=NOW + 3 * HOUR),
    ]


def held(store: AlertStore) -> tuple[object, ...]:
    """Give all that the store holds of the alert."""
    return (
        store.latest(key_of(FINGERPRINT)),
        store.raised_at(FINGERPRINT),
        tuple(store.revisions(FINGERPRINT)),
        store.counts(),
        list(store.firing().values_list("digest", "revision", "changed_at", "body")),
    )


def test_the_latest_revision_is_the_alert(store: AlertStore) -> None:
    """After its life the alert is as its last revision has it, and all four are on file, the latest first."""
    store.apply(life())
    assert store.latest(key_of(FINGERPRINT)) == life()[-1]
    assert list(store.revisions(FINGERPRINT)) == life()[::-1]
    assert store.counts() == [("firing", "high", "CT0009300", 1)]


def test_an_alert_was_raised_when_it_first_fired(store: AlertStore) -> None:
    """A clock has raised nothing; once fired, the first time stands whatever comes later."""
    store.apply(life()[:1])
    assert store.raised_at(FINGERPRINT) is None
    store.apply(life()[1:])
    assert store.raised_at(FINGERPRINT) == NOW + HOUR


def test_taking_the_same_again_changes_nothing(store: AlertStore) -> None:
    """The same revisions, once more, leave every row as it was."""
    store.apply(life())
    before = held(store)
    store.apply(life())
    store.apply(life()[1:2])
    assert held(store) == before


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_does_not_show(store: AlertStore, order: tuple[int, ...]) -> None:
    """One by one in any order, the same revisions give the same rows as all at once."""
    for number in order:
        store.apply([life()[number]])
    one_by_one = held(store)
    assert one_by_one[:3] == (life()[-1], NOW + HOUR, tuple(life()[::-1]))
    assert one_by_one[3] == [("firing", "high", "CT0009300", 1)]


def test_an_older_revision_leaves_the_alert_as_it_is(store: AlertStore) -> None:
    """A revision that comes late joins the history, and the page still shows the latest."""
    store.apply(life()[2:3])
    store.apply(life()[:1])
    assert store.latest(key_of(FINGERPRINT)) == life()[2]
    assert [one.revision for one in store.revisions(FINGERPRINT)] == [3, 1]


def test_the_first_of_two_contents_stays(store: AlertStore) -> None:
    """Another content under a number that is on file, or twice in a batch, is not taken."""
    store.apply([alert(finding(summary="first")), alert(finding(summary="second"))])
    store.apply([alert(finding(summary="third"))])
    latest = store.latest(key_of(FINGERPRINT))
    assert latest is not None
    assert latest.finding.summary == "first"
    assert [one.finding.summary for one in store.revisions(FINGERPRINT)] == ["first"]


def test_a_batch_is_taken_whole_or_not_at_all(store: AlertStore) -> None:
    """When one revision cannot be kept, none of its batch is."""
    with pytest.raises(Exception, match="revision"):
        store.apply([notice(1, hours=1), alert(finding(), revision=-1)])
    assert store.counts() == []


def test_many_alerts_at_once(store: AlertStore) -> None:
    """More alerts than one statement holds are taken in one call."""
    store.apply(notice(number, hours=number) for number in range(1, 1001))
    assert store.counts() == [("pending", "high", "CT0009300", 1000)]


def test_firing_shows_the_newest_harm_first(store: AlertStore) -> None:
    """What happened last comes first, whenever it was found."""
    store.apply(
        alert(finding(matter=f"i-{days}", occurred_at=NOW - timedelta(days=days)), changed_at=NOW + days * HOUR)
        for days in (3, 1, 2)
    )
    assert [row.matter for row in store.firing()] == ["i-1", "i-2", "i-3"]


def test_pending_shows_the_soonest_due_first(store: AlertStore) -> None:
    """The clock that ends first comes first; one without an end comes last."""
    endless = alert(finding(status="pending", matter="endless"), state="pending")
    store.apply([endless, notice(1, hours=9), notice(2, hours=3)])
    assert [row.matter for row in store.pending()] == ["r-2", "r-1", "endless"]


def test_the_key_is_the_beginning_of_the_digest(store: AlertStore) -> None:
    """A key has 24 hexadecimal digits of the SHA-256 of the fingerprint; less or other finds nothing."""
    store.apply(life())
    key = key_of(FINGERPRINT)
    assert (len(key), digest_of(FINGERPRINT).startswith(key)) == (24, True)
    assert [store.latest(other) for other in (key[:23], key.upper() + "x", "", "0" * 24)] == [None] * 4


def test_an_id_of_any_length_and_kind_is_kept(store: AlertStore) -> None:
    """Ids are whatever an agency sends: endless, with characters that a database refuses, in any script."""
    for matter in ("m" * 100_000, "zero\0byte", "отдел/7 %_'\"--"):
        found = alert(finding(matter=matter))
        store.apply([found])
        assert store.latest(key_of(found.fingerprint)) == found


@pytest.mark.parametrize("change", [lambda rows: rows.update(body=""), lambda rows: rows.delete()])
def test_revisions_are_for_ever(store: AlertStore, change: Callable[[Any], object]) -> None:
    """No query changes or deletes a revision."""
    from alerts.store.models import Revision  # noqa: PLC0415 - models exist once the site is configured

    store.apply(life())
    with pytest.raises(TypeError, match="revisions are never"):
        change(Revision.objects.all())
    assert len(list(store.revisions(FINGERPRINT))) == 4


def test_the_rows_name_themselves_without_ids(store: AlertStore) -> None:
    """What a log or a debugger shows of a row holds no id that an agency chose."""
    from alerts.store.models import Revision  # noqa: PLC0415 - models exist once the site is configured

    store.apply(life()[:1])
    assert str(store.pending().get()) == f"b1d-interview {key_of(FINGERPRINT)} revision 1"
    assert str(Revision.objects.get()) == f"{digest_of(FINGERPRINT)} revision 1"


def test_the_migrations_make_what_the_models_say() -> None:
    """No migration is missing."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=StringIO())


def test_sqlite_is_set_up_for_readers_beside_a_writer(store: AlertStore) -> None:
    """The journal is written ahead, each commit reaches the disk, and a writer waits for the lock."""
    from django.db import connection  # noqa: PLC0415 - exists once the site is configured

    store.counts()
    with connection.cursor() as cursor:
        pragmas = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    assert pragmas == ["wal", 2, 30_000]
