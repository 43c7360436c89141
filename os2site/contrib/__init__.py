"""Optional apps that come with the kernel."""
