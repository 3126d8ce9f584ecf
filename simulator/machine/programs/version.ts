/**
 * Compares two names as version numbers: runs of digits by their value, the rest by bytes with letters before other signs and `~` before
 * everything, even the end. Source: GNU coreutils manual, "Version sort ordering".
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [withoutEnding(a), withoutEnding(b)]
  const found = compareParts(left, right) || compareParts(a, b)
  return found !== 0 ? found : a < b ? -1 : a > b ? 1 : 0
}

/** File endings like `.tar.gz` are compared last. */
function withoutEnding(name: string): string {
  return name.replace(/(\.[A-Za-z~][A-Za-z0-9~]*)*$/, '')
}

function compareParts(a: string, b: string): number {
  let [left, right] = [a, b]
  while (left !== '' || right !== '') {
    const [textA = '', textB = ''] = [/^[^0-9]*/.exec(left)?.[0], /^[^0-9]*/.exec(right)?.[0]]
    for (let at = 0; at < Math.max(textA.length, textB.length); at++) {
      const difference = rank(textA[at]) - rank(textB[at])
      if (difference !== 0) return difference
    }
    left = left.slice(textA.length)
    right = right.slice(textB.length)
    const [digitsA = '', digitsB = ''] = [/^[0-9]*/.exec(left)?.[0], /^[0-9]*/.exec(right)?.[0]]
    const [numberA, numberB] = [digitsA.replace(/^0+/, ''), digitsB.replace(/^0+/, '')]
    if (numberA.length !== numberB.length) return numberA.length - numberB.length
    if (numberA !== numberB) return numberA < numberB ? -1 : 1
    left = left.slice(digitsA.length)
    right = right.slice(digitsB.length)
  }
  return 0
}

function rank(sign: string | undefined): number {
  if (sign === undefined) return 0
  if (sign === '~') return -1
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256
}
