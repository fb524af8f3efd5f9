/** Something that was not read to its end, since reading it would have harmed whatever else is read. */
export class GivenUp extends Error {
  readonly isTime: boolean

  /** @param reason the end of a sentence that says that it was given up */
  constructor(reason: string, isTime = false) {
    super(reason)
    this.isTime = isTime
  }
}
