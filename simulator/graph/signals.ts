const names = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU UNUSED URG ' +
    'USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
  ).split(' '),
)

/** Whether a text names a signal: a number other than 0, or a name with or without SIG, any case. Source: moby/sys/signal ParseSignal. */
export function parseSignal(text: string): boolean {
  if (/^[+-]?\d+$/.test(text)) return Number(text) !== 0
  const name = text.toUpperCase().replace(/^SIG/, '')
  const realtime = /^RTM(IN\+|AX-)(\d+)$/.exec(name)
  return names.has(name) || (realtime !== null && Number(realtime[2]) <= 15)
}
