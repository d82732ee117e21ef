"""How long the property tests run: a fixed minute by default, as long as CUSTODES_EXAMPLES says otherwise."""

import os

from hypothesis import HealthCheck, settings

ASKED_FOR = os.environ.get("CUSTODES_EXAMPLES")

settings.register_profile(
    "properties",
    max_examples=int(ASKED_FOR or 2400),
    derandomize=ASKED_FOR is None,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
