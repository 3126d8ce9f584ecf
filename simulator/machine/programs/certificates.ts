import { realContent } from '../../filesystem/content.ts'
import { appendFile, exists, list, readFile, symlink, writeFile } from '../files.ts'
import type { Process } from '../process.ts'
import { readOptions } from './options.ts'
import { fail, program } from './program.ts'

const bundle = '/etc/ssl/certs/ca-certificates.crt'
const own = '/usr/local/share/ca-certificates'

/** `update-ca-certificates`: adds the certificates of one's own to the bundle, each with a link. Source: Debian's and Alpine's ca-certificates. */
export const updateCertificates = program({
  names: ['update-ca-certificates'],
  summary: 'Adds certificates of one’s own to those that programs trust.',
  exact: 'Links for, and additions of, the files in /usr/local/share/ca-certificates.',
  modelled: 'The certificates of the package are taken to be in the bundle already.',
  missing: 'Links named by hash, hooks, and a changed /etc/ca-certificates.conf.',
  run: (process, flavour) => {
    readOptions(process, flavour, { short: 'fvh', long: { fresh: 'f', verbose: 'v' } })
    const isDebian = flavour === 'gnu'
    if (isDebian) process.output.write('Updating certificates in /etc/ssl/certs...\n')
    let added = 0
    for (const name of list(process, own).value ?? []) {
      if (!name.endsWith('.crt') || exists(process, linkFor(name))) continue
      added += add(process, name) ? 1 : 0
    }
    if (!isDebian) return 0
    process.output.write(`${added} added, 0 removed; done.\n`)
    process.output.write('Running hooks in /etc/ca-certificates/update.d...\ndone.\n')
    return 0
  },
})

function linkFor(name: string): string {
  return `/etc/ssl/certs/${name.replace(/\.crt$/, '.pem').replaceAll(' ', '_')}`
}

function add(process: Process, name: string): boolean {
  const content = readFile(process, `${own}/${name}`)
  if (content.errno !== undefined) return false
  const errno =
    symlink(process, `${own}/${name}`, linkFor(name)) ??
    (exists(process, bundle) ? undefined : writeFile(process, bundle, realContent(new Uint8Array(0)))) ??
    appendFile(process, bundle, content.value)
  return errno === undefined ? true : fail(process, `cannot write ${bundle}`)
}
