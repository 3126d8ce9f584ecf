import { describe, expect, it } from 'vitest'
import { entryAt } from '../../../../../simulator/filesystem/tree.ts'
import { bytesBelow, fixture, grown, runIn, runOn, type Setup } from '../../../../notation/catalog.ts'

const slim: Setup = { image: 'python:3.13-slim', work: fixture('flask-notes') }
const alpine: Setup = { image: 'python:3.13-alpine', work: {} }
const site = '/usr/local/lib/python3.13/site-packages'
const cache = '/root/.cache/pip'

function checkSays(setup: Setup, commands: string | readonly string[], status: number, text: RegExp): void {
  const ran = runIn(setup, ...(typeof commands === 'string' ? [commands] : commands))
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

describe('pip install', () => {
  const ran = runIn(slim, 'pip install -r requirements.txt')
  it('brings what the requirements need', () =>
    expect(ran.text).toMatch(/Successfully installed .*flask-3\.1\.3 gunicorn-26\.2\.0 .*requests-2\.34\.2/))
  it('says where a requirement stands', () =>
    expect(ran.text).toMatch(/Collecting flask==3\.1\.3 \(from -r requirements\.txt \(line 1\)\)/))
  it('takes the measured bytes of flask', () =>
    expect(
      bytesBelow(runIn(slim, 'pip install flask').tree, site) - bytesBelow(runIn(slim, 'pip -V').tree, site),
    ).toBeGreaterThan(4_700_000))
  it('keeps its downloads', () => expect(bytesBelow(ran.tree, cache)).toBeGreaterThan(1_500_000))
  it('keeps none with --no-cache-dir', () =>
    expect(bytesBelow(runIn(slim, 'pip install --no-cache-dir -r requirements.txt').tree, cache)).toBe(0))
  it('writes no .pyc with --no-compile', () =>
    expect(grown(runIn(slim, 'pip install --no-compile --no-cache-dir flask'), slim)).toBeLessThan(
      grown(runIn(slim, 'pip install --no-cache-dir flask'), slim),
    ))
  it('downloads nothing that is in the cache', () => {
    const cleared = runOn(ran.tree, slim, 'pip uninstall -y flask').tree
    const again = runOn(cleared, slim, 'pip install flask')
    expect(again.text).toMatch(/Using cached flask/)
    expect(again.machine.downloadedBytes()).toBe(0)
  })
  it('takes a package away by any spelling of its name, and no other', () => {
    expect(runOn(ran.tree, slim, 'pip uninstall -y FLASK').text).toMatch(/Successfully uninstalled FLASK/)
    expect(runOn(ran.tree, slim, 'pip uninstall -y c++').text).toMatch(/Skipping c\+\+ as it is not installed/)
  })
  it('is content with what is there', () =>
    expect(runOn(ran.tree, slim, 'pip install flask').text).toMatch(/Requirement already satisfied: flask/))
  it('brings commands', () => expect(entryAt(ran.tree, '/usr/local/bin/flask')?.mode).toBe(0o755))
  it('takes an older version', () =>
    checkSays(slim, 'pip install flask==3.0.0', 0, /Successfully installed .*flask-3\.0\.0/))
  it('has no newer one', () =>
    checkSays(slim, 'pip install flask==99.0', 1, /No matching distribution found for flask==99\.0/))
  it('needs the file of requirements', () =>
    checkSays(slim, 'pip install -r none.txt', 1, /No such file or directory: 'none\.txt'/))
  it('needs a network', () =>
    checkSays(
      { ...slim, network: 'none' },
      'pip install flask',
      1,
      /Temporary failure in name resolution[\s\S]*No matching distribution/,
    ))
  it('warns root', () => expect(ran.text).toMatch(/WARNING: Running pip as the 'root' user/))
  it('needs the right to write', () =>
    checkSays(
      { ...slim, uid: 1000, environment: { HOME: '/tmp' } },
      'pip install --no-cache-dir flask',
      1,
      /\[Errno 13\] Permission denied/,
    ))
})

describe('compiled packages', () => {
  it('come as wheels for both C libraries', () => {
    checkSays(slim, 'pip install numpy', 0, /manylinux/)
    checkSays(alpine, 'pip install numpy', 0, /musllinux/)
  })
  it('may be for glibc alone', () => {
    checkSays(slim, 'pip install torch', 0, /Successfully installed/)
    checkSays(alpine, 'pip install torch', 1, /from versions: none/)
  })
  it('may need a compiler', () => {
    checkSays(slim, 'pip install psycopg2', 1, /command 'gcc' failed/)
    checkSays(alpine, ['apk add gcc musl-dev', 'pip install psycopg2'], 1, /pg_config executable not found/)
  })
  it('are built with one', () => {
    const ran = runIn(alpine, 'apk add --no-cache gcc musl-dev libpq-dev', 'pip install --no-cache-dir psycopg2')
    expect(ran.text).toMatch(/Building wheel for psycopg2.*done/)
    expect(runOn(ran.tree, alpine, "python -c 'import psycopg2'").status).toBe(0)
  })
  it('need their library when they run', () => {
    const built = runIn(
      alpine,
      'apk add --virtual .build gcc musl-dev libpq-dev',
      'pip install psycopg2',
      'apk del .build',
    )
    expect(runOn(built.tree, alpine, "python -c 'import psycopg2'").text).toMatch(
      /Error loading shared library libpq\.so\.5/,
    )
  })
})

describe('python', () => {
  it('tells its version', () => checkSays(slim, 'python -V', 0, /^Python 3\.13\.\d+\n$/))
  it('prints', () => checkSays(slim, 'python3 -c \'print("hi")\'', 0, /^hi\n$/))
  it('misses a module', () => checkSays(slim, "python -c 'import flask'", 1, /No module named 'flask'/))
  it('says which module a program lacks', () =>
    checkSays(slim, 'python app.py', 1, /line 5, in <module>[\s\S]*No module named 'flask'/))
  it('does not pretend to run a program', () =>
    checkSays({ ...slim, work: { 'a.py': 'print(input())' } }, 'python a.py', 1, /not simulated/))
  it('makes an environment with a pip of its own', () => {
    const ran = runIn(slim, 'python -m venv /venv', '/venv/bin/pip install --no-cache-dir flask')
    expect(bytesBelow(ran.tree, '/venv/lib/python3.13/site-packages/flask')).toBeGreaterThan(300_000)
    expect(ran.text).not.toMatch(/WARNING: Running pip/)
  })
  it('is managed in Debian', () =>
    checkSays(
      { image: 'debian:bookworm-slim' },
      ['apt-get update', 'apt-get install -y python3-pip', 'pip install flask'],
      1,
      /externally-managed-environment/,
    ))
})
