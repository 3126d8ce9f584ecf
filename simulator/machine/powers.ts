import type { User } from './process.ts'

/** All capabilities of Linux, in the order of their numbers. Source: capabilities(7). */
export const powers: readonly string[] = (
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW ' +
  'IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD ' +
  'LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
).split(' ')

/** Those that root has in a container, and in a RUN. Source: moby, oci/caps/defaults.go; a real docker, `CapEff: 00000000a80425fb`. */
export const usualPowers: ReadonlySet<string> = new Set(
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'.split(
    ' ',
  ),
)

/** Whether somebody may do what only a capability allows (`CHOWN`); without one of its own, a program of anybody but root has none. */
export function hasPower(user: User, power: string): boolean {
  return user.uid === 0 && (user.powers ?? usualPowers).has(power)
}

/** Somebody, with no more capabilities in reach than somebody else has. */
export function withPowersOf(user: User, other: User): User {
  return user.powers !== undefined || other.powers === undefined ? user : { ...user, powers: other.powers }
}
