import { emptyContent } from '../../filesystem/content.ts'
import { exists, list, lstat, makeDirectory, readTextFile, writeFile } from '../files.ts'
import type { Process } from '../process.ts'
import { runCard } from '../services/card-service.ts'
import { type Directive, nginxCard, readNginx } from '../services/recognise/nginx.ts'
import { understood } from '../services/recognise/understood.ts'
import { complain, notSimulated, tellModel, tool } from './console.ts'

const configuration = '/etc/nginx/nginx.conf'

/** `nginx`: serves the files that its configuration names. */
export const nginx = tool({
  names: ['nginx'],
  summary: 'Serves files over HTTP.',
  exact:
    'One server of nginx.conf and conf.d: listen, root, location by path, return, try_files, add_header; files, 404, access lines; -t, -v, -g "daemon off;", the background; the folders that it makes at its start; QUIT and TERM.',
  modelled: 'Numbers of processes in the error log; a start in 0.06 seconds.',
  missing: 'proxy_pass, locations by regular expressions, variables, several servers: then it is "not simulated".',
  run: (process) => {
    const words = process.arguments.slice(1)
    const version = process.environment.get('NGINX_VERSION') ?? '1.22.1'
    if (words.some((word) => word === '-v' || word === '-V')) {
      complain(process, `nginx version: nginx/${version}`)
      return 0
    }
    const servers = understood(() => serversOf(process, configuration, 0))
    if (servers === undefined || words.includes('-c') || words.includes('-p'))
      return notSimulated(process, 'nginx with this configuration')
    if (words.includes('-t')) {
      complain(
        process,
        `nginx: the configuration file ${configuration} syntax is ok`,
        `nginx: configuration file ${configuration} test is successful`,
      )
      return 0
    }
    const denied = prepare(process)
    if (denied !== undefined) {
      complain(process, `nginx: [emerg] ${denied}`)
      return 1
    }
    const globals = `${words[words.indexOf('-g') + 1] ?? ''} ${readTextFile(process, configuration).value ?? ''}`
    if (!/daemon\s+off\s*;/.test(globals)) {
      tellModel(
        process,
        'nginx goes to the background without "daemon off;", so that process 1 ends, and the container with it.',
      )
      return 0
    }
    const isLogged = lstat(process, '/var/log/nginx/access.log').value?.kind === 'symlink'
    const card = understood(() => nginxCard(servers, version, isLogged))
    return card === undefined ? notSimulated(process, 'nginx with this configuration') : runCard(process, card, '')
  },
})

/** The servers of a configuration and of those that it includes. */
function serversOf(process: Process, path: string, depth: number): readonly Directive[] {
  const found = readNginx(readTextFile(process, path).value ?? '')
  const inside = found.flatMap((one) => (one.name === 'http' ? (one.block ?? []) : [one]))
  return inside.flatMap((one): readonly Directive[] => {
    if (one.name === 'server') return [one]
    const pattern = /^(\/etc\/nginx\/[\w./-]*)\/\*(\.conf)?$/.exec(one.name === 'include' ? (one.words[0] ?? '') : '')
    if (pattern === null || depth > 2) return []
    const [, folder = '', ending = ''] = pattern
    const names = (list(process, folder).value ?? []).filter((name) => name.endsWith(ending) && !name.startsWith('.'))
    return names.flatMap((name) => serversOf(process, `${folder}/${name}`, depth + 1))
  })
}

const errors: Readonly<Record<string, string>> = { EACCES: '13: Permission denied', EROFS: '30: Read-only file system' }

/** Makes what nginx makes before it serves; why it cannot. The texts are those of nginx as far as its sources tell; not held against a running one. */
function prepare(process: Process): string | undefined {
  for (const name of ['client_temp', 'proxy_temp', 'fastcgi_temp', 'uwsgi_temp', 'scgi_temp']) {
    const path = `/var/cache/nginx/${name}`
    if (!exists(process, '/var/cache/nginx') || exists(process, path)) continue
    const wrong = makeDirectory(process, path)
    if (wrong !== undefined) return `mkdir() "${path}" failed (${errors[wrong] ?? wrong})`
  }
  const wrong = writeFile(process, '/run/nginx.pid', emptyContent)
  return wrong === undefined || wrong === 'ENOENT'
    ? undefined
    : `open() "/run/nginx.pid" failed (${errors[wrong] ?? wrong})`
}
