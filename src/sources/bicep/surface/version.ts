/** Below nought where the first is the older one. Versions of modules are three numbers. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersIn(one), numbersIn(other)]
  const at = left.findIndex((number, index) => number !== right[index])
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}

function numbersIn(version: string): readonly number[] {
  return version.split('.').map(Number)
}
