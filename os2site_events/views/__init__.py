"""What is served below the addresses of events and their list."""
