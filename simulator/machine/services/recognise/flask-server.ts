import type { Plain } from './explore.ts'

const stderr = (text: string): Plain => ({ text, stream: 'stderr', buffered: false })

/** Flask's own server as a card without its routes. `address` is host and port. Source: measured with Flask 3.1.3 and Werkzeug 3.1.8. */
export function flaskServer(address: string, name: string, version: string): Readonly<Record<string, Plain>> {
  const [host, port = ''] = address.split(':')
  const running =
    host === '0.0.0.0'
      ? ` * Running on all addresses (0.0.0.0)\n * Running on http://127.0.0.1:${port}\n * Running on http://172.17.0.2:${port}\n`
      : ` * Running on http://${address}\n`
  const warning =
    'WARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.'
  return {
    listens: address,
    start_ms: 400,
    start_line: [
      { text: ` * Serving Flask app '${name}'\n * Debug mode: off\n`, stream: 'stdout', buffered: false },
      stderr(`${warning}\n${running}Press CTRL+C to quit\n`),
    ],
    headers: { Server: `Werkzeug/3.1.8 Python/${version}`, Date: '${date}', Connection: 'close' },
    access_line: stderr('${client} - - [${day}] "${method} ${target} HTTP/1.1" ${status} -'),
    signals: { INT: 0 },
    port_taken: stderr(
      `Address already in use\nPort ${port} is in use by another program. Either identify and stop that program, or start the server with a different port.\n`,
    ),
  }
}

/** Gunicorn as a card without routes. `now` is how its log writes the time. Source: Gunicorn, "Settings" and arbiter.py. */
export function gunicornServer(
  listens: string,
  now: string,
  workers: number,
  isLogged: boolean,
): Readonly<Record<string, Plain>> {
  const line = (text: string, process = 1): string => `[${now}] [${process}] [INFO] ${text}\n`
  const booting = Array.from({ length: workers }, (_, at) => line(`Booting worker with pid: ${at + 7}`, at + 7)).join(
    '',
  )
  const start = `${line('Starting gunicorn 26.2.0')}${line(`Listening at: http://${listens} (1)`)}${line('Using worker: sync')}`
  const end = (signal: string): Plain => ({
    status: 0,
    prints: stderr(`${line(`Handling signal: ${signal}`)}${line('Shutting down: Master')}`),
  })
  return {
    listens,
    start_ms: 500,
    start_line: stderr(start + booting),
    headers: { Server: 'gunicorn', Date: '${date}', Connection: 'close' },
    signals: { TERM: end('term'), INT: end('int'), QUIT: end('quit') },
    port_taken: stderr(
      `${start.split('\n')[0]}\n[${now}] [1] [ERROR] Connection in use: ('${listens.replace(':', "', ")})\n`,
    ),
    ...(isLogged
      ? {
          access_line: {
            text: '${client} - - [${time}] "${method} ${target} HTTP/1.1" ${status} ${length} "-" "-"',
            stream: 'stdout',
            buffered: false,
          },
        }
      : {}),
  }
}
