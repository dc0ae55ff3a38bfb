"""What an answer leaves open, and questions beside which nothing is told."""
