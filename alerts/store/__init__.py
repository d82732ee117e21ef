"""Where alerts are kept, every revision for ever; and the tokens under which agencies send events."""
