"""Real Elasticsearch, PostgreSQL and Redis for tests and the demo, without a container engine.

Standard library only: it runs with the system's Python, before a virtual environment exists.
Each service is a throwaway: own port, own data folder in a cache outside the checkout, emptied
at each start.
"""
