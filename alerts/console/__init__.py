"""The console: pages that show alerts to those who have to act. They only read."""
