import { program } from '../program.ts'
import { createArchive } from './tar-create.ts'
import { readArchive } from './tar-extract.ts'
import { readTarWork } from './tar-options.ts'

/** `tar`: puts files into an archive, lists and extracts them. */
export const tar = program({
  names: ['tar'],
  summary: 'Makes, lists and extracts archives of files.',
  exact:
    'Archives are those of GNU tar (or busybox), byte for byte, when they are not compressed and all their files are known.',
  modelled: 'Compressed archives have about the right size.',
  missing:
    'Comparing, deleting and joining archives; --transform; archives made elsewhere of which only the size is known.',
  run: (process, flavour) => {
    const work = readTarWork(process, flavour)
    return work.mode === 'create' || work.mode === 'append' ? createArchive(work) : readArchive(work)
  },
})
