const key = 'layerwise-reads-aloud'

/** Whether screen readers are told what is printed: as it was set in this browser. */
export function readsAloud(): boolean {
  try {
    return localStorage.getItem(key) === 'yes'
  } catch {
    return false
  }
}

export function setReadsAloud(is: boolean): void {
  try {
    localStorage.setItem(key, is ? 'yes' : 'no')
  } catch {
    // Then it holds as long as the page.
  }
}
