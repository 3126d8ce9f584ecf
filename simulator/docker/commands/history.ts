import { daemonError, dockerCommand, say } from '../command.ts'
import { fullName, imageNamed, sizeOfLayer } from '../find.ts'
import { printListing } from '../listing.ts'
import type { Struct } from '../template/values.ts'
import { cut, shortID, sizeText } from '../texts.ts'
import { agoOf } from './images.ts'

const heads = {
  ID: 'IMAGE',
  CreatedSince: 'CREATED',
  CreatedAt: 'CREATED AT',
  CreatedBy: 'CREATED BY',
  Size: 'SIZE',
  Comment: 'COMMENT',
}

export const history = dockerCommand({
  names: ['history', 'image history'],
  flags: 'quiet|q no-trunc human|H format=value',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    const held = imageNamed(draft.host, word)
    if (held === undefined) return daemonError(process, `No such image: ${fullName(word)}`)
    const isWhole = given.has('no-trunc')
    const isHuman = given.value('human') !== 'false'
    let layer = held.image.layers.length
    const rows = [...held.image.history].reverse().map((entry, at): Struct => {
      const own = entry.empty_layer === true ? undefined : held.image.layers[--layer]
      const bytes = own === undefined ? 0 : sizeOfLayer(own)
      const text = (entry.created_by ?? '').replaceAll('\t', ' ')
      const created = entry.created ?? ''
      return {
        Comment: entry.comment ?? '',
        CreatedAt: created,
        CreatedBy: isWhole ? text : cut(text, 45),
        CreatedSince: isHuman ? agoOf(draft, entry.created) : created,
        ID: at > 0 ? '<missing>' : isWhole ? held.id : shortID(held.id),
        Size: isHuman ? sizeText(bytes) : `${bytes}`,
      }
    })
    if (given.has('quiet')) {
      for (const { ID } of rows) say(process, String(ID))
      return 0
    }
    const named = isHuman ? heads : { ...heads, CreatedSince: 'CREATED AT' }
    const columns = ['ID', 'CreatedSince', 'CreatedBy', 'Size', 'Comment']
    return printListing(
      process,
      { type: '*formatter.historyContext', heads: named, columns, rows },
      given.value('format'),
    )
  },
})
