import type { Process } from '../../machine/process.ts'
import { signIn } from '../../registry/registry.ts'
import { textOf } from '../../values/bytes.ts'
import { complain, daemonError, dockerCommand, say } from '../command.ts'
import { unreachable } from '../pulling.ts'

export const login = dockerCommand({
  names: ['login'],
  usage: '[OPTIONS] [SERVER]',
  summary: 'Authenticate to a registry',
  flags: 'username|u=value password|p=value password-stdin',
  words: [0, 1],
  run: ({ draft, process, given }) => {
    const account = given.value('username')
    const fromInput = given.has('password-stdin')
    if (fromInput && given.value('password') !== undefined)
      return fail(process, 'conflicting options: cannot specify both --password and --password-stdin')
    if (fromInput && account === undefined)
      return fail(process, 'the --password-stdin option requires --username to be set')
    if (given.value('password') !== undefined)
      complain(process, 'WARNING! Using --password via the CLI is insecure. Use --password-stdin.')
    const server = serverNamed(given.words[0])
    const known = draft.host.logins.get(server)
    if (account === undefined && known !== undefined) {
      complain(process, `Authenticating with existing credentials... [Username: ${known}]\n`)
      say(process, 'Login Succeeded')
      return 0
    }
    const password = fromInput ? inputText(process).trimEnd() : given.value('password')
    if (account === undefined || password === undefined)
      return fail(process, 'Error: Cannot perform an interactive login from a non TTY device')
    const signed = signIn(draft.registry, server, account, password)
    switch (signed.kind) {
      case 'unreachable':
        return daemonError(process, unreachable(server))
      case 'wrong':
        return daemonError(
          process,
          server === 'docker.io'
            ? 'Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password'
            : `login attempt to https://${server}/v2/ failed with status: 401 Unauthorized`,
        )
      case 'in':
        if (signed.isNew)
          process.machine.note({
            kind: 'modelled',
            message: `The account ${account} on ${server} was made by this login; its password holds from now on.`,
          })
        draft.putRegistry(signed.registry)
        draft.change({ logins: new Map(draft.host.logins).set(server, account) })
        complain(
          process,
          `\nWARNING! Your credentials are stored unencrypted in '${process.environment.get('HOME') ?? '/root'}/.docker/config.json'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n`,
        )
        say(process, 'Login Succeeded')
        return 0
    }
  },
})

export const logout = dockerCommand({
  names: ['logout'],
  usage: '[SERVER]',
  summary: 'Log out from a registry',
  flags: '',
  words: [0, 1],
  run: ({ draft, process, given }) => {
    const server = serverNamed(given.words[0])
    const logins = new Map(draft.host.logins)
    logins.delete(server)
    draft.change({ logins })
    const address = server === 'docker.io' ? 'https://index.docker.io/v1/' : server
    say(process, `Removing login credentials for ${address}`)
    return 0
  },
})

/** The server that a word means: docker.io under its other names, and where there is none. */
function serverNamed(word: string | undefined): string {
  const name = (word ?? 'docker.io').replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return ['index.docker.io', 'registry-1.docker.io'].includes(name) ? 'docker.io' : name
}

function inputText({ input }: Process): string {
  let text = ''
  for (let piece = input.read(); piece !== undefined; piece = input.read())
    if (piece.kind === 'real') text += textOf(piece.bytes)
  return text
}

function fail(process: Process, message: string): number {
  complain(process, message)
  return 1
}
