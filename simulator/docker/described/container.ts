import { commandLine } from '../../containers/command.ts'
import { later } from '../../filesystem/tree.ts'
import type { HeldContainer, HostDraft } from '../host.ts'
import { addressIn, connectionsOf, gatewayOf } from '../networks.ts'
import { innerPort } from '../ports.ts'
import { nextStart } from '../restarting.ts'
import { noList, noMap, nothing, type Struct, type Value } from '../template/values.ts'
import { rfcText } from '../times.ts'
import { checkOf } from './image.ts'
import { mountsOf } from './mounts.ts'

const noTime = '0001-01-01T00:00:00Z'

/** What `docker inspect` tells of a container, with docker's keys in docker's order; what only a kernel knows is left empty. */
export function describedContainer(draft: HostDraft, container: HeldContainer): Struct {
  const { plan, created, name, imageID } = container
  const [path = '', ...words] = commandLine(plan.image.settings, plan.options)
  const folder = `/var/lib/docker/containers/${plan.id}`
  return {
    Id: plan.id,
    Created: rfcText(created),
    Path: path,
    Args: words,
    State: stateOf(draft, container),
    Image: imageID,
    ResolvConfPath: `${folder}/resolv.conf`,
    HostnamePath: `${folder}/hostname`,
    HostsPath: `${folder}/hosts`,
    LogPath: `${folder}/${plan.id}-json.log`,
    Name: `/${name}`,
    RestartCount: container.restarts ?? 0,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: nothing,
    HostConfig: hostConfigOf(container),
    GraphDriver: { Data: nothing, Name: 'overlay2' },
    Mounts: mountsOf(container),
    Config: configOf(container),
    NetworkSettings: networkOf(draft, container),
  }
}

function stateOf(draft: HostDraft, container: HeldContainer): Struct {
  const state = draft.stateOf(container)
  const { started } = container
  const standing = state?.standing
  const isRunning = standing?.kind === 'running'
  const isOver = standing?.kind === 'exited'
  const isPaused = isRunning && container.pausedAtMs !== undefined
  const status =
    nextStart(draft, container) !== undefined
      ? 'restarting'
      : isPaused
        ? 'paused'
        : isRunning
          ? 'running'
          : isOver
            ? 'exited'
            : 'created'
  const hasBegun = started !== undefined && (isRunning || isOver)
  const { health } = state ?? {}
  return {
    Status: status,
    Running: isRunning || status === 'restarting',
    Paused: isPaused,
    Restarting: nextStart(draft, container) !== undefined,
    OOMKilled: false,
    Dead: false,
    Pid: isRunning ? 4001 : 0,
    ExitCode: standing === undefined || standing.kind === 'running' ? 0 : standing.status,
    Error: standing?.kind === 'failed' || standing?.kind === 'refused' ? standing.message : '',
    StartedAt: hasBegun ? rfcText(started) : noTime,
    FinishedAt: isOver && started !== undefined ? rfcText(later(started, state?.endedAtMs ?? 0)) : noTime,
    ...(health === undefined || started === undefined
      ? {}
      : {
          Health: {
            Status: health.status,
            FailingStreak: health.failingStreak,
            Log: health.log.map(({ atMs, status: code, output }) => ({
              Start: rfcText(later(started, atMs)),
              End: rfcText(later(started, atMs + 50)),
              ExitCode: code,
              Output: output,
            })),
          },
        }),
  }
}

function hostConfigOf({ plan, ports, removesItself, settings }: HeldContainer): Struct {
  const { options } = plan
  const tmpfs = options.tmpfs ?? []
  return {
    Binds: settings.binds.length === 0 ? noList : settings.binds,
    ContainerIDFile: '',
    LogConfig: { Type: 'json-file', Config: new Map() },
    NetworkMode: settings.network,
    PortBindings: portMap(
      ports.map((port) => [
        innerPort(port),
        [{ HostIp: port.address === '0.0.0.0' ? '' : port.address, HostPort: `${port.host}` }],
      ]),
    ),
    RestartPolicy: { Name: settings.restart.name, MaximumRetryCount: settings.restart.count },
    AutoRemove: removesItself,
    VolumeDriver: '',
    VolumesFrom: noList,
    ConsoleSize: [0, 0],
    CapAdd: listOf(settings.capAdd),
    CapDrop: listOf(settings.capDrop),
    CgroupnsMode: 'private',
    Dns: [],
    DnsOptions: [],
    DnsSearch: [],
    ExtraHosts: listOf(settings.extraHosts),
    GroupAdd: listOf(options.groups ?? []),
    IpcMode: 'private',
    Cgroup: '',
    Links: noList,
    OomScoreAdj: 0,
    PidMode: '',
    Privileged: settings.isPrivileged,
    PublishAllPorts: false,
    ReadonlyRootfs: options.isReadOnly === true,
    SecurityOpt: listOf(settings.securityOptions),
    ...(tmpfs.length === 0
      ? {}
      : {
          Tmpfs: new Map(
            tmpfs.map((text): [string, Value] => [text.split(':')[0] ?? '', text.split(':').slice(1).join(':')]),
          ),
        }),
    UTSMode: '',
    UsernsMode: '',
    ShmSize: 67_108_864,
    Runtime: 'runc',
    Isolation: '',
    CpuShares: 0,
    Memory: settings.memory,
    NanoCpus: settings.nanoCpus,
    CgroupParent: '',
    BlkioWeight: 0,
    BlkioWeightDevice: [],
    BlkioDeviceReadBps: [],
    BlkioDeviceWriteBps: [],
    BlkioDeviceReadIOps: [],
    BlkioDeviceWriteIOps: [],
    CpuPeriod: 0,
    CpuQuota: 0,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: '',
    CpusetMems: '',
    Devices: [],
    DeviceCgroupRules: noList,
    DeviceRequests: noList,
    MemoryReservation: 0,
    MemorySwap: settings.memory * 2,
    MemorySwappiness: nothing,
    OomKillDisable: false,
    PidsLimit: nothing,
    Ulimits: [],
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    ...(options.hasInit === true ? { Init: true } : {}),
    MaskedPaths: maskedPaths,
    ReadonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
  }
}

