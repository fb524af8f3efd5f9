import { readModelFiles } from '../../images/model-files/read-files.ts'
import { isIncomplete } from '../../model/problem.ts'
import { jsonDocument } from '../../report/json-chunks.ts'
import { type ModelFilesData, modelFilesData } from '../../report/model-files/data.ts'
import { renderModelFiles } from '../../report/model-files/terminal.ts'
import type { Command } from '../command.ts'
import { type Call, dataFormat, outputFlag, viewOf, writeOut } from '../output.ts'
import type { FlagValues } from '../flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

export const modelFileCommand: Command = {
  name: 'model-file',
  summary: 'Decide from the bytes of model files whether they are weapons; nothing is loaded or executed',
  operands: 'PATH…',
  flags: {
    format: dataFormat,
    output: outputFlag,
    all: { type: 'boolean', summary: 'Print clean model files and every finding, too' },
    'allow-incomplete': { type: 'boolean', summary: 'Let what was not read not change the exit code' },
  },
  examples: [
    [
      'bulkhead model-file model.pt',
      'one file: exit code 1 if it is malicious or suspicious, 3 if that is not known',
    ],
    ['bulkhead model-file ~/.cache/huggingface -f json', 'everything below a folder, whatever it is called'],
  ],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  if (flags.positionals.length === 0) throw new UsageError('Name files or folders: bulkhead model-file PATH…')
  const data = modelFilesData(await readModelFiles(flags.positionals, world.cwd))
  write(data, { flags, world })
  if (data.counts.malicious + data.counts.suspicious > 0) return 1
  const isWhole = data.counts.unknown === 0 && !data.problems.some(isIncomplete)
  return isWhole || flags.isSet('allow-incomplete') ? 0 : 3
}

function write(data: ModelFilesData, call: Call): void {
  const isJson = call.flags.text('format') === 'json'
  writeOut(
    isJson ? jsonDocument(data, new Set(['files', 'problems'])) : [renderModelFiles(data, viewOf(call))],
    call,
  )
}
