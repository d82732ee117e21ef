"""What happens to a finding afterwards: alerts and their life, where they are kept, and the pages that show them."""
