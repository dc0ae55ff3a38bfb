"""Understanding of language as such: words, numbers, spelling. Text in, text out; no room knows
less and none may depend on what a corpus says."""
