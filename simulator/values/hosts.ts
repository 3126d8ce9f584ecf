/**
 * The public services that images point to and programs name in what they print. Nothing is ever fetched from them.
 */
export const publicHosts = {
  alpine: 'dl-cdn.alpinelinux.org',
  debian: 'deb.debian.org',
  go: 'proxy.golang.org',
  maven: 'repo.maven.apache.org',
  npm: 'registry.npmjs.org',
  ubuntu: 'archive.ubuntu.com',
  ubuntuSecurity: 'security.ubuntu.com',
} as const
