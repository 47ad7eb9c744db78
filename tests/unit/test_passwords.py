"""argon2 as it is used here."""

from argon2 import extract_parameters
from argon2.low_level import Type

from workbench.passwords import _NOBODY, Argon2, first_password


def test_a_password_fits_its_digest_only_and_never_an_empty_one() -> None:
    argon = Argon2()
    digest = argon.digest("zes paarden op stal")
    assert argon.fits(digest, "zes paarden op stal") is True
    assert argon.fits(digest, "zeven paarden op stal") is False
    assert argon.fits("", "zes paarden op stal") is False
    assert argon.fits("geen digest", "zes paarden op stal") is False
    assert digest != argon.digest("zes paarden op stal")
    assert argon.outdated(digest) is False


def test_an_unknown_name_costs_as_much_as_a_known_one() -> None:
    ours, nobody = (extract_parameters(d) for d in (Argon2().digest("x" * 12), _NOBODY))
    assert ours == nobody
    assert (ours.type, ours.memory_cost >= 19456, ours.time_cost >= 2) == (Type.ID, True, True)  # OWASP's lower bound


def test_first_passwords_are_long_and_never_the_same() -> None:
    made = {first_password() for _ in range(200)}
    assert len(made) == 200
    assert {len(p.replace("-", "")) for p in made} == {20}
