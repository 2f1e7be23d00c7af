"""What is secret in an address, taken out before the address is shown or kept: passwords, tokens, keys, signatures."""

import re

MARK = "***"
_ADDRESS = re.compile(r"(?P<scheme>(?<![\w+.-])[A-Za-z][A-Za-z0-9+.-]{1,40}://)(?P<rest>[^\s\"<>]{1,8000})")
_PARAMETER = re.compile(r"(?P<start>[?&;#])(?P<name>[^?&;#=]{1,100})=(?P<value>[^&;#]*)")
_NAMES = frozenset(
    {"auth", "authkey", "authorization", "googleaccessid", "hmac", "jwt", "key", "keypairid", "passwd", "policy", "pwd", "sas", "session"}
    | {"awsaccesskeyid", "sessionid", "sid", "sig", "sign"}
)
_ENDINGS = ("accesskey", "apikey", "credential", "passphrase", "password", "secret", "secretkey", "signature", "token")
# the schemes of ledgers: their user's name is told, and their passwords may hold what ends the host of other addresses
_DATABASES = ("postgres", "sqlite", "mysql")


def redacted(text: str) -> str:
    """A text without the secrets of the addresses in it.

    Taken out are user names and passwords before a host (of a database the password alone), and the values of parameters
    whose names say that they are secret. What is left tells an analyst which address is meant.

    >>> redacted("cannot fetch https://me:pw@example.org/feed?id=7&token=abc")
    'cannot fetch https://***@example.org/feed?id=7&token=***'
    >>> redacted("postgresql://analyst:pw@db/foedus")
    'postgresql://analyst:***@db/foedus'
    """
    return _ADDRESS.sub(_address, text) if "://" in text else text


def _address(found: re.Match[str]) -> str:
    scheme, rest = found["scheme"], found["rest"]
    is_database = scheme.lower().startswith(_DATABASES)
    end = _end_of_host(rest, "?#" if is_database else "/?#")
    user, at, host = rest[:end].rpartition("@")
    if at:
        name, colon, _ = user.partition(":")
        user = (f"{name}:{MARK}" if colon else name) if is_database else MARK
    return f"{scheme}{user}{at}{host}{_PARAMETER.sub(_parameter, rest[end:])}"


def _end_of_host(rest: str, marks: str) -> int:
    return min((place for mark in marks if (place := rest.find(mark)) >= 0), default=len(rest))


def _parameter(found: re.Match[str]) -> str:
    name = "".join(filter(str.isalnum, found["name"])).lower()
    is_secret = name in _NAMES or name.endswith(_ENDINGS)
    return f"{found['start']}{found['name']}={MARK if is_secret else found['value']}"
