"""A made-up state: a believable stream of events, with violations planted in it and the answers beside it.

The simulation exists so that the monitor can be tried at full size before any agency sends it anything, and so that a
test can ask whether a replay finds every planted violation and nothing else. Nobody in it is real: ids are random, and
no event has a name.
"""
