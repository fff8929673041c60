"""`python -m evals.peak ARGUMENTS…`: runs Python with the arguments, then writes on standard output how many bytes
its largest process held at its peak, 0 where the system does not say. Ends as that Python did.

A process that is started counts what its starter held until then as its own (on Linux), so this one has to be small.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress


def main() -> int:
    """The exit status of the command. What it prints goes to standard error."""
    done = subprocess.run([sys.executable, *sys.argv[1:]], stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    sys.stdout.write(f"{_peak()}\n")
    return done.returncode


def _peak() -> int:
    with suppress(ImportError):
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return 0


if __name__ == "__main__":
    sys.exit(main())
