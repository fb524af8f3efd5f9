import { find, type Scan } from './scan.ts'

/** Whether a path leads out of the folder that it is taken from. */
export function leadsOut(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes('..')
}

export function checkPath(path: string, scan: Scan, offset: number): void {
  if (!leadsOut(path)) return
  find(scan, {
    id: 'unsafe-path',
    severity: 'high',
    offset,
    message: `The path ${JSON.stringify(path.slice(0, 200))} leads out of the folder.`,
  })
}
