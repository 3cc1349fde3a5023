"""A sealed file is whole or it is not: our own verification, pyHanko's and poppler's must agree."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from portal.offers.demo_authority import KEY_FILES
from portal.offers.keys import DemoKeysRefused, KeysMissing, SealingKeys, keys_from_folder, make_demo_keys
from portal.offers.pdf import attached_document, render_pdf
from portal.offers.sealing import AlreadySealed, seal_pdf
from portal.offers.verification import verify_pdf
from tests.portal.offers import samples

AT = datetime(2026, 12, 18, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("keys")
    make_demo_keys(made)
    return made


@pytest.fixture(scope="module")
def keys(folder: Path) -> SealingKeys:
    return keys_from_folder(folder, allow_demo=True)


@pytest.fixture(scope="module")
def unsealed() -> bytes:
    return render_pdf(samples.SINGLE)


@pytest.fixture(scope="module")
def sealed(unsealed: bytes, keys: SealingKeys) -> bytes:
    return seal_pdf(unsealed, signer=keys, reason="Hypotheekaanbod verzegeld", at=AT)


def test_a_sealed_file_is_whole_trusted_and_dated(sealed: bytes, keys: SealingKeys) -> None:
    report = verify_pdf(sealed, keys.roots)
    assert report.valid, report.problem
    assert report.signed_at == AT
    assert report.reason == "Hypotheekaanbod verzegeld"
    assert report.signed_by.startswith("DEMO")


def test_what_was_signed_for_can_be_read_back_byte_for_byte(sealed: bytes, unsealed: bytes, keys: SealingKeys) -> None:
    assert sealed.startswith(unsealed)
    assert verify_pdf(sealed, keys.roots).document_sha256 == sha256(unsealed).hexdigest()
    assert attached_document(sealed) == samples.SINGLE


def test_the_seal_leaves_the_archive_format_standing(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as pdf:
        assert pdf.Root.StructTreeRoot
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.OutputIntents
        with pdf.open_metadata() as xmp:
            assert (xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")) == ("3", "A")


def test_pyhanko_itself_finds_the_seal_valid(sealed: bytes, keys: SealingKeys) -> None:
    signature = PdfFileReader(BytesIO(sealed)).embedded_signatures[0]
    context = ValidationContext(trust_roots=list(keys.roots), allow_fetching=False, moment=AT)
    status = validate_pdf_signature(signature, context, context)
    assert status.bottom_line
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.trusted


def pdfsig(pdf: bytes, folder: Path, tmp_path: Path) -> str:
    """What poppler says, with the demo's root in an NSS database."""
    database, file = tmp_path / "nss", tmp_path / "file.pdf"
    database.mkdir()
    file.write_bytes(pdf)
    nss = f"sql:{database}"
    subprocess.run(["certutil", "-N", "-d", nss, "--empty-password"], check=True, capture_output=True)
    add = ["certutil", "-A", "-d", nss, "-n", "root", "-t", "CT,C,C", "-i", str(folder / KEY_FILES.roots)]
    subprocess.run(add, check=True, capture_output=True)
    found = subprocess.run(["pdfsig", "-nssdir", str(database), str(file)], check=False, capture_output=True, text=True)
    return found.stdout


def test_pdfsig_finds_the_seal_valid_and_trusted(sealed: bytes, folder: Path, tmp_path: Path) -> None:
    found = pdfsig(sealed, folder, tmp_path)
    assert "Signature is Valid." in found
    assert "Certificate is Trusted." in found
    assert "Total document signed" in found
    assert "ETSI.CAdES.detached" in found


