"""What is served below the address of a product or of the list of products."""
