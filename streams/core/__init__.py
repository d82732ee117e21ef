"""The pure core: timelines, exceptions, deadlines, rulebooks and `evaluate`. Time is a value passed in, never read."""
