"""A document becomes a Report, and a Report goes on the shelf."""

import os

# Libraries that this one is built on would report what is asked to another host where the environment of whoever
# starts it says so: nothing of it leaves.
for _name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
    os.environ[_name] = "false"
