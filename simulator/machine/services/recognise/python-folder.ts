import type { Card } from '../card.ts'
import { errorAnswer, errorHeaders } from './python-server.ts'
import { checkedCard } from './understood.ts'

/** What `python -m http.server` does: the files of a folder. Source: http/server.py, measured with Python 3.13. */
export function folderCard(folder: string, address: string, port: number, version: string): Card {
  const missing = errorAnswer(404, 'File not found')
  const host = address.includes(':') ? `[${address}]` : address
  const stderr = (text: string) => ({ text, stream: 'stderr', buffered: false }) as const
  return checkedCard({
    listens: `${address}:${port}`,
    start_ms: 150,
    http: '1.0',
    headers: { Server: `SimpleHTTP/0.6 Python/${version}`, Date: '${date}' },
    // Its start line is pushed out of the buffer only by what comes after: http.server prints it without flush.
    start_line: { text: `Serving HTTP on ${host} port ${port} (http://${host}:${port}/) ...`, buffered: true },
    routes: { 'GET /*': { folder } },
    not_found: {
      status: 404,
      headers: Object.fromEntries(errorHeaders),
      body: missing.body,
      prints: stderr(missing.prints),
    },
    access_line: stderr('${client} - - [${day}] "${method} ${target} HTTP/1.1" ${status} -'),
    signals: { INT: { status: 0, prints: '\nKeyboard interrupt received, exiting.' } },
    port_taken: stderr('OSError: [Errno 98] Address already in use'),
  })
}
