/** A package's name as advisories and inventories are compared: Python does not tell `A.b_c` and `a-b-c` apart (PEP 503). */
export function normaliseName(ecosystem: string, name: string): string {
  if (ecosystem === 'PyPI') return name.toLowerCase().replace(/[-_.]+/g, '-')
  return ecosystem === 'NuGet' ? name.toLowerCase() : name
}