def test_pdfsig_sees_a_flipped_byte(sealed: bytes, folder: Path, tmp_path: Path) -> None:
    broken = bytearray(sealed)
    broken[len(broken) // 3] ^= 0x01
    assert "Signature is Valid." not in pdfsig(bytes(broken), folder, tmp_path)


def test_one_changed_byte_anywhere_breaks_the_seal(sealed: bytes, keys: SealingKeys) -> None:
    random = Random(20261218)
    survivors = []
    for _ in range(60):
        place, bit = random.randrange(len(sealed)), 1 << random.randrange(8)
        broken = bytearray(sealed)
        broken[place] ^= bit
        if verify_pdf(bytes(broken), keys.roots).valid:
            survivors.append((place, bit))
    assert survivors == []


def test_a_changed_byte_in_the_signature_itself_breaks_the_seal(sealed: bytes, keys: SealingKeys) -> None:
    # These bytes are under no digest: hexadecimal case, padding, version numbers, spare certificates.
    signature = PdfFileReader(BytesIO(sealed)).embedded_signatures[0]
    _, start, end, _ = (int(number) for number in signature.byte_range)
    random = Random(7)
    survivors = []
    for place in [*range(start, start + 80), end - 2, end - 1, *random.sample(range(start, end), 60)]:
        for bit in (0x01, 0x20):
            broken = bytearray(sealed)
            broken[place] ^= bit
            if verify_pdf(bytes(broken), keys.roots).valid:
                survivors.append((place, bit))
    assert survivors == []


def test_an_appended_update_is_found(sealed: bytes, keys: SealingKeys) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    writer.root["/Changed"] = writer.add_object(writer.root.get("/Lang", None))
    writer.update_root()
    output = BytesIO()
    writer.write(output)
    report = verify_pdf(output.getvalue(), keys.roots)
    assert report.sealed
    assert not report.valid
    assert not verify_pdf(sealed + b"\n", keys.roots).valid


def test_an_unsealed_or_foreign_file_is_no_sealed_one(unsealed: bytes, keys: SealingKeys) -> None:
    assert not verify_pdf(unsealed, keys.roots).sealed
    assert not verify_pdf(b"", keys.roots).valid
    assert not verify_pdf(b"%PDF-1.7\nhello", keys.roots).valid


def test_another_authority_with_the_same_name_is_not_trusted(sealed: bytes, tmp_path: Path) -> None:
    make_demo_keys(tmp_path)
    other = keys_from_folder(tmp_path, allow_demo=True)
    report = verify_pdf(sealed, other.roots)
    assert report.sealed
    assert not report.trusted
    assert not report.valid


def test_a_file_is_sealed_once(sealed: bytes, keys: SealingKeys) -> None:
    with pytest.raises(AlreadySealed):
        seal_pdf(sealed, signer=keys, reason="nog eens", at=AT)


def test_a_moment_without_offset_is_refused(unsealed: bytes, keys: SealingKeys) -> None:
    with pytest.raises(ValueError, match="offset"):
        seal_pdf(unsealed, signer=keys, reason="x", at=datetime(2026, 12, 18))  # noqa: DTZ001


def test_demo_keys_are_refused_where_they_are_not_allowed(folder: Path) -> None:
    with pytest.raises(DemoKeysRefused):
        keys_from_folder(folder, allow_demo=False)


def test_demo_keys_are_made_once_and_kept_private(folder: Path) -> None:
    before = (folder / KEY_FILES.seal_key).read_bytes()
    make_demo_keys(folder)
    assert (folder / KEY_FILES.seal_key).read_bytes() == before
    assert (folder / KEY_FILES.seal_key).stat().st_mode & 0o077 == 0


def test_four_workers_that_start_at_once_end_up_with_one_set_of_keys(tmp_path: Path) -> None:
    place = tmp_path / "new" / "keys"
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(make_demo_keys, [place] * 4))
    assert keys_from_folder(place, allow_demo=True).is_demo
    assert [left.name for left in place.parent.iterdir()] == ["keys"]


def test_a_key_that_does_not_fit_its_certificate_is_refused(folder: Path, tmp_path: Path) -> None:
    make_demo_keys(tmp_path)
    (tmp_path / KEY_FILES.seal_key).write_bytes((folder / KEY_FILES.seal_key).read_bytes())
    with pytest.raises(KeysMissing, match="belong"):
        keys_from_folder(tmp_path, allow_demo=True)
    (tmp_path / KEY_FILES.seal_key).write_bytes((folder / KEY_FILES.tsa_key).read_bytes())
    with pytest.raises(KeysMissing, match="P-256"):
        keys_from_folder(tmp_path, allow_demo=True)
    (tmp_path / KEY_FILES.chain).unlink()
    with pytest.raises(KeysMissing, match="chain"):
        keys_from_folder(tmp_path, allow_demo=True)
