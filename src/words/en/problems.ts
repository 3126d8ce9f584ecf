export const problems = {
  noProblemsFound: 'No problems found.',
  fixName: (title: string): string => `fix: ${title}`,
  fixButton: (title: string): string => `Fix: ${title}`,
  severities: { error: 'Error', warning: 'Warning', note: 'Note' },
  countOf: (severity: 'error' | 'warning' | 'note', count: number): string =>
    `${count} ${severity}${count === 1 ? '' : 's'}`,
  line: (line: number): string => `Line ${line}`,
}
