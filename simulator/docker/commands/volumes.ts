import { daemonError, dockerCommand, say } from '../command.ts'
import { volumeFolder } from '../described/mounts.ts'
import { printListing } from '../listing.ts'
import { nextID } from '../names.ts'
import type { Struct } from '../template/values.ts'
import { newVolume } from '../volumes.ts'

const several = [1, Number.POSITIVE_INFINITY] as const

export const volumeCreate = dockerCommand({
  names: ['volume create'],
  flags: 'label=list driver|d=value',
  words: [0, 1],
  run: ({ draft, process, given }) => {
    const [name = nextID(draft.host)] = given.words
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
      return daemonError(
        process,
        `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
      )
    const labels = given.values('label').map((text): [string, string] => {
      const [label = '', ...rest] = text.split('=')
      return [label, rest.join('=')]
    })
    const volume = draft.host.volumes.get(name) ?? { ...newVolume(name, draft.now, given.words.length === 0), labels }
    draft.change({ volumes: new Map(draft.host.volumes).set(name, volume), made: draft.host.made + 1 })
    say(process, name)
    return 0
  },
})

export const volumeList = dockerCommand({
  names: ['volume ls', 'volume list'],
  flags: 'filter|f=list format=value quiet|q',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const shown = [...draft.host.volumes.values()]
      .filter(({ name, labels }) =>
        given.values('filter').every((filter) => {
          const [, kind = '', value = ''] = /^([^=]*)=(.*)$/.exec(filter) ?? []
          if (kind === 'name') return name.includes(value)
          if (kind === 'label') return labels.some(([label, text]) => value === label || value === `${label}=${text}`)
          if (kind === 'dangling') return isUsed(name) !== /^(true|1)$/.test(value)
          return true
        }),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    function isUsed(name: string): boolean {
      return draft.host.containers.some(({ mounts }) => mounts.some(({ source }) => source === name))
    }
    if (given.has('quiet')) {
      for (const { name } of shown) say(process, name)
      return 0
    }
    const rows = shown.map(
      ({ name, labels }): Struct => ({
        Driver: 'local',
        Labels: labels.map(([label, text]) => `${label}=${text}`).join(','),
        Mountpoint: volumeFolder(name),
        Name: name,
        Scope: 'local',
      }),
    )
    const heads = { Driver: 'DRIVER', Name: 'VOLUME NAME', Scope: 'SCOPE', Mountpoint: 'MOUNTPOINT', Labels: 'LABELS' }
    const listing = { type: '*formatter.volumeContext', heads, columns: ['Driver', 'Name'], rows }
    return printListing(process, listing, given.value('format'))
  },
})

export const volumeRemove = dockerCommand({
  names: ['volume rm', 'volume remove'],
  flags: 'force|f',
  words: several,
  run: ({ draft, process, given }) => {
    let status = 0
    for (const name of given.words) {
      const users = draft.host.containers.filter(({ mounts }) =>
        mounts.some(({ kind, source }) => kind === 'volume' && source === name),
      )
      if (!draft.host.volumes.has(name)) {
        if (!given.has('force')) status = daemonError(process, `get ${name}: no such volume`)
      } else if (users.length > 0)
        status = daemonError(
          process,
          `remove ${name}: volume is in use - [${users.map(({ plan }) => plan.id).join(', ')}]`,
        )
      else {
        const volumes = new Map(draft.host.volumes)
        volumes.delete(name)
        draft.change({ volumes })
        say(process, name)
      }
    }
    return status
  },
})
