"""The draws: within their bounds, in their proportions, and the same for the same seed."""

from streams.simulation.chances import between, stream, tally, weighted


def test_both_ends_of_a_range_are_drawn() -> None:
    """A draw from two to four gives two, three and four, and nothing else."""
    rng = stream(1, "range")
    assert {between(rng, 2, 4) for _ in range(200)} == {2, 3, 4}


def test_weights_are_proportions() -> None:
    """An item with three quarters of the weight is drawn in about three quarters of cases."""
    rng, coin = stream(1, "weights"), weighted(("heads", 3), ("tails", 1))
    heads = sum(coin.pick(rng) == "heads" for _ in range(4000))
    assert 2850 < heads < 3150


def test_a_tally_keeps_to_its_mean() -> None:
    """A thousand days with half a thing a day have about five hundred things."""
    rng = stream(1, "tally")
    assert 420 < sum(tally(rng, 0.5) for _ in range(1000)) < 580


def test_streams_of_randomness_are_apart() -> None:
    """The same seed and purpose draw the same, another purpose draws something else."""
    assert stream(1, "one").random() == stream(1, "one").random()
    assert stream(1, "one").random() != stream(1, "other").random()
