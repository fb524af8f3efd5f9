import { knownEcosystems } from './ecosystems.ts'

/** A file of advisories that somebody keeps current. */
export interface Feed {
  readonly name: string
  readonly url: URL
  readonly maxBytes: number
}

/** Where the files lie that tell more than advisories do. */
interface Places {
  /** The exports of OSV: `ecosystems.txt`, and an archive for each of them. */
  readonly osv: URL
  readonly exploited: URL
  readonly epss: URL
  readonly cycles: URL
}

/** Who publishes them (as of 2026-11). */
export const publicPlaces: Places = {
  osv: new URL('https://storage.googleapis.com/osv-vulnerabilities/'),
  exploited: new URL('https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json'),
  epss: new URL('https://epss.empiricalsecurity.com/epss_scores-current.csv.gz'),
  cycles: new URL('https://endoflife.date/api/v1/products/full'),
}

/** A mirror has all of them in one folder, called as they are in public. */
export function mirrorPlaces(folder: URL): Places {
  return {
    osv: folder,
    exploited: new URL('known_exploited_vulnerabilities.json', folder),
    epss: new URL('epss_scores-current.csv.gz', folder),
    cycles: new URL('endoflife.json', folder),
  }
}

const mebibyte = 2 ** 20

export function ecosystemsFeed({ osv }: Places): Feed {
  return { name: 'the list of ecosystems', url: new URL('ecosystems.txt', osv), maxBytes: mebibyte }
}

/** One file by its address, whatever it holds. */
export function singleFeed(url: URL): Feed {
  return { name: url.pathname, url, maxBytes: 4096 * mebibyte }
}

/** Everything that a place has for some ecosystems. */
export function feedsOf(places: Places, ecosystems: readonly string[]): Feed[] {
  const { osv, exploited, epss, cycles } = places
  return [
    ...ecosystems.map((name) => ({
      name: `advisories of ${name}`,
      url: new URL(`${encodeURIComponent(name)}/all.zip`, osv),
      maxBytes: 4096 * mebibyte,
    })),
    { name: 'what is exploited (CISA KEV)', url: exploited, maxBytes: 64 * mebibyte },
    { name: 'what is likely to be (EPSS)', url: epss, maxBytes: 256 * mebibyte },
    { name: 'what has ended (endoflife.date)', url: cycles, maxBytes: 64 * mebibyte },
  ]
}

/** Those of a list that packages are looked up in: releases stand in the archive of their distribution. */
export function ecosystemsIn(list: string): string[] {
  const listed = new Set(list.split(/\r?\n/).map((line) => line.trim().split(':', 1)[0]))
  return knownEcosystems.filter((name) => listed.has(name))
}
