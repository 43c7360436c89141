"""Gunicorn in the container: one process manager, logs to the container's output."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "os2site.project.gunicorn_worker.DrainingWorker"
threads = 4
# WEB_CONCURRENCY sets the number of workers; gunicorn reads it by itself.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat on a disk blocks when the disk does
# Requests under way may finish; compose waits a little longer than this before it kills.
graceful_timeout = 30
timeout = 60
# A worker that leaks is replaced in time, and not all at once.
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
control_socket_disable = True
