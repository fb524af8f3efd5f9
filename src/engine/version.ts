/** Kept equal to `package.json` by a test: reading the file at run time would be I/O in a pure room. */
export const version = '0.1.0'
