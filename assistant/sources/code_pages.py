"""Bytes of old 8-bit and two-byte encodings → characters, where the text itself tells which. Pure.

A file without a mark does not say which code page it is in. Read in the wrong one it is full of
letters that its language hardly has, so the commonest letters of each language tell: in its own
encoding they make up some two thirds of an alphabetic text. Between the Western pages, which agree
on ASCII, the wrong one shows by signs and capitals in the middle of words.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.text import patterns as re

_RUN = re.compile(rb"[\x80-\xff]+")
_LONG_RUN = 3
"""High bytes in a row from which on a word is in another alphabet than the Latin one."""
_LEAST = 12
"""Letters below which no encoding is told."""
_FITS = 0.7
"""Share of what is usual in a language that its commonest letters have to reach."""
_AHEAD = 1.15
"""How far the best encoding has to be ahead of the next one that reads another text."""


@dataclass(frozen=True, slots=True)
class _Script:
    """Encodings of one language, its commonest letters, and their usual share of the text."""

    encodings: tuple[str, ...]
    common: frozenset[str]
    usual: float
    letters: tuple[tuple[int, int], ...]
    """The stretches of Unicode that its letters are in."""


def _script(encodings: str, common: str, usual: float, *letters: tuple[int, int]) -> _Script:
    return _Script(tuple(encodings.split()), frozenset(common), usual, letters)


_IDEOGRAPHS = (0x4E00, 0x9FFF)
_KANA = "のにはをたがでてとしれさるいりなすまかきくもらっアイルンスト"
_HANGUL = "이다는에을의고하가지은를로한기도서니사리어인자시을있해수"
_SIMPLE = (
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道时年得就那要下以生会自着去之过家学对可里"
    "后小么心多天而能好都然没日于起还发成事只作当看开门元用十前面方"
)
_TRADITIONAL = (
    "的一是不了在人有我他這中大來上個國到說們為子和你地出道時年得就那要下以生會自著去之過家學對可裡"
    "後小麼心多天而能好都然沒日於起還發成事只作當看開門元用十前面方"
)
_SCRIPTS = (
    _script("cp1251 koi8-u cp866 iso8859-5 mac_cyrillic", "оеаинтсрвлкді", 0.72, (0x400, 0x52F)),
    _script("cp1253 iso8859-7 cp737", "αοιετσνηυρίόάκπέ", 0.8, (0x370, 0x3FF)),
    _script("cp1255 iso8859-8 cp862", "יוהלאמרבתנש", 0.75, (0x590, 0x5FF)),
    _script("cp1256 iso8859-6", "اليمونرتبةدع", 0.75, (0x600, 0x6FF)),
    _script("cp874", "านรกเงมยลวดทสตะ่้ัีิอ", 0.72, (0xE00, 0xE7F)),
    _script("cp932 euc_jp", _KANA, 0.42, (0x3040, 0x30FF), _IDEOGRAPHS),
    _script("cp949", _HANGUL, 0.42, (0xAC00, 0xD7A3)),
    _script("gb18030", _SIMPLE, 0.3, _IDEOGRAPHS),
    _script("cp950", _TRADITIONAL, 0.3, _IDEOGRAPHS),
)
_WESTERN = ("cp1252", "mac_roman", "cp850")
_ODD_BESIDE = re.compile(
    r"[^\x00-\x7f\W\d_](?:[€№°¤§]|[—ЃѓЉЊ÷√∞≈](?=[^\W\d_]))|[—÷√∞≈](?=[^\W\d_])"
)
"""Signs that touch a word only where a letter was read as a sign."""
_WRONG = re.compile(
    r"\ufffd|[\x80-\x9f]|[^\x00-\xff\w‘’“”„‚–—•…€™†‡‰‹›]|[¬¤¶¸¨¯¦]"
    r"|(?<=[^\W\d_])[^\x00-\x7f\w’‘·](?=[^\W\d_])"  # a sign inside a word
    r"|(?<=[a-z])[^\W\d_a-zßà-ÿšžœªº](?=[a-z])"  # a capital, too
    r"|(?<![^\W\d_])[^\x00-\x7f\W\d_àáèéêíóòôùúýÀÁÈÉÓªºµ](?![^\W\d_])"  # a letter that is no word
)
"""What is seldom in a text and often in one that was read in another Western page."""


def is_foreign(raw: bytes) -> bool:
    """Whether most high bytes stand in words without a Latin letter."""
    runs = [len(run) for run in _RUN.findall(raw)]
    return sum(run for run in runs if run >= _LONG_RUN) > 0.5 * sum(runs)


def in_own_script(raw: bytes) -> str:
    """The text in the encoding whose language it fits; empty where none fits or several do."""
    fitting = sorted((_best(raw, script) for script in _SCRIPTS), key=_by_fit, reverse=True)
    (best, text), (rival, _) = fitting[:2]
    return text if best >= max(_FITS, _AHEAD * rival) else ""


def _best(raw: bytes, script: _Script) -> tuple[float, str]:
    """The text in the encoding of a language that fits it best; of near ones the usual one."""
    best = (0.0, "")
    for encoding in script.encodings:
        read = _read(raw, encoding, script)
        if read[0] > _AHEAD * best[0]:
            best = read
    return best


def _by_fit(read: tuple[float, str]) -> float:
    return read[0]


def _read(raw: bytes, encoding: str, script: _Script) -> tuple[float, str]:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return 0.0, ""
    return _fit(text, script), text


def _fit(text: str, script: _Script) -> float:
    """Share of the commonest letters among those beyond ASCII, in units of what is usual."""
    high = [sign for sign in text if sign >= "\x80" and (sign.isalpha() or sign in script.common)]
    other = sum(sign >= "\x80" for sign in text) - len(high)
    if len(high) < _LEAST:
        return 0.0
    own = sum(any(a <= ord(sign) <= b for a, b in script.letters) for sign in high)
    common = sum(sign in script.common for sign in high)
    # Signs beside the letters are quotes, dashes and stops; many of them are no text.
    if own < 0.9 * len(high) or other > 0.4 * len(high):
        return 0.0
    odd = len(_ODD_BESIDE.findall(text))
    return min(common / len(high) / script.usual, 1.0) * own / (len(high) + odd)


def western(raw: bytes) -> str:
    """The text in the Western code page that reads it best: of Windows, of a Mac, or of DOS.

    Windows-1252 is taken unless another one leaves a quarter of what is wrong in it or less.
    """
    texts = [raw.decode(encoding, "replace") for encoding in _WESTERN]
    wrong = [len(_WRONG.findall(text)) for text in texts]
    best = min(range(len(texts)), key=lambda n: wrong[n])
    return texts[best] if wrong[best] * 4 < wrong[0] else texts[0]
