/** What is wrong with the text of a link, or with a file of work: each goes on after “This link could not be opened:”, but the last three. */
export const links = {
  tooLong: (size: string, most: string): string => `it has ${size}, longer than the ${most} that are read`,
  newer: 'it was made by a newer version of this site; load the page again, or ask for the files',
  unfoldsTo: (most: string): string => `it unfolds to more than ${most}`,
  damaged: 'it is damaged, or was cut off: copy it again, whole',
  noProject: (why: string): string => `it holds no project: ${why}`,
  fileTooLarge: 'The file is too large to be work of this site.',
  noWork: 'The file holds no work of this site.',
  newerFile: 'The file was made by a newer version of this site, or is damaged.',
}
