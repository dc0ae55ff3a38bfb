"""What a visitor is told in his own language when he writes in one that the corpus is not in."""

from __future__ import annotations

from collections.abc import Mapping

OWN_NAMES: Mapping[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "es": "español",
    "fr": "français",
    "it": "italiano",
    "pt": "português",
}
"""The languages that the product speaks, as they call themselves."""

ASK_IN_ENGLISH: Mapping[str, str] = {
    "de": "Ich verstehe hier nur Englisch, denn der Text ist auf Englisch. Bitte fragen Sie auf Englisch, zum Beispiel mit einer der Fragen unten.",  # noqa: E501
    "es": "Aquí solo entiendo inglés, porque el texto está en inglés. Pregunte en inglés, por favor, por ejemplo con una de las preguntas de abajo.",  # noqa: E501
    "fr": "Ici, je ne comprends que l’anglais, car le texte est en anglais. Posez votre question en anglais, par exemple l’une de celles ci-dessous.",  # noqa: E501
    "it": "Qui capisco solo l’inglese, perché il testo è in inglese. Chieda in inglese, per esempio con una delle domande qui sotto.",  # noqa: E501
    "pt": "Aqui só entendo inglês, porque o texto está em inglês. Pergunte em inglês, por favor, por exemplo com uma das perguntas abaixo.",  # noqa: E501
    "nl": "Ik begrijp hier alleen Engels, want de tekst is in het Engels. Stel uw vraag in het Engels, bijvoorbeeld een van de vragen hieronder.",  # noqa: E501
    "pl": "Rozumiem tu tylko angielski, bo tekst jest po angielsku. Proszę zapytać po angielsku, na przykład jednym z pytań poniżej.",  # noqa: E501
    "sv": "Här förstår jag bara engelska, eftersom texten är på engelska. Fråga på engelska, till exempel med en av frågorna nedan.",  # noqa: E501
    "da": "Her forstår jeg kun engelsk, for teksten er på engelsk. Spørg på engelsk, for eksempel med et af spørgsmålene nedenfor.",  # noqa: E501
    "no": "Her forstår jeg bare engelsk, for teksten er på engelsk. Spør på engelsk, for eksempel med et av spørsmålene nedenfor.",  # noqa: E501
    "fi": "Ymmärrän täällä vain englantia, koska teksti on englanniksi. Kysy englanniksi, esimerkiksi jokin alla olevista kysymyksistä.",  # noqa: E501
    "cs": "Rozumím tu jen anglicky, protože text je v angličtině. Zeptejte se prosím anglicky, třeba jednou z otázek níže.",  # noqa: E501
    "hu": "Itt csak angolul értek, mert a szöveg angol nyelvű. Kérem, kérdezzen angolul, például az alábbi kérdések egyikével.",  # noqa: E501
    "ro": "Aici înțeleg doar engleza, pentru că textul este în engleză. Întrebați în engleză, de exemplu cu una dintre întrebările de mai jos.",  # noqa: E501
    "el": "Εδώ καταλαβαίνω μόνο αγγλικά, γιατί το κείμενο είναι στα αγγλικά. Ρωτήστε στα αγγλικά, για παράδειγμα μία από τις ερωτήσεις παρακάτω.",  # noqa: E501
    "ru": "Здесь я понимаю только английский, потому что текст на английском. Задайте вопрос по-английски, например один из вопросов ниже.",  # noqa: E501
    "uk": "Тут я розумію лише англійську, бо текст англійською. Запитайте англійською, наприклад одне із запитань нижче.",  # noqa: E501
    "tr": "Burada yalnızca İngilizce anlıyorum, çünkü metin İngilizce. Lütfen İngilizce sorun, örneğin aşağıdaki sorulardan biriyle.",  # noqa: E501
    "ar": "أفهم هنا الإنجليزية فقط لأن النص بالإنجليزية. من فضلك اسأل بالإنجليزية، مثلًا أحد الأسئلة أدناه.",  # noqa: E501
    "he": "כאן אני מבין רק אנגלית, כי הטקסט באנגלית. נא לשאול באנגלית, למשל אחת מהשאלות שלמטה.",
    "hi": "मैं यहाँ केवल अंग्रेज़ी समझता हूँ, क्योंकि लेख अंग्रेज़ी में है। कृपया अंग्रेज़ी में पूछें, जैसे नीचे दिए गए प्रश्नों में से कोई एक।",  # noqa: E501
    "zh": "原文是英文，我在这里只能理解英文。请用英文提问，例如下面的问题之一。",
    "ja": "元の文章が英語のため、ここでは英語しか理解できません。下の質問のように、英語でお尋ねください。",  # noqa: E501
    "ko": "원문이 영어라서 여기서는 영어만 이해합니다. 아래 질문처럼 영어로 물어봐 주세요.",
    "vi": "Ở đây tôi chỉ hiểu tiếng Anh vì văn bản bằng tiếng Anh. Xin hãy hỏi bằng tiếng Anh, ví dụ một trong các câu hỏi bên dưới.",  # noqa: E501
    "id": "Di sini saya hanya mengerti bahasa Inggris karena teksnya berbahasa Inggris. Silakan bertanya dalam bahasa Inggris, misalnya salah satu pertanyaan di bawah.",  # noqa: E501
    "th": "ที่นี่ฉันเข้าใจเฉพาะภาษาอังกฤษ เพราะข้อความเป็นภาษาอังกฤษ กรุณาถามเป็นภาษาอังกฤษ เช่น คำถามข้อใดข้อหนึ่งด้านล่าง",  # noqa: E501
}
"""For a corpus in English."""

