"""Files without a mark of their encoding: the letters of the text tell it, or it is said."""

from __future__ import annotations

import pytest

from assistant.errors import DocumentError
from assistant.sources.encodings import decode

RUSSIAN = "Бассейн открыт с мая по сентябрь. Детский билет стоит 300 рублей."
GREEK = "Το μουσείο ανοίγει στις εννέα. Το εισιτήριο κοστίζει πέντε ευρώ."
HEBREW = "המוזיאון פתוח בימים ראשון עד חמישי. הכניסה חינם לילדים."
ARABIC = "المتحف مفتوح من الأحد إلى الخميس. الدخول مجاني للأطفال."
JAPANESE = "図書館は九時に開きます。犬は入れません。料金は500円です。"
GERMAN = "Die Tür schließt um acht. Das Frühstück kostet 12 Euro – für Gäste."


@pytest.mark.parametrize(
    ("words", "encodings"),
    [
        (RUSSIAN, "cp1251 koi8-r cp866 iso8859-5"),
        ("Музей відкрито з дев'ятої години. Квиток коштує сто гривень.", "cp1251 koi8-u"),
        (GREEK, "cp1253 iso8859-7"),
        (HEBREW, "cp1255 iso8859-8"),
        (ARABIC, "cp1256 iso8859-6"),
        ("ห้องสมุดเปิดเก้าโมงเช้าและปิดห้าโมงเย็น", "cp874"),
        (JAPANESE, "shift_jis euc_jp iso2022_jp"),
        ("图书馆九点开门。不可以带狗进入。门票五十元。", "gbk"),
        ("圖書館九點開門。不可以帶狗進入。門票五十元。", "big5"),
        ("도서관은 아홉 시에 엽니다. 개는 들어올 수 없습니다.", "euc_kr"),
        (GERMAN, "cp1252 mac_roman"),
        ("Die Tür schließt um acht. Das Frühstück kostet 12 Euro.", "cp850"),
        ("Le café ouvre à huit heures. L’entrée coûte 5 €.", "cp1252 mac_roman"),
        ("Preise – Übersicht: 5 € – 20 °C, 1½ Stunden · täglich", "cp1252"),
    ],
)
def test_the_text_tells_its_encoding(words: str, encodings: str) -> None:
    for encoding in encodings.split():
        assert decode(words.encode(encoding), "a.txt") == words, encoding


def test_letters_that_fit_no_language_are_said() -> None:
    with pytest.raises(DocumentError, match="its encoding is not known"):
        decode(bytes(range(0xC0, 0xFF)) * 3, "a.txt")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"The ferry\x00 leaves at nine.\x00\x00\n", "The ferry leaves at nine.\n"),
        (b"The ferry leaves at nine.\n" + bytes(600), "The ferry leaves at nine.\n"),
        ("\ufeffAt nine.".encode("utf-16-le") + b"\n", "At nine."),
        ("Café, tür, naïve, €5 ".encode() + b"\xe9?", "Café, tür, naïve, €5 é?"),
        ("The price is Â£5. Itâ€™s closed.".encode(), "The price is £5. It’s closed."),
        ("Ça coûte 5 €, Ângelo.".encode(), "Ça coûte 5 €, Ângelo."),
    ],
)
def test_what_programs_have_damaged_is_read_as_it_was_meant(raw: bytes, words: str) -> None:
    assert decode(raw, "a.txt") == words
