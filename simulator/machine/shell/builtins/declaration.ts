/** Whether a command takes assignments as its operands, which are then not split. */
export function isDeclaration(name: string): boolean {
  return ['export', 'readonly', 'local', 'declare', 'typeset'].includes(name)
}
