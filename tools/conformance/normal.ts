/**
 * A text of docker or of the simulator as expected.json keeps it: without what changes from run to run (digests of bases, internal references,
 * times) and without paths of the computer. The recorder's rules, in its order, and one more: the recorder had no registry to ask, so what one would
 * have answered is taken for no answer.
 */
export function normalText(text: string): string {
  return text
    .replace(/@sha256:[0-9a-f]{64}/g, '')
    .replace(/\b[a-z0-9]{25}::[a-z0-9]{25}\b/g, '<ref>')
    .replace(/^(\s*)\d+\.\d{3,}( |$)/gm, '$1#.###$2')
    .replace(/"([^"]*)": lstat \/var\/lib\/docker\/[^:"]*/g, '"$1": lstat <snapshot>')
    .replace(/\/var\/lib\/docker\/[^\s:"]*/g, '<snapshot>')
    .replace(/\/tmp\/buildkit-mount\d+/g, '<mount>')
    .replace(/\b[0-9a-z]{25}\b/g, '<id>')
    .replace(
      /(lint violation found for rules: )([A-Za-z, ]+)/g,
      (_, head: string, rules: string) => head + rules.split(', ').sort().join(', '),
    )
    .replace(/failed to do request: [^\n]*/g, 'failed to do request: <no registry is reachable>')
    .replace(/failed to fetch anonymous token: [^\n]*/g, 'failed to do request: <no registry is reachable>')
    .replace(
      /(failed to resolve source metadata for \S+): [^\n]*/g,
      '$1: failed to do request: <no registry is reachable>',
    )
}

/** Output of a RUN as expected.json keeps it: the middle of a long one is cut out. */
export function normalOutput(text: string): string {
  const whole = normalText(text)
  return whole.length > 2000 ? `${whole.slice(0, 1000)}\n[...]\n${whole.slice(-1000)}` : whole
}

/** The order of names in expected.json: numbers in them by value. */
export function naturally(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
