import type { Process } from '../../process.ts'
import { placeDirectory, placeFile, placeLink, sized } from '../placing.ts'
import { zoneBytes, zones } from '../zones.ts'

/** A file of a package that RUN lines read or edit: real text, a program, or a link. Only the settings that people change are in the texts. */
interface Setting {
  readonly path: string
  readonly text?: string
  readonly mode?: number
  readonly program?: string
  readonly size?: number
  readonly link?: string
}

const settings: Readonly<Record<string, readonly Setting[]>> = {
  sudo: [
    {
      path: '/etc/sudoers',
      mode: 0o440,
      text: 'Defaults\tenv_reset\nroot\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n',
    },
    { path: '/etc/sudoers.d/README', mode: 0o440, text: '# Files here are read by sudo.\n' },
  ],
  'openssh-server': [
    {
      path: '/etc/ssh/sshd_config',
      text: '#Port 22\n#PermitRootLogin prohibit-password\n#PubkeyAuthentication yes\n#PasswordAuthentication yes\nKbdInteractiveAuthentication no\nUsePAM yes\nX11Forwarding yes\nPrintMotd no\n',
    },
    {
      path: '/etc/pam.d/sshd',
      text: '@include common-auth\naccount    required     pam_nologin.so\n@include common-account\nsession    required     pam_loginuid.so\n@include common-session\n',
    },
  ],
  locales: [
    { path: '/usr/sbin/locale-gen', program: 'locale-gen', size: 4294 },
    {
      path: '/etc/locale.gen',
      text: '# C.UTF-8 UTF-8\n# de_DE.UTF-8 UTF-8\n# en_GB.UTF-8 UTF-8\n# en_US.UTF-8 UTF-8\n# es_ES.UTF-8 UTF-8\n# fr_FR.UTF-8 UTF-8\n',
    },
    { path: '/usr/share/locale/locale.alias', text: 'german de_DE.ISO-8859-1\nfrench fr_FR.ISO-8859-1\n' },
  ],
  'nginx-common': [
    {
      path: '/etc/nginx/nginx.conf',
      text: 'user www-data;\nworker_processes auto;\npid /run/nginx.pid;\nevents {\n\tworker_connections 768;\n}\nhttp {\n\tinclude /etc/nginx/conf.d/*.conf;\n\tinclude /etc/nginx/sites-enabled/*;\n}\n',
    },
    {
      path: '/etc/nginx/sites-available/default',
      text: 'server {\n\tlisten 80 default_server;\n\troot /var/www/html;\n\tindex index.html;\n}\n',
    },
    { path: '/etc/nginx/sites-enabled/default', link: '/etc/nginx/sites-available/default' },
    { path: '/var/log/nginx/' },
  ],
  'gettext-base': [
    { path: '/usr/bin/envsubst', program: 'envsubst', size: 35_288 },
    { path: '/usr/bin/gettext', program: 'gettext', size: 35_288 },
  ],
  'lsb-release': [{ path: '/usr/bin/lsb_release', program: 'lsb_release', size: 3709 }],
  tzdata: zones.map((zone) => ({ path: `/usr/share/zoneinfo/${zone}`, size: zoneBytes })),
}

/** Puts the files that RUN lines edit or call, of a package whose table names none of them. Gives their paths and bytes. */
export function placeSettings(
  process: Process,
  name: string,
  identity: string,
  source: string,
): { readonly paths: readonly string[]; readonly bytes: number } {
  const own = settings[name] ?? []
  let bytes = 0
  for (const setting of own) {
    const { path, text, mode, program, size, link } = setting
    if (path.endsWith('/')) placeDirectory(process, path.slice(0, -1))
    else if (link !== undefined) placeLink(process, path, link)
    else if (text !== undefined) placeFile(process, path, text, mode)
    else {
      const content = sized({
        identity: `${identity}${path}`,
        size: size ?? 0,
        kind: 'binary',
        source,
        ...(program === undefined ? {} : { program }),
      })
      placeFile(process, path, content, program === undefined ? 0o644 : 0o755)
    }
    bytes += text?.length ?? size ?? 0
  }
  return { paths: own.map(({ path }) => path.replace(/\/$/, '')), bytes }
}