ASK_IN_THE_TEXTS_LANGUAGE: Mapping[str, str] = {
    "en": "I only understand the language of the text here ({language}). Please ask in it, for example with one of the questions below.",  # noqa: E501
    "de": "Ich verstehe hier nur die Sprache des Textes ({language}). Bitte fragen Sie in ihr, zum Beispiel mit einer der Fragen unten.",  # noqa: E501
    "es": "Aquí solo entiendo el idioma del texto ({language}). Pregunte en él, por favor, por ejemplo con una de las preguntas de abajo.",  # noqa: E501
    "fr": "Ici, je ne comprends que la langue du texte ({language}). Posez votre question dans cette langue, par exemple l’une de celles ci-dessous.",  # noqa: E501
    "it": "Qui capisco solo la lingua del testo ({language}). Chieda in questa lingua, per esempio con una delle domande qui sotto.",  # noqa: E501
    "pt": "Aqui só entendo a língua do texto ({language}). Pergunte nela, por favor, por exemplo com uma das perguntas abaixo.",  # noqa: E501
    "nl": "Ik begrijp hier alleen de taal van de tekst ({language}). Stel uw vraag in die taal, bijvoorbeeld een van de vragen hieronder.",  # noqa: E501
    "pl": "Rozumiem tu tylko język tekstu ({language}). Proszę zapytać w tym języku, na przykład jednym z pytań poniżej.",  # noqa: E501
    "ru": "Здесь я понимаю только язык текста ({language}). Задайте вопрос на нём, например один из вопросов ниже.",  # noqa: E501
    "tr": "Burada yalnızca metnin dilini ({language}) anlıyorum. Lütfen o dilde sorun, örneğin aşağıdaki sorulardan biriyle.",  # noqa: E501
    "ar": "أفهم هنا لغة النص فقط ({language}). من فضلك اسأل بها، مثلًا أحد الأسئلة أدناه.",
    "hi": "मैं यहाँ केवल लेख की भाषा ({language}) समझता हूँ। कृपया उसी में पूछें, जैसे नीचे दिए गए प्रश्नों में से कोई एक।",  # noqa: E501
    "zh": "我在这里只能理解原文的语言（{language}）。请用该语言提问，例如下面的问题之一。",
    "ja": "ここでは原文の言語（{language}）しか理解できません。下の質問のように、その言語でお尋ねください。",  # noqa: E501
}
"""For a corpus in another language; ``{language}`` is what that calls itself."""
