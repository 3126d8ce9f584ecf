import { describe, expect, it } from 'vitest'
import { hasHostPart, parsePorts } from '../../../simulator/graph/ports.ts'

/** Ports as one text, or the error. */
function ports(item: string): string {
  const parsed = parsePorts(item)
  return 'error' in parsed ? parsed.error : parsed.ports.join(' ')
}

describe('ports of EXPOSE', () => {
  it('are tcp unless they say otherwise', () => expect(ports('80')).toBe('80/tcp'))
  it('have their protocol in lower case', () => expect(ports('53/UDP')).toBe('53/udp'))
  it('spread a range', () => expect(ports('8000-8002/udp')).toBe('8000/udp 8001/udp 8002/udp'))
  it('drop address and host port', () => expect(ports('127.0.0.1:80:81')).toBe('81/tcp'))
  it('refuse what docker refuses, in its words', () => {
    expect(ports('80/foo')).toBe('invalid port: "80/foo": invalid proto: foo')
    expect(ports('/tcp')).toBe('invalid port: "/tcp": no port specified')
    expect(ports('70000')).toBe('invalid containerPort: 70000')
    expect(ports('x:80')).toBe('invalid hostPort: x')
    expect(ports('1.2.3:80:80')).toBe('invalid IP address: 1.2.3')
    expect(ports('80-81:90-92')).toBe('invalid ranges specified for container and host Ports: 90-92 and 80-81')
  })
  it('know whether a host is named', () => expect([hasHostPart('80/tcp'), hasHostPart('1:80')]).toEqual([false, true]))
})
