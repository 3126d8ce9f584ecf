/** The text of a module with the blanks at the ends and starts of lines taken out of its css`…` literals; interpolations stay as they are. */
export function compactStyles(text) {
  return text.replace(/\bcss`[^`]*`/g, (literal) => literal.replace(/\s*\n\s*/g, '\n').replace(/([:;{}])\n/g, '$1'))
}

/** For Vite: styles inside scripts are shipped without their indentation, which the page fetches before anything is done on it. */
export function compactStylesPlugin() {
  return {
    name: 'compact-styles',
    apply: 'build',
    transform(text, id) {
      return /\/src\/workbench\/[^?]*\.ts$/.test(id) && text.includes('css`')
        ? { code: compactStyles(text), map: null }
        : null
    },
  }
}
