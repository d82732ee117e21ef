"""The tokens under which agencies send events."""

import re

import pytest

from alerts.store import tokens
from alerts.store.alerts import AlertStore
from alerts.store.tokens import Active

pytestmark = pytest.mark.usefixtures("store")


def test_a_token_names_its_agency() -> None:
    """Whoever has the secret is taken for the agency; whoever has another one is taken for none."""
    first, second = tokens.add("CT0009300", "jail"), tokens.add("CT0006400", "dispatch")
    assert (tokens.agency_of(first), tokens.agency_of(second)) == ("CT0009300", "CT0006400")
    assert [tokens.agency_of(wrong) for wrong in ("", first[:-1], first.upper(), "é\udce9")] == [None] * 4


def test_a_secret_has_256_random_bits() -> None:
    """After the mark come 32 random bytes, and no two are alike."""
    made = {tokens.add("CT0009300", "") for _ in range(20)}
    assert len(made) == 20
    assert all(re.fullmatch(r"custodes_[A-Za-z0-9_-]{43}", secret) for secret in made)


def test_the_secret_is_not_kept(store: AlertStore) -> None:
    """No column of the table holds the secret; the list shows the beginning of its digest."""
    from alerts.store.models import Token  # noqa: PLC0415 - models exist once the site is configured

    assert store.counts() == []
    secret = tokens.add("CT0009300", "jail")
    [row] = Token.objects.values()
    assert secret.removeprefix(tokens.MARK) not in str(row)
    [issued] = tokens.all()
    assert (issued.agency, issued.label, issued.revoked_at) == ("CT0009300", "jail", None)
    assert (len(issued.prefix), row["digest"].startswith(issued.prefix)) == (12, True)
    assert str(Token.objects.get()) == f"{issued.prefix} of CT0009300"


def test_a_revoked_token_counts_no_longer() -> None:
    """Revoking ends one token at once and leaves the agency's others; the list says when."""
    old, new = tokens.add("CT0009300", "old"), tokens.add("CT0009300", "new")
    assert tokens.agency_of(old) == "CT0009300"
    revoked = tokens.revoke(tokens.all()[0].prefix)
    assert (revoked.label, revoked.revoked_at is None) == ("old", False)
    assert (tokens.agency_of(old), tokens.agency_of(new)) == (None, "CT0009300")
    assert tokens.revoke(revoked.prefix) == revoked


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "too short"), ("abc", "too short"), ("zzzzzz", r"\[zzzzzz\] names no token")]
)
def test_a_prefix_must_name_one_token(prefix: str, said: str) -> None:
    """A prefix that is too short, or that names none, is refused by name."""
    tokens.add("CT0009300", "")
    with pytest.raises(ValueError, match=said):
        tokens.revoke(prefix)


def test_a_prefix_that_two_tokens_share_is_refused() -> None:
    """Where a prefix names two tokens neither is revoked."""
    from alerts.store.models import Token  # noqa: PLC0415 - models exist once the site is configured

    for secret in ("first", "second"):
        tokens.add("CT0009300", secret)
    for number, row in enumerate(Token.objects.order_by("id")):
        row.digest = "abcdef" + str(number) * 58
        row.save()
    with pytest.raises(ValueError, match=r"\[abcdef\] names 2 tokens"):
        tokens.revoke("abcdef")
    assert [one.revoked_at for one in tokens.all()] == [None, None]


def test_a_revocation_elsewhere_counts_within_seconds() -> None:
    """What another process has revoked or made is known as soon as what was read is five seconds old."""
    seconds = 100.0
    active = Active(lambda: seconds)
    secret = tokens.add("CT0009300", "")
    assert active.agency_of(secret) == "CT0009300"
    tokens.revoke(tokens.all()[0].prefix)
    seconds += tokens.FRESH_FOR - 0.001
    assert active.agency_of(secret) == "CT0009300"
    seconds += 0.001
    assert active.agency_of(secret) is None
    assert tokens.FRESH_FOR <= 5
