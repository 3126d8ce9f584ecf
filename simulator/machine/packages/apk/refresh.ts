import { sha256Hex } from '../../../values/digest.ts'
import { list } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, download, hasNetwork, say, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'
import { type ApkIndex, repositoriesOf } from './index-data.ts'

const folder = '/var/cache/apk'

/** Whether an index is kept in the image. */
export function hasIndex(process: Process): boolean {
  return (list(process, folder).value ?? []).some((name) => name.startsWith('APKINDEX.'))
}

/** Downloads the index of each repository, and keeps it unless told not to. False when one is out of reach. */
export function refresh(process: Process, index: ApkIndex, keeps: boolean): boolean {
  let isComplete = true
  for (const address of repositoriesOf(process)) {
    const url = `${address}/x86_64/APKINDEX.tar.gz`
    say(process, `fetch ${url}`)
    if (!hasNetwork(process)) {
      complain(process, `WARNING: fetching ${url}: temporary error (try again later)`)
      work(process, 1500)
      isComplete = false
      continue
    }
    const size = address.endsWith('community') ? index.community : index.main
    download(process, size)
    work(process, 250)
    if (keeps)
      placeFile(
        process,
        `${folder}/APKINDEX.${sha256Hex(address).slice(0, 8)}.tar.gz`,
        sized({ identity: `apk:index ${address}`, size, kind: 'packed', source: index.source }),
      )
  }
  return isComplete
}
