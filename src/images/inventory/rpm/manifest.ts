import {
  type Fault,
  type FileFacts,
  type FileReader,
  type ImageFile,
  noFacts,
  type Package,
} from '../package.ts'
import { linesOf } from '../paragraphs.ts'
import { packageOf } from './package.ts'

/** Azure Linux's images without rpm keep what `rpm -qa` said when they were built, a line a package. */
export const rpmManifestReader: FileReader = {
  name: 'rpm-manifest',
  names: ['container-manifest-2'],
  accepts: (path) => path === 'var/lib/rpmmanifest/container-manifest-2',
  maxBytes: 2 ** 24,
  read: readRpmManifest,
}

export function readRpmManifest({ path, bytes }: ImageFile): FileFacts {
  const packages: Package[] = []
  const faults: Fault[] = []
  let line = 0
  for (const text of linesOf(bytes.toString('utf8'))) {
    line++
    if (text === '' || text.startsWith('gpg-pubkey\t')) continue
    const found = packageIn(text, path)
    if (found === undefined)
      faults.push({ message: 'A line of the manifest of rpm tells of no package.', line })
    else packages.push(found)
  }
  return { ...noFacts, packages, faults }
}

/** Name, version and release, two times, vendor, epoch, size, architecture, epoch as a number, source. */
function packageIn(line: string, file: string): Package | undefined {
  const [name = '', evr = '', , , , , , arch = '', epoch = '', sourceRpm = ''] = line.split('\t')
  const [, version, release] = /^([^-]+)-([^-]+)$/.exec(evr) ?? []
  if (name === '' || version === undefined || release === undefined) return undefined
  return packageOf({ name, ...epochOf(epoch), version, release, arch, sourceRpm }, file)
}

/** None is written as 0, which it equals. */
function epochOf(number: string): { epoch?: number } {
  return /^[1-9]\d{0,9}$/.test(number) ? { epoch: Number(number) } : {}
}
