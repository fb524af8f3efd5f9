/** Where package managers put code of others. What they ship names credentials everywhere, in code and examples. */
const libraries =
  /(?:^|\/)(?:site-packages|dist-packages|node_modules|lib\/python[23](?:\.\d+)?|usr\/share\/(?:doc|man|info)|gems|vendor|vendored|third_party|go\/(?:src|pkg\/mod))\//

export function isOfLibrary(path: string): boolean {
  return libraries.test(path)
}

/** Tests, examples and what is written about a package, which its metadata repeat. */
const tests =
  /(?:^|\/)(?:tests?|testing|testdata|test_data|fixtures|certdata|examples?|docs?)\/|_test\.go$|\.(?:dist|egg)-info\//

/** Keys that a library’s tests and papers bring open nothing: they are published with it. */
export function isTestOfLibrary(path: string): boolean {
  return isOfLibrary(path) && tests.test(path)
}
