"""Real things behind the ports: where events are kept, and what is counted."""