const maskedPaths =
  '/proc/asound /proc/acpi /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/timer_stats /proc/sched_debug /proc/scsi /sys/firmware /sys/devices/virtual/powercap'.split(
    ' ',
  )

function configOf({ plan, imageName, isAttached, settings }: HeldContainer): Struct {
  const { options, image } = plan
  const own = image.settings
  const isCleared = options.entrypoint !== undefined
  const entrypoint = isCleared ? (options.entrypoint === '' ? [] : [options.entrypoint ?? '']) : (own.Entrypoint ?? [])
  const command = options.command ?? (isCleared ? [] : (own.Cmd ?? []))
  const given = new Set((options.environment ?? []).map((line) => line.split('=', 1)[0]))
  const environment = [
    ...(options.environment ?? []),
    ...(own.Env ?? []).filter((line) => !given.has(line.split('=', 1)[0])),
  ]
  const exposed = [...new Set([...(own.ExposedPorts ?? []), ...settings.exposed])].sort()
  const labels = new Map([...Object.entries(own.Labels ?? {}), ...settings.labels])
  return {
    Hostname: options.hostname ?? plan.id.slice(0, 12),
    Domainname: '',
    User: options.user ?? own.User ?? '',
    AttachStdin: isAttached && options.isInteractive === true,
    AttachStdout: isAttached,
    AttachStderr: isAttached,
    ...(exposed.length === 0 ? {} : { ExposedPorts: new Map(exposed.map((port) => [port, {}])) }),
    Tty: options.isTerminal === true,
    OpenStdin: options.isInteractive === true,
    StdinOnce: isAttached && options.isInteractive === true,
    Env: environment,
    Cmd: command.length === 0 ? noList : command,
    ...(own.Healthcheck === undefined ? {} : { Healthcheck: checkOf(own.Healthcheck) }),
    Image: imageName,
    Volumes: own.Volumes === undefined ? noMap : new Map(own.Volumes.map((path) => [path, {}])),
    WorkingDir: options.directory ?? own.WorkingDir ?? '',
    Entrypoint: entrypoint.length === 0 ? noList : entrypoint,
    OnBuild: noList,
    Labels: labels,
    ...(own.StopSignal === undefined && options.stopSignal === undefined
      ? {}
      : { StopSignal: options.stopSignal ?? own.StopSignal ?? '' }),
  }
}

function networkOf(draft: HostDraft, container: HeldContainer): Struct {
  const { ports, plan } = container
  const held = draft.host.containers.find((one) => one.plan.id === plan.id)
  const isRunning = held !== undefined && draft.isRunning(held)
  const connections = connectionsOf(container).map((name): [string, Struct] => {
    const address = isRunning ? addressIn(draft.host, container, name) : undefined
    return [
      name,
      {
        Gateway: address === undefined ? '' : gatewayOf(draft.host, name),
        IPAddress: address ?? '',
        IPPrefixLen: address === undefined ? 0 : 16,
      },
    ]
  })
  const none = { Gateway: '', IPAddress: '', IPPrefixLen: 0 }
  return {
    Bridge: '',
    SandboxID: '',
    SandboxKey: '',
    Ports: portMap(
      isRunning
        ? ports.map((port) => [
            innerPort(port),
            (port.address === '0.0.0.0' ? ['0.0.0.0', '::'] : [port.address]).map((HostIp) => ({
              HostIp,
              HostPort: `${port.host}`,
            })),
          ])
        : [],
    ),
    // At the top stands what docker's own network gives.
    ...(connections.find(([name]) => name === 'bridge')?.[1] ?? none),
    Networks: new Map(connections),
  }
}

function portMap(entries: readonly (readonly [string, Value])[]): Value {
  return new Map(entries)
}

function listOf(words: readonly string[]): Value {
  return words.length === 0 ? noList : words
}
