/** Files of a folder whose programs have capabilities: which of them the file system tells, and why not all of it is known. */
export interface CapableFiles {
  readonly paths: readonly string[]
  /** A part of a sentence. */
  readonly unknown?: string
}

/** Asks the file system: no layer tells of a folder. */
export type FindCapable = (folder: string) => Promise<CapableFiles>

/** `./usr/bin/ping cap_net_raw=ep`; libcap wrote another sign between them before 2.41. */
const line = /^\.\/(.+?)(?: =)? (?:cap_\S+|=\S*)(?: cap_\S+)*$/

/** What `getcap -r .` wrote: a line for each file, and more where a name has one in it. */
export function capableIn(output: string): CapableFiles {
  const lines = output.split('\n').filter((each) => each !== '')
  const paths = lines.flatMap((each) => line.exec(each)?.[1] ?? [])
  return paths.length === lines.length
    ? { paths }
    : { paths, unknown: 'not all that getcap says can be read' }
}
