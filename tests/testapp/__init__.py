"""Pages and plugins of a host of its own, for the kernel's tests."""
