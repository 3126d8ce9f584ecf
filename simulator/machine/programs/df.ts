import { stat } from '../files.ts'
import { mountAt } from './du.ts'
import { busyboxHumanSize, humanSize } from './facts.ts'
import { why } from './libc.ts'
import { type Options, type OptionTable, readOptions } from './options.ts'
import { type Flavour, printError, program } from './program.ts'
import { disk } from './stat.ts'

/** `df`: the room on the disk. */
export const df = program({
  names: ['df'],
  summary: 'Prints the room on file systems.',
  exact: 'The layout of the table.',
  modelled: 'One disk of 64 GiB, half of it free.',
  missing: 'Other file systems than the one that holds the image.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: flavour === 'gnu' ? 'aB:hHiklPt:Tx:' : 'ahikmPTt:B:',
      long:
        flavour === 'gnu'
          ? {
              all: 'a',
              'human-readable': 'h',
              si: 'H',
              inodes: 'i',
              portability: 'P',
              'print-type': 'T',
              total: 'total',
              sync: 'sync',
              local: 'l',
              output: 'output?',
            }
          : {},
      usage: flavour === 'gnu' ? '[OPTION]... [FILE]...' : '[-PkmhTai] [-B SIZE] [-t TYPE] [FILESYSTEM]...',
    }
    const options = readOptions(process, flavour, table)
    let status = 0
    const found: string[] = []
    for (const path of options.operands.length > 0 ? options.operands : ['/']) {
      const node = stat(process, path)
      if (node.errno === undefined) {
        found.push(mountAt(process, path))
        continue
      }
      printError(
        process,
        flavour === 'gnu' ? `${path}: ${why(process, node.errno)}` : `${path}: can't find mount point`,
      )
      status = 1
    }
    if (found.length > 0)
      process.output.write(flavour === 'gnu' ? gnuTableOf(options, found) : busyboxTableOf(options, found))
    else if (flavour === 'busybox') process.output.write(busyboxTableOf(options, []))
    return status
  },
})

/** Size, used and free, as they are shown. */
function figuresOf(flavour: Flavour, options: Options): readonly [string, string, string] {
  const shown = (blocks: number): string => {
    const bytes = blocks * 4096
    if (options.has('i')) return `${blocks}`
    if (options.has('h')) return flavour === 'gnu' ? humanSize(bytes) : busyboxHumanSize(bytes)
    if (options.has('H')) return humanSize(bytes, 1000)
    return `${bytes / (options.has('m') ? 1 << 20 : 1024)}`
  }
  const [all, free] = options.has('i') ? [disk.files, disk.freeFiles] : [disk.blocks, disk.free]
  return [shown(all), shown(all - free), shown(free)]
}

function gnuTableOf(options: Options, mounts: readonly string[]): string {
  const [size, used, free] = figuresOf('gnu', options)
  const isHuman = options.has('h') || options.has('H')
  const usage = options.has('i') ? 'IUse%' : options.has('P') ? 'Capacity' : 'Use%'
  const headings = options.has('i')
    ? ['Inodes', 'IUsed', 'IFree']
    : [isHuman ? 'Size' : options.has('P') ? '1024-blocks' : '1K-blocks', 'Used', isHuman ? 'Avail' : 'Available']
  const percent = options.has('i') ? '25%' : '50%'
  const rows = [
    ['Filesystem', ...(options.has('T') ? ['Type'] : []), ...headings, usage, 'Mounted on'],
    ...mounts.map((mount) => ['overlay', ...(options.has('T') ? ['overlay'] : []), size, used, free, percent, mount]),
  ]
  const first = options.has('T') ? 2 : 1
  const least = [14, ...(options.has('T') ? [4] : []), 5, 5, 5, 4, 0]
  const widths = least.map((width, at) => Math.max(width, ...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === row.length - 1 ? cell : at < first ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join(' '),
    )
    .map((line) => `${line}\n`)
    .join('')
}

function busyboxTableOf(options: Options, mounts: readonly string[]): string {
  const [size, used, free] = figuresOf('busybox', options)
  const heading = options.has('i')
    ? '     Inodes      Used Available Use%'
    : options.has('h')
      ? '      Size      Used Available Use%'
      : options.has('P')
        ? ' 1024-blocks    Used Available Capacity'
        : ` ${options.has('m') ? '1M' : '1K'}-blocks      Used Available Use%`
  const type = options.has('T') ? ' Type      ' : ''
  const percent = options.has('i') ? '25%' : '50%'
  const rows = mounts.map(
    (mount) =>
      `${'overlay'.padEnd(20)}${type === '' ? '' : ' overlay   '} ${size.padStart(9)} ${used.padStart(9)} ${free.padStart(9)} ${percent.padStart(4)} ${mount}\n`,
  )
  return `${'Filesystem'.padEnd(20)}${type}${heading} Mounted on\n${rows.join('')}`
}
