"""The owner's area: pages behind a login, and the same for programs behind a token.

In: what was kept, the documents, the settings. Out: pages and files. Promises: nothing at all
without a valid session or token; a session ends with the password; every act carries a token of
its session; a wrong password is slow to try again. Off unless a password or a token is set.

The pages are plain HTML from templates rather than a second Gradio application: they need no
script and no open queue, and what is not signed in gets not a byte of data.
"""
