/** Where package managers put code of others. What they ship names credentials everywhere, in code and examples. */
const libraries =
  /(?:^|\/)(?:site-packages|dist-packages|node_modules|lib\/python[23](?:\.\d+)?|usr\/share\/(?:doc|man|info)|gems|vendor)\//

export function isOfLibrary(path: string): boolean {
  return libraries.test(path)
}

/** Keys that a library’s tests and papers bring open nothing: they are published with it. */
export function isTestOfLibrary(path: string): boolean {
  return (
    isOfLibrary(path) && /(?:^|\/)(?:tests?|testing|testdata|fixtures|certdata|examples?|docs?)\//.test(path)
  )
}
