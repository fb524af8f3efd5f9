import { imageDiffExitCode } from '../engine/image-exit.ts'
import { diffImages, type ImageDiff } from '../images/diff/diff.ts'
import { renderImageDiffMarkdown } from '../report/image-diff/markdown.ts'
import { renderImageDiff } from '../report/image-diff/terminal.ts'
import { jsonDocument } from '../report/json-chunks.ts'
import { exitPolicyOf } from './exit-policy.ts'
import { inspectImage } from './image.ts'
import { type Call, type View, viewOf, writeOut } from './output.ts'
import { type ExitCode, UsageError } from './world.ts'

const renderers: Readonly<Record<string, (diff: ImageDiff, view: View) => Iterable<string>>> = {
  terminal: (diff, view) => [renderImageDiff(diff, view)],
  json: (diff) => jsonDocument(diff, new Set(['packages', 'layers', 'problems'])),
  markdown: (diff) => [renderImageDiffMarkdown(diff)],
}

/** `bulkhead image diff A B`. */
export async function runImageDiff(images: readonly string[], call: Call): Promise<ExitCode> {
  const [before, after, ...others] = images
  if (before === undefined || after === undefined || others.length > 0)
    throw new UsageError(
      'Name two images: bulkhead image diff OLD NEW. An image called diff is ./diff, or docker.io/library/diff.',
    )
  const format = call.flags.text('format') ?? 'terminal'
  const render = renderers[format]
  if (render === undefined)
    throw new UsageError(
      `A comparison has no format ${format}; it takes ${Object.keys(renderers).join(', ')}.`,
    )
  const diff = diffImages(await inspectImage(before, call), await inspectImage(after, call))
  writeOut(render(diff, viewOf(call)), call)
  return imageDiffExitCode(diff, exitPolicyOf(call.flags))
}
