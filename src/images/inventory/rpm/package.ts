import type { Package } from '../package.ts'
import type { RpmHeader } from './header.ts'

export function packageOf(
  { name, epoch, version, release, ...header }: Omit<RpmHeader, 'files'>,
  file: string,
): Package {
  const { arch, license, moduleLabel, sourceRpm } = header
  const [, source, sourceVersion] = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(sourceRpm ?? '') ?? []
  return {
    kind: 'rpm',
    name,
    version: `${epoch === undefined ? '' : `${epoch}:`}${version}-${release}`,
    ...(arch === undefined ? {} : { arch }),
    ...(license === undefined ? {} : { license }),
    ...(moduleLabel === undefined ? {} : { module: moduleLabel }),
    ...(source === undefined || sourceVersion === undefined
      ? {}
      : { source: { name: source, version: sourceVersion } }),
    file,
  }
}
