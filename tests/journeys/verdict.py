"""Whether the papers of a journey are what they say: sealed, whole and trusted, by two judges."""

import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from asn1crypto import pem, x509

from portal.offers.verification import verify_pdf

SEALED = {"hypotheekaanbod", "ondertekenbewijs", "machtiging"}


class Invalid(Exception):
    """A paper that should carry a valid seal does not."""


def refuse_invalid(path: Path, *, trust: Path) -> None:
    """Check a downloaded PDF by pyHanko's rules and by poppler's `pdfsig`.

    Raises:
        Invalid: not sealed where it should be, changed, or not trusted.
    """
    if path.stem.split("-")[0] not in SEALED:
        return
    roots = [x509.Certificate.load(der) for _, _, der in pem.unarmor(trust.read_bytes(), multiple=True)]
    # Playwright's loop runs in this thread, and pyHanko wants one of its own.
    with ThreadPoolExecutor(1) as apart:
        report = apart.submit(verify_pdf, path.read_bytes(), roots).result()
    if not report.valid:
        raise Invalid(f"{path.name}: {report.problem or report}")
    said = pdfsig(path, trust)
    if "Signature is Valid" not in said or "Certificate is Trusted" not in said:
        raise Invalid(f"{path.name}: pdfsig says\n{said}")


def pdfsig(path: Path, trust: Path) -> str:
    """What `pdfsig` says with a certificate store that holds only `trust`."""
    with tempfile.TemporaryDirectory() as store:
        run = ["certutil", "-N", "-d", f"sql:{store}", "--empty-password"]
        subprocess.run(run, check=True)
        add = ["certutil", "-A", "-d", f"sql:{store}", "-n", "root", "-t", "CT,C,C", "-i", str(trust)]
        subprocess.run(add, check=True)
        done = subprocess.run(["pdfsig", "-nssdir", store, str(path)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
