#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 18)) await import('../dist/cli/main.js')
else {
  process.stderr.write(`bulkhead needs Node.js 22.18 or newer; this is ${process.versions.node}.\n`)
  process.exitCode = 2
}
