"""The one error that these scripts raise for something a person has to put right."""


class ServiceError(Exception):
    """A service could not be installed, started or stopped; the message says what to do."""
