export const log = {
  nothingHasBeenBuiltYetAfter: 'Nothing has been built yet. After a build, this is what docker would have printed.',
  theLog: 'The log',
  copyTheLog: 'Copy the log',
  /** Around the command: `Build 2, as docker build prints it.` */
  buildAs: (number: number): string => `Build ${number}, as`,
  printsIt: 'prints it. ≈ Times are modelled.',
}
