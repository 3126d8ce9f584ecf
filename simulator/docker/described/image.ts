import type { Healthcheck, ImageSettings } from '../../image/image.ts'
import { shownName, sizeOfImage } from '../find.ts'
import type { HeldImage } from '../host.ts'
import { isTrue, noList, noMap, nothing, omittingEmpty, type Struct, type Value } from '../template/values.ts'
import { rfcText } from '../times.ts'

/**
 * What `docker image inspect` tells of an image, with docker's keys in docker's order. `typed` is what a template sees, `raw` what is printed
 * whole: the daemon writes the settings otherwise than the command line reads them. Where the daemon keeps the layers is not known here.
 */
export function describedImage(held: HeldImage): { readonly typed: Struct; readonly raw: Struct } {
  const { image, id, tags, digests, added } = held
  const { platform } = image
  const fields = {
    Id: id,
    RepoTags: tags.map(familiarName),
    RepoDigests: digests.map((digest) => {
      const [name = '', hash = ''] = digest.split('@')
      return `${shownName(`${name}:x`).repository}@${hash}`
    }),
    Parent: '',
    Comment: image.history.at(-1)?.comment ?? '',
    Created: image.created ?? '',
    DockerVersion: '',
    Author: image.author ?? '',
    Architecture: platform.architecture,
    ...(platform.variant === undefined ? {} : { Variant: platform.variant }),
    Os: platform.os,
    Size: sizeOfImage(held),
    GraphDriver: { Data: nothing, Name: 'overlay2' },
    RootFS: { Type: 'layers', Layers: image.layers.map(({ diffID }) => diffID) },
    Metadata: { LastTagTime: rfcText(added) },
  }
  return {
    typed: { ...fields, Config: typedSettings(image.settings) },
    raw: { ...fields, Config: rawSettings(image.settings) },
  }
}

/** A normal reference as docker shows it: `app:latest`. */
export function familiarName(normal: string): string {
  const { repository, tag } = shownName(normal)
  return `${repository}:${tag}`
}

/** The settings as the image-spec's type has them: what is empty is left out. */
function typedSettings(settings: ImageSettings): Struct {
  return omittingEmpty({
    User: settings.User ?? '',
    ExposedPorts: setOf(settings.ExposedPorts),
    Env: settings.Env ?? noList,
    Entrypoint: settings.Entrypoint ?? noList,
    Cmd: settings.Cmd ?? noList,
    Volumes: setOf(settings.Volumes),
    WorkingDir: settings.WorkingDir ?? '',
    Labels: settings.Labels === undefined ? noMap : new Map(Object.entries(settings.Labels)),
    StopSignal: settings.StopSignal ?? '',
    ArgsEscaped: settings.ArgsEscaped ?? false,
    Healthcheck: settings.Healthcheck === undefined ? nothing : checkOf(settings.Healthcheck),
    OnBuild: settings.OnBuild ?? noList,
    Shell: settings.Shell ?? noList,
  })
}

/** The same as the daemon prints them: sorted, with those that every image has. */
function rawSettings(settings: ImageSettings): Struct {
  const all = typedSettings(settings)
  const always = ['Cmd', 'Entrypoint', 'Env', 'Labels', 'OnBuild', 'User', 'Volumes', 'WorkingDir']
  const kept = Object.entries(all).filter(([name, value]) => always.includes(name) || isTrue(value))
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function setOf(names: readonly string[] | undefined): Value {
  return names === undefined ? noMap : new Map(names.map((name) => [name, {}]))
}

/** A health check; lengths of time in nanoseconds. */
export function checkOf(check: Healthcheck): Struct {
  const { Test, Interval = 0, Timeout = 0, StartPeriod = 0, StartInterval = 0, Retries = 0 } = check
  const times = { Interval, Timeout, StartPeriod, StartInterval, Retries }
  return { Test, ...Object.fromEntries(Object.entries(times).filter(([, value]) => value !== 0)) }
}
