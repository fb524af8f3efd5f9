import { nameOf } from '../archive/member-path.ts'
import { outermost } from './zipped.ts'

/**
 * What brought a package along, from the file that tells of it: `pip` of `pip/_vendor/vendor.txt`, `tokenizers` of a bill
 * in its metadata, `app.jar` of an archive in it. Nothing where a package was installed by itself.
 */
export function bundlerOf(file: string): string | undefined {
  const outer = outermost(file)
  const inner = file.slice(outer.length)
  const [, vendor] = /(?:^|\/)([^/]+)\/_vendor\//.exec(file) ?? []
  const [, wheel] = /(?:^|\/)([^/-]+)-[^/]*\.dist-info\/sboms\//.exec(file) ?? []
  return vendor ?? wheel ?? (/\.(?:jar|war|ear|whl)!?/i.test(inner) ? nameOf(outer) : undefined)
}
