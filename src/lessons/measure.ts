/** How long and how hard a lesson is to read. */
export interface Measure {
  /** Words of the running text: paragraphs, lists, words below pictures; not code, tables, the workbenches, replies to what somebody chose, sources or the boxes on machines and truth. */
  readonly words: number
  /** Words before the reader is asked to do something: a prediction, a scene, a film, a lens. */
  readonly before: number
  /** The most words of the text between two places where the reader does something. */
  readonly stretch: number
  readonly longestParagraph: number
  readonly wordsASentence: number
  /** Years of school, by Flesch and Kincaid, without words in code and the words that the lesson explains. */
  readonly grade: number
  /** The text of the longest paragraph, for messages. */
  readonly longest: string
}

/** The bounds that a lesson keeps. */
export const bounds = { words: [900, 1400], before: 200, stretch: 250, paragraph: 80, sentence: 17, grade: 8 } as const

/** Measures a lesson that has been set. */
export function measureLesson(html: string): Measure {
  const body = withoutParts(html)
  const texts = paragraphsOf(body)
  const prose = texts.filter(({ kind }) => kind === 'text').map(({ text }) => text)
  const longest = prose.toSorted((a, b) => wordsOf(b).length - wordsOf(a).length)[0] ?? ''
  const sentences = prose.flatMap(sentencesOf)
  const words = sentences.flatMap(wordsOf)
  const plain = words.filter((word) => /^[a-z’'-]+$/i.test(word))
  const syllables = plain.reduce((sum, word) => sum + syllablesIn(word), 0)
  const wordsASentence = words.length / Math.max(1, sentences.length)
  const stretches = stretchesOf(texts)
  return {
    words: words.length,
    before: stretches[0] ?? 0,
    stretch: Math.max(0, ...stretches),
    longestParagraph: wordsOf(longest).length,
    wordsASentence,
    grade: 0.39 * wordsASentence + 11.8 * (syllables / Math.max(1, plain.length)) - 15.59,
    longest,
  }
}

/** What of a measure is out of bounds, in sentences. */
export function tooMuch(measure: Measure): readonly string[] {
  const [least, most] = bounds.words
  const told = (is: boolean, expected: string, found: string) => (is ? [`expected ${expected}, found ${found}`] : [])
  return [
    ...told(measure.words < least || measure.words > most, `${least} to ${most} words of text`, String(measure.words)),
    ...told(
      measure.before >= bounds.before,
      `under ${bounds.before} words before the reader does something`,
      String(measure.before),
    ),
    ...told(
      measure.stretch > bounds.stretch,
      `a scene, a film or a question every ${bounds.stretch} words`,
      `${measure.stretch} words without one`,
    ),
    ...told(
      measure.longestParagraph > bounds.paragraph,
      `paragraphs of at most ${bounds.paragraph} words`,
      `${measure.longestParagraph}: “${measure.longest.slice(0, 60)}…”`,
    ),
    ...told(
      measure.wordsASentence > bounds.sentence,
      `sentences of ${bounds.sentence} words on average`,
      measure.wordsASentence.toFixed(1),
    ),
    ...told(measure.grade > bounds.grade, `a reading grade of at most ${bounds.grade}`, measure.grade.toFixed(1)),
  ]
}

/** What a measure says, in one line. */
export function measureText({ words, before, wordsASentence, grade }: Measure): string {
  return `${words} words, ${before} before the first thing to do; ${wordsASentence.toFixed(1)} words a sentence, grade ${grade.toFixed(1)}`
}

const asides = ['machine', 'honest', 'sources']

/** The page without what is not its running text. A workbench, a film and a prediction leave a mark: there the reader does something. */
function withoutParts(html: string): string {
  const box = new RegExp(`<(section|aside) class="(?:${asides.join('|')})"[\\s\\S]*?</\\1>`, 'g')
  return html
    .replace(/<layerwise-workbench[\s\S]*?<\/layerwise-workbench>/g, '<hr data-do>')
    .replace(/<(?:figure class="drawn (?:film|lens)"|section class="predict")/g, '<hr data-do>$&')
    .replace(/<(table|pre|svg|nav)[\s\S]*?<\/\1>/g, '')
    .replace(/<div class="reply"[\s\S]*?<\/div>/g, '')
    .replace(box, '')
}

function paragraphsOf(html: string): readonly { readonly kind: 'text' | 'do'; readonly text: string }[] {
  return [...html.matchAll(/<hr data-do>|<(p|li|summary|figcaption)(?: [^>]*)?>([\s\S]*?)<\/\1>/g)].map((match) =>
    match[1] === undefined ? { kind: 'do', text: '' } : { kind: 'text', text: textOf(match[2] ?? '') },
  )
}

/** Words of a piece of HTML. Code and figures count as one word each, and have no syllables. */
function textOf(html: string): string {
  return html
    .replace(/<code>[\s\S]*?<\/code>|<samp[\s\S]*?<\/samp>|<span class="figure"[\s\S]*?<\/span>/g, '0')
    .replace(/<a class="term"[\s\S]*?<\/a>/g, '0')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&[a-z]+;|&#\d+;/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.?!:;][”"’)]?)\s+(?=[^a-z])/).filter((sentence) => wordsOf(sentence).length > 0)
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? []
}

/** Groups of vowels, without a silent e at the end. */
function syllablesIn(word: string): number {
  const groups =
    word
      .toLowerCase()
      .replace(/(?:[^laeiouy]e[sd]?|e)$/, '')
      .match(/[aeiouy]+/g) ?? []
  return Math.max(1, groups.length)
}

/** Words between the places where the reader does something; the boxes at the end are no stretch. */
function stretchesOf(texts: readonly { readonly kind: 'text' | 'do'; readonly text: string }[]): readonly number[] {
  const last = texts.findLastIndex(({ kind }) => kind === 'do')
  const stretches = [0]
  for (const { kind, text } of texts.slice(0, last)) {
    if (kind === 'do') stretches.push(0)
    else stretches[stretches.length - 1] = (stretches.at(-1) ?? 0) + wordsOf(text).length
  }
  return stretches
}
