"""What the kernel adds to Wagtail's administration."""
