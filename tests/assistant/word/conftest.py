"""LibreOffice, which shows how a file looks."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Turns a file into another format beside it with LibreOffice, in a profile of its own; skips the test without
    LibreOffice, or fails it when TROLY_REQUIRE_ALL=1."""
    program = shutil.which("soffice")
    if program is None:
        reason = "không có LibreOffice trên máy này (Debian: apt-get install libreoffice-writer fonts-liberation2)"
        if os.environ.get("TROLY_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    profile = tmp_path_factory.mktemp("libreoffice").as_uri()

    def to(path: Path, form: str) -> Path:
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", form]
        done = subprocess.run(
            [*command, "--outdir", str(path.parent), str(path)], capture_output=True, text=True, check=False
        )
        target = path.with_suffix(f".{form.partition(':')[0]}")
        assert target.exists(), done.stderr
        return target

    return to
