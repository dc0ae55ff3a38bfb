"""A ``Reading`` becomes the text of an answer: in the document's own words, or in a language
model's."""
