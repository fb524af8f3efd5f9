/** Storage by a name of its own: two volumes that name the same share are the same storage. */
export interface Share {
  /** Server, account or disk with all that tells it from others: `nfs files.example`. */
  readonly name: string
  /** The folder of it that a volume shows; `/` where it shows the whole. */
  readonly folder: string
}
