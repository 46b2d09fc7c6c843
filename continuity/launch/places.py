"""Where an installation keeps its things, worked out from its data folder alone."""

import hashlib
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
# Folders of the clone that hold no code of this repository.
NOT_OURS = frozenset({".git", ".venv", "node_modules", "var"})

# A Unix socket's path may have 107 bytes; the longest name in the folder is Postgres's own.
SOCKET_PATH_BYTES = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"


def socket_folder(data: Path) -> Path:
    """The folder of an installation's sockets: in its data folder, or a short one of its own."""
    data = data.absolute()
    inside = data / "run"
    if len(bytes(inside / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_BYTES:
        return inside
    mark = hashlib.sha256(bytes(data)).hexdigest()[:16]
    return Path("/tmp") / f"continuity-{mark}"


def database_socket_folder(data: Path) -> Path:
    """The folder of the embedded Postgres's socket, entered by its account only."""
    return socket_folder(data) / "pg"


def database_url(data: Path, name: str = "continuity") -> str:
    """The address of the embedded Postgres of the installation in `data`."""
    return f"postgres://continuity@{quote(str(database_socket_folder(data)), safe='')}/{name}"


def queue_socket(data: Path) -> Path:
    """The socket of the embedded Valkey of the installation in `data`."""
    return socket_folder(data) / "valkey.sock"


def queue_url(data: Path) -> str:
    """The address of the embedded Valkey of the installation in `data`."""
    return f"unix://{queue_socket(data)}"
