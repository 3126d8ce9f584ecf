import { describe, expect, it } from 'vitest'
import { bytesBelow, runIn, runOn, type Setup } from '../../../../notation/catalog.ts'

function check(setup: Setup, command: string, status: number, text: RegExp): void {
  const ran = runIn(setup, command)
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

describe('cargo', () => {
  const manifest = '[package]\nname = "ping"\n'
  const plain: Setup = { image: 'rust:1-slim', work: { 'Cargo.toml': manifest, 'src/main.rs': 'fn main() {}\n' } }
  const web: Setup = {
    image: 'rust:1-slim',
    work: { 'Cargo.toml': `${manifest}\n[dependencies]\naxum = "0.8"\n`, 'src/main.rs': 'fn main() {}\n' },
  }
  it('builds a small program', () =>
    expect(bytesBelow(runIn(plain, 'cargo build --release').tree, '/work/target/release/ping')).toBe(463_504))
  it('keeps crates and what it made of them', () => {
    const ran = runIn(web, 'cargo build --release')
    expect(bytesBelow(ran.tree, '/usr/local/cargo/registry')).toBe(180_000_000)
    expect(bytesBelow(ran.tree, '/work/target')).toBe(230_000_000)
    expect(runOn(ran.tree, web, 'cargo build --release').machine.downloadedBytes()).toBe(0)
  })
  it('needs a manifest', () => check({ ...plain, work: {} }, 'cargo build', 101, /could not find `Cargo\.toml`/))
  it('needs a network for crates', () =>
    check({ ...web, network: 'none' }, 'cargo build', 101, /Could not resolve host/))
})

describe('dotnet', () => {
  const project: Setup = {
    image: 'mcr.microsoft.com/dotnet/sdk:9.0-noble',
    work: { 'web.csproj': '<Project/>\n', 'Program.cs': 'Console.WriteLine("hi");\n' },
  }
  it('publishes', () =>
    expect(bytesBelow(runIn(project, 'dotnet publish -c Release -o /out').tree, '/out')).toBe(350_000))
  it('publishes with its own runtime', () =>
    expect(bytesBelow(runIn(project, 'dotnet publish --self-contained -o /out').tree, '/out')).toBe(105_000_000))
  it('needs a project', () => check({ ...project, work: {} }, 'dotnet build', 1, /MSB1003/))
})

describe('gradle', () => {
  const project: Setup = {
    image: 'gradle:jdk21',
    work: {
      'settings.gradle': "rootProject.name = 'tariff'\n",
      'build.gradle': "plugins { id 'org.springframework.boot' version '3.5.0' }\nversion = '1.0'\n",
    },
  }
  it('makes a jar that runs and one that does not', () => {
    const ran = runIn(project, 'gradle --no-daemon bootJar')
    expect(ran.status).toBe(0)
    expect(bytesBelow(ran.tree, '/work/build/libs/tariff-1.0.jar')).toBe(22_500_000)
    expect(bytesBelow(ran.tree, '/work/build/libs/tariff-1.0-plain.jar')).toBe(6_000)
    expect(bytesBelow(ran.tree, '/work/build')).toBe(24_500_000)
  })
  it('needs a script', () => check({ ...project, work: {} }, 'gradle build', 1, /does not contain a Gradle build/))
  it('says what it does not simulate', () => check(project, 'gradle bootRun', 1, /not simulated/))
})

describe('yarn and pnpm', () => {
  const project: Setup = { image: 'node:22-slim', work: { 'package.json': '{"dependencies":{"express":"^5.0.0"}}' } }
  it('install what package.json says', () =>
    expect(bytesBelow(runIn(project, 'yarn install').tree, '/work/node_modules')).toBeGreaterThan(2_000_000))
  it('need the lock file when it is frozen', () =>
    check(project, 'yarn install --frozen-lockfile', 1, /lockfile needs to be updated/))
})
