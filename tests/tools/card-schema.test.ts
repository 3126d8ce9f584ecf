import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readCard } from '../../simulator/machine/services/card.ts'
import { cardJsonSchema, cardSchemaFile } from '../../tools/card-schema.ts'

it('is what the card’s own schema says', () =>
  expect(JSON.parse(readFileSync(cardSchemaFile, 'utf8'))).toEqual(JSON.parse(JSON.stringify(cardJsonSchema()))))

it('the card that authors are shown can be read', () => {
  const shown = /```yaml\n(about:[\s\S]*?)```/.exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[1] ?? ''
  expect(readCard(shown)).toMatchObject({ kind: 'read', card: { start_ms: 300 } })
})
