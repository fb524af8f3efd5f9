/**
 * What a module of a registry declares, as far as it is judged: a short text of Bicep of our own, that says which property
 * each parameter sets and what the module sets where its caller says nothing.
 */
export interface Surface {
  /** Behind `br/public:`. */
  readonly path: string
  /** The versions that it holds for: this one and those behind it … */
  readonly from: string
  /** … before this one. */
  readonly before: string
  readonly bicep: string
}
