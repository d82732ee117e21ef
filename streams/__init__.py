"""From events to findings: the pure core, the rules, the feeds, and the runtimes around them."""
