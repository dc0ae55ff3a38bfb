// "Can I talk to a recruiter?" on a site that says how: then the way is the answer, and not what
// the article advertises. The phrases are the language's own (`asking` in its file).

const bare = (text) =>
  text
    .toLowerCase()
    .replace(/[\p{P}\p{S}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const LONGEST = 50; // characters: longer ones ask for more than the way

/**
 * Whether somebody asks for a person, and for nothing else.
 * @param {string} question
 * @param {string[]} phrases
 */
export function wantsPerson(question, phrases) {
  const text = bare(question);
  return text.length <= LONGEST && phrases.some((phrase) => phrase && text.includes(bare(phrase)));
}
