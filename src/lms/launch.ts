import { type FrameMessage, readFrameMessage } from '../embed/messages.ts'
import { pack } from '../state/packed.ts'
import { Cmi5Platform, readLaunch } from './cmi5.ts'
import { nobody } from './nobody.ts'
import type { Memory, Platform } from './record.ts'
import { ScormPlatform, scorm12, scorm2004 } from './scorm.ts'
import { findApi } from './scorm-api.ts'

// The whole of `lms.js`: the page of a package, between the platform around it and the frame in it.

const body = document.body
const said = document.querySelector('p[role=status]')

async function run(): Promise<void> {
  const platform = platformOf(body.dataset.flavour ?? '')
  const exercise: unknown = await (await fetch('exercise.json')).json()
  let memory = await platform.begin()
  tellTrouble(platform)

  const frame = document.createElement('iframe')
  frame.title = document.title
  frame.src = frameAddress(exercise, platform.seed, memory)
  frame.allow = 'clipboard-write'
  window.addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow) return
    const read = readFrameMessage(event.data)
    if (read.kind === 'read') void hear(read.message)
  })
  body.append(frame)

  async function hear(message: FrameMessage): Promise<void> {
    if (message.kind === 'state') {
      memory = { ...memory, state: message.state }
      await platform.keep(memory)
    } else if (message.kind === 'verdict' && message.verdict !== 'broken') {
      const { score, verdict } = message
      const before = memory
      memory = { ...memory, attempts: before.attempts + 1, best: Math.max(before.best ?? 0, score.scaled) }
      await platform.report({ score, passed: verdict === 'pass' }, memory)
    }
    tellTrouble(platform)
  }

  const end = (): void => platform.end(memory)
  window.addEventListener('pagehide', end)
  window.addEventListener('beforeunload', end)
}

function platformOf(flavour: string): Platform {
  const now = (): number => Date.now()
  if (flavour === 'cmi5') {
    const launch = readLaunch(location.search)
    if (launch === undefined) return nobody
    return new Cmi5Platform(launch, {
      now: () => new Date(),
      uuid: () => crypto.randomUUID(),
      fetch: (address, request) => fetch(address, request),
    })
  }
  const isOld = flavour === 'scorm12'
  const api = findApi(window, isOld ? 'API' : 'API_1484_11')
  return api === undefined ? nobody : new ScormPlatform(api, isOld ? scorm12 : scorm2004, now)
}

function frameAddress(exercise: unknown, seed: string | undefined, { state }: Memory): string {
  const query = seed === undefined ? '' : `?seed=${encodeURIComponent(seed)}`
  const parts = [`exercise=${pack(exercise)}`, ...(state === undefined ? [] : [`state=${state}`])]
  return `${body.dataset.frame ?? ''}${query}#${parts.join('&')}`
}

function tellTrouble({ trouble }: Platform): void {
  if (said !== null) said.textContent = trouble ?? ''
}

run().catch(() => {
  if (said !== null) said.textContent = 'This package is damaged: its exercise cannot be read. Fetch it again.'
})
