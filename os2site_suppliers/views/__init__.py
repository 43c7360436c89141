"""What is served below the addresses of a supplier and of their list."""
