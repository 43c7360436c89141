"""Registration for events: seats, waiting list, mails and what is kept of people."""
