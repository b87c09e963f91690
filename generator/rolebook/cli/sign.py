"""`rolebook sign`: a digital signature in a paper, in the place that the paper has for it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.private import personal_folder, write_personal
from rolebook.cli.writing import shown, writing

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

    from rolebook.paper.signing import Field

_LARGEST = 200_000_000  # bytes; a paper has some hundred thousand
_SIGNED = re.compile(r"\.signed(-\d+)?$")


@click.command()
@click.argument("paper", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--certificate", metavar="FILE", required=True, type=click.Path(path_type=Path),
    help="The signer's key and certificate, as PKCS #12 (.p12 or .pfx).",
)  # fmt: skip
@click.option(
    "--as", "--field", "field", metavar="FIELD", default=None,
    help="In which place to sign: employee, manager, ... (else: the only one that is free).",
)  # fmt: skip
@click.option("--reason", metavar="TEXT", default="", help="Why, to be shown and kept.")
@click.option("--place", metavar="TEXT", default="", help="Where, to be shown and kept.")
@click.option(
    "--password-file", metavar="FILE", default=None, type=click.Path(path_type=Path),
    help="The file whose first line is the certificate's password (else: you are asked).",
)  # fmt: skip
@click.option(
    "--out", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (else: NAME.signed.pdf in private/signed/ of the handbook, or beside a "
    "FILE outside it).",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Write over the file where there is one.")
@click.option("--at", metavar="TIME", default=None, help="The time of signing (else: the clock's).")
@click.option(
    "--handbook", "start", metavar="DIR", default=None,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The handbook's folder (else: the one that you or FILE are in, if any).",
)  # fmt: skip
def command(
    paper: Path,
    certificate: Path,
    field: str | None,
    reason: str,
    place: str,
    password_file: Path | None,
    out: Path | None,
    force: bool,
    at: str | None,
    start: Path | None,
) -> None:
    """Sign a paper digitally (PAdES-B): the PDF of a company job, in the field for your signature.

    Writes a new file that holds the old one unchanged; further signatures keep those before them
    valid. What somebody signed is personal: it goes below private/, or to a folder outside the
    handbook and every git work tree. `rolebook verify` says who signed.

    \b
    Example:  rolebook sign warranty-engineer-psw.en.pdf --certificate mine.p12 --as employee
              rolebook sign private/signed/warranty-engineer-psw.en.signed.pdf --as manager
                --certificate boss.p12 --reason "The description is true" --password-file secret
    """
    from rolebook.handbook import root_above
    from rolebook.paper.errors import PaperError
    from rolebook.paper.recognise import recognise
    from rolebook.paper.signatures import signers
    from rolebook.paper.signing import CannotSign, Wish, fields, signed

    content = _read(paper)
    moment = _moment(at)
    root = root_above(start or paper.resolve().parent) or root_above(start or Path.cwd())
    claim = recognise(content).claim
    try:
        places = fields(content)
        if not all(one.intact for one in signers(content)):
            raise CannotSign(
                "a signature in it does not hold, so it is not to be signed; `rolebook verify` says"
                " more"
            )
        wish = Wish(
            _chosen(paper, places, field), moment, " ".join(reason.split()),
            " ".join(place.split()), claim.language if claim else "en",
        )  # fmt: skip
        count = 1 + sum(one.signed for one in places)
        with writing(out or paper):
            target = _target(root, paper, out, count)
        if target.exists() and not force:
            raise click.UsageError(f"{shown(target)} is there already; --force writes over it")
        own = root / "templates" if root else None
        made = signed(
            content, _signer(certificate, password_file), wish,
            (own,) if own and own.is_dir() else (),
        )  # fmt: skip
    except CannotSign as refused:
        raise click.ClickException(f"{shown(paper)}: {refused}") from None
    except PaperError as error:
        raise click.ClickException(str(error)) from None
    with writing(target):
        try:
            write_personal(target, made, over=force)
        except FileExistsError:
            raise click.UsageError(f"{shown(target)} is there already") from None
    if claim and not claim.revision:
        click.echo(f"note: {shown(paper)} is a draft: nobody has approved its text", err=True)
    click.echo(shown(target))


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise click.ClickException(f"{file} is too large")
        return file.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise click.UsageError(f"{file} cannot be read: {reason}") from None


def _moment(at: str | None) -> datetime:
    """The time of signing, in full seconds and with its zone. Exits with 2 where it is none."""
    if at is None:
        return datetime.now().astimezone().replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(at)
        return (moment if moment.tzinfo else moment.astimezone()).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f'--at takes a time such as 2026-12-03T10:15+01:00, not "{at}"'
        ) from None


def _chosen(paper: Path, places: tuple[Field, ...], field: str | None) -> str:
    """The place to sign in. Exits with 2 where it is not clear which."""
    free = [one for one in places if not one.signed]
    if field is None and len(free) == 1:
        return free[0].name
    if not places:
        raise click.UsageError(
            f"{shown(paper)} has no place to sign digitally; the PDF of a company job has, "
            "printed by this version of the program"
        )
    if field is not None and any(one.name == field for one in free):
        return field
    signed = any(one.name == field for one in places)
    wrong = (
        "say in which place to sign, with --as" if field is None
        else f'the place "{field}" is signed already' if signed
        else f'there is no place "{field}"'
    )  # fmt: skip
    there = "\n".join(f"  {one.name}: {one.label}" for one in free) or "  none"
    raise click.UsageError(f"{shown(paper)}: {wrong}; free are\n{there}")


def _signer(certificate: Path, password_file: Path | None) -> SimpleSigner:
    """Who signs. A password is asked for only where the certificate has one. Raises CannotSign."""
    from rolebook.paper.signing import CannotSign, signer_of

    content = _read(certificate)
    if password_file is not None:
        try:
            first = _read(password_file).decode().partition("\n")[0].rstrip("\r")
        except UnicodeDecodeError:
            raise click.UsageError(f"{password_file} is no text") from None
        return signer_of(content, first)
    for none in (None, ""):
        try:
            return signer_of(content, none)
        except CannotSign:
            continue
    return signer_of(content, click.prompt(f"Password of {shown(certificate)}", hide_input=True))


def _target(root: Path | None, paper: Path, out: Path | None, count: int) -> Path:
    """Where the signed file goes; its folder is made. Exits with 2 for one that git or the site
    could see."""
    if out is not None:
        return personal_folder(root, out.resolve().parent, "") / out.name
    suffix = ".signed" if count == 1 else f".signed-{count}"
    name = f"{_SIGNED.sub('', paper.stem)}{suffix}.pdf"
    beside = paper.resolve().parent
    inside = root is not None and beside.is_relative_to(root.resolve())
    return personal_folder(root, None if inside else beside, "signed") / name
