"""The runtimes around the one step: a batch over files, and the embedded monitor. Thin."""
