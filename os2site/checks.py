"""System checks: contradictions in settings, and plugins that can't run."""
