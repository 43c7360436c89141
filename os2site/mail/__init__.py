"""Mail: what is written in a transaction is sent after it, once, whatever the mail server does."""
